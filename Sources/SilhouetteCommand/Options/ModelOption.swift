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

extension ModelOption {
  func segmenter(options: Segmenter.Options) throws(CommandFailure) -> Segmenter {
    do {
      switch model {
      case .embedded(let model): return try Segmenter(model, options: options)
      case .file(let path):
        let bytes = Bytes(copying: try FileSystem.contents(of: path))
        return try Segmenter(modelBytes: bytes, name: path.description, options: options)
      }
    } catch let error as FileError {
      let names = Segmenter.Model.allCases.map(\.rawValue).joined(separator: ", ")
      throw CommandFailure(
        "--model: \(error)", hint: "neither a file nor one of those inside: \(names)")
    } catch {
      throw CommandFailure("\(error)")
    }
  }
}
