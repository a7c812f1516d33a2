import ArgumentParser
import Silhouette
import SilhouetteMedia

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
      self = .file(FilePath(argument))
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

extension ModelOption {
  func segmenter(options: Segmenter.Options) throws(CommandFailure) -> Segmenter {
    switch model {
    case .embedded(let model):
      return try ModelOption.explained { () throws(SilhouetteError) in
        try Segmenter(model, options: options)
      }
    case .file(let path):
      let bytes = try self.model.contents()
      return try ModelOption.explained { () throws(SilhouetteError) in
        try Segmenter(modelBytes: bytes, name: path.text, options: options)
      }
    }
  }

  private static func explained(
    _ body: () throws(SilhouetteError) -> Segmenter
  ) throws(CommandFailure) -> Segmenter {
    do throws(SilhouetteError) { return try body() } catch {
      throw CommandFailure(error.description)
    }
  }
}
