import ArgumentParser
import SilhouetteMedia

/// `--background`: what goes behind the person.
enum BackgroundChoice: Hashable, Sendable {
  /// Transparent.
  case none
  case color(Color)
  case blur(Length)
  case file(FilePath)

  /// Clearly out of focus, with the person still in a recognisable place.
  static let defaultBlur = Length.share(0.03)
}

extension BackgroundChoice: ExpressibleByArgument {
  /// A picture whose name reads like one of the words is written with a folder: `./white`.
  init?(argument: String) {
    if argument == "none" {
      self = .none
    } else if let color = Color(argument) {
      self = .color(color)
    } else if argument == "blur" {
      self = .blur(BackgroundChoice.defaultBlur)
    } else if argument.hasPrefix("blur:") {
      guard let radius = Length(argument: String(argument.dropFirst(5))), !radius.isNegative
      else { return nil }
      self = .blur(radius)
    } else if argument.isEmpty || argument.hasPrefix("#") {
      return nil
    } else {
      self = .file(FilePath(argument))
    }
  }

  var defaultValueDescription: String { "none" }

  static var defaultCompletionKind: CompletionKind { .file() }
}
