import ArgumentParser
import Silhouette

/// Which network: one that comes with the program, or a file.
enum ModelChoice: Hashable, Sendable {
  case embedded(Segmenter.Model)
  case file(FilePath)
}

extension ModelChoice: ExpressibleByArgument {
  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    if let model = Segmenter.Model(rawValue: argument) {
      self = .embedded(model)
    } else {
      self = .file(FilePath(bytes: LosslessText.bytes(of: argument)))
    }
  }

  var defaultValueDescription: String { name }

  static var defaultCompletionKind: CompletionKind { .file(extensions: ["tflite"]) }

  /// What errors and reports call it.
  var name: String {
    switch self {
    case .embedded(let model): model.rawValue
    case .file(let path): path.description
    }
  }
}

struct ModelOption: ParsableArguments {
  @Option(
    help: ArgumentHelp("The network: general, landscape, or a model file.", valueName: "model"))
  var model = ModelChoice.embedded(.general)
}
