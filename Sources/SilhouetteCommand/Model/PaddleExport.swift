import SilhouetteConfiguration
import SilhouetteMedia

/// A network as PaddlePaddle exports it: a program, its parameters, and `deploy.yaml` beside them.
struct PaddleExport {
  let program: FilePath
  let parameters: FilePath
  /// `nil` for a bare pair of files.
  let description: DeployDescription?
  let descriptionPath: FilePath?

  var files: [FilePath] { [program, parameters] + (descriptionPath.map { [$0] } ?? []) }

  /// PaddleSeg writes the first, or the second for FastDeploy.
  static let descriptionNames = ["deploy.yaml", "inference.yml"]

  /// The export in a folder.
  init(folder: FilePath) throws(CommandFailure) {
    for name in PaddleExport.descriptionNames {
      let path = folder.appending(FilePath(name))
      guard FileStatus(of: path) == nil else {
        try self.init(description: path)
        return
      }
    }
    throw CommandFailure(
      "\(folder): there is no deploy.yaml in this folder",
      hint: "name the folder that PaddleSeg exported to: it holds deploy.yaml, model.pdmodel and "
        + "model.pdiparams")
  }

  /// The export that a `deploy.yaml` describes; its files are beside it.
  init(description path: FilePath) throws(CommandFailure) {
    let bytes: [UInt8]
    do throws(MediaError) { bytes = try FileSystem.contents(of: path) } catch {
      throw CommandFailure(error.description)
    }
    let description: DeployDescription
    do throws(ConfigurationError) {
      description = try DeployDescription(
        yaml: String(decoding: bytes, as: UTF8.self), name: path.text)
    } catch { throw CommandFailure(error.description.escaped) }
    self.description = description
    descriptionPath = path
    program = path.parent.appending(FilePath(description.program))
    parameters = path.parent.appending(FilePath(description.parameters))
    for file in [program, parameters] where FileStatus(of: file) == nil {
      throw CommandFailure("\(file): no such file, but \(path) names it")
    }
  }

  /// A program with the parameters of the same name beside it.
  init(program: FilePath) throws(CommandFailure) {
    let description = program.parent.appending(FilePath(PaddleExport.descriptionNames[0]))
    if FileStatus(of: description) != nil {
      let export = try PaddleExport(description: description)
      if export.program == program {
        self = export
        return
      }
    }
    self.program = program
    parameters = program.parent.appending(program.stem).suffixed(".pdiparams")
    self.description = nil
    descriptionPath = nil
    guard FileStatus(of: parameters) != nil else {
      throw CommandFailure(
        "\(parameters): no such file", hint: "a .pdmodel needs its parameters beside it")
    }
  }
}
