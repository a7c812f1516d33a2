import SilhouetteFormats
import SilhouetteGraph
import SilhouetteMedia
import SilhouetteRuntime

/// Where the outputs of a network go: files of their own, or a folder with one for each.
struct RunOutputs {
  /// The outputs that are wanted, in the model's order.
  private let paths: [(port: Int, path: FilePath)]

  init(_ arguments: [String], ports: [Port]) throws(CommandFailure) {
    if arguments.count == 1, let folder = RunOutputs.folder(arguments[0]) {
      paths = ports.indices.map { ($0, folder.appending(RunOutputs.fileName(of: ports[$0]))) }
      return
    }
    let files = try PortFiles(arguments, ports: ports, kind: "output").files
    paths = files.indices.compactMap { port in files[port].map { (port, $0) } }
  }

  /// The files to write; refuses such as would destroy an input, another output or, unless told, a
  /// file.
  func files(
    inputs: [FilePath], replaces: Bool
  ) throws(CommandFailure) -> [(port: Int, file: ResultFile)] {
    guard Set(paths.map { $0.path }).count == paths.count else {
      throw CommandFailure(
        "two outputs would go to one file", hint: "give each a file: -o NAME=FILE")
    }
    return try paths.map { (port, path) throws(CommandFailure) in
      (port, try ResultFile(at: path, replaces: replaces, inputs: inputs))
    }
  }

  private static func folder(_ argument: String) -> FilePath? {
    let path = FilePath(argument)
    return path.endsWithSlash || FileStatus(of: path)?.kind == .folder ? path : nil
  }

  /// The output's name, with what cannot be in a file's name replaced.
  private static func fileName(of port: Port) -> FilePath {
    let name = port.name.isEmpty || port.name.hasPrefix(".") ? "_" + port.name : port.name
    let letters = name.map { $0 == "/" || $0 == "\0" ? "_" : $0 }
    return FilePath(String(letters)).suffixed(".npy")
  }
}
