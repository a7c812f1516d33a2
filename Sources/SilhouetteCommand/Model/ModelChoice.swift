import ArgumentParser
import Silhouette
import SilhouetteMedia

/// Which network: one that comes with the program; or a file, a folder or an installed model's name.
enum ModelChoice: Hashable, Sendable {
  case embedded(Segmenter.Model)
  /// What it leads to is told by ``place()``.
  case file(FilePath)
}

extension ModelChoice: ExpressibleByArgument {
  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    if let model = Segmenter.Model(rawValue: argument) {
      self = .embedded(model)
    } else {
      self = .file(FilePath(argument))
    }
  }

  var defaultValueDescription: String { name }

  static var defaultCompletionKind: CompletionKind {
    .file(extensions: ["tflite", "onnx", "pdmodel", "pdparams", "yaml"])
  }

  /// What errors and reports call it.
  var name: String {
    switch self {
    case .embedded(let model): model.rawValue
    case .file(let path): path.description
    }
  }
}
