import Silhouette
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteMedia
import SilhouetteZoo

/// What a ``ModelChoice`` leads to.
enum ModelPlace {
  case embedded(Segmenter.Model)
  /// One file that holds the whole network.
  case file(FilePath)
  /// PaddlePaddle's two files and what describes them.
  case paddle(PaddleExport)
  /// Weights alone; the configuration of those whose network is known.
  case checkpoint(FilePath, ConfigurationChoice?)

  /// All files that make up the model, for whoever must not write over them.
  var files: [FilePath] {
    switch self {
    case .embedded: []
    case .file(let path): [path]
    case .paddle(let export): export.files
    case .checkpoint(let path, let config): [path] + (config?.file.map { [$0] } ?? [])
    }
  }
}

extension ModelChoice {
  /// Finds the network's files; what is in them is not looked at yet.
  ///
  /// A path comes before an installed model's name: `./NAME` and `NAME` mean the same file where
  /// there is one.
  func place() throws(CommandFailure) -> ModelPlace {
    switch self {
    case .embedded(let model): return .embedded(model)
    case .file(let path):
      if path.isStandardStream || FileStatus(of: path) != nil {
        return try ModelPlace(at: path)
      }
      return try ModelChoice.installed(path)
    }
  }

  private static func installed(_ name: FilePath) throws(CommandFailure) -> ModelPlace {
    // Without a folder for models none is installed.
    let models = try? InstalledModels.standard()
    if let models, let path = models.path(of: name.text) {
      return try ModelPlace(at: path, network: models.network(of: name.text))
    }
    if ModelCatalogue.entry(named: name.text) != nil {
      throw CommandFailure(
        "\(name): this model is not installed", hint: "silhouette models pull \(name)")
    }
    let inside = Segmenter.Model.allCases.map(\.rawValue).joined(separator: ", ")
    throw CommandFailure(
      "\(name): no such file",
      hint: "a model is a file, a Paddle folder, one of those inside (\(inside)), or one of "
        + "'silhouette models'")
  }
}

extension ModelPlace {
  /// What a path that exists is.
  ///
  /// - Parameter network: the catalogue's name of the network, where it is one of those.
  fileprivate init(at path: FilePath, network: String? = nil) throws(CommandFailure) {
    if FileStatus(of: path)?.kind == .folder {
      self = .paddle(try PaddleExport(folder: path))
    } else {
      switch path.fileExtension {
      case "yaml", "yml": self = .paddle(try PaddleExport(description: path))
      case "pdmodel": self = .paddle(try PaddleExport(program: path))
      case "pdparams":
        self = .checkpoint(path, network.flatMap { ConfigurationChoice(argument: $0) })
      default: self = .file(path)
      }
    }
  }
}
