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
    .file(extensions: ["tflite", "onnx", "pdmodel", "yaml"])
  }

  /// What errors and reports call it.
  var name: String {
    switch self {
    case .embedded(let model): model.rawValue
    case .file(let path): path.description
    }
  }
}

/// The network that photos go through.
struct ModelOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The network: general, landscape, a model file (.tflite, .onnx), a Paddle folder, or a name "
        + "of 'silhouette models'.", valueName: "model"))
  var model = ModelChoice.embedded(.general)

  @OptionGroup var input: InputShapeOption
}

/// For networks whose files leave the input's size open.
struct InputShapeOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The input's size, for a network that leaves it open: WIDTHxHEIGHT, or all extents as the "
        + "file orders them, 1x3x192x192.", valueName: "size"))
  var inputShape: InputShape?
}
