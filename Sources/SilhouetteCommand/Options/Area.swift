import ArgumentParser

/// An area on a picture: pixels, or a share of the whole picture.
enum Area: Hashable, Sendable {
  case pixels(Int)
  /// 0.001 is a thousandth of the picture.
  case share(Double)

  /// What `--clean` takes for specks and holes if no size is given.
  static let specks = Area.share(0.0005)

  func pixels(width: Int, height: Int) -> Int {
    switch self {
    case .pixels(let count): count
    case .share(let share): Int((share * Double(width) * Double(height)).rounded(.up))
    }
  }

  /// More than any picture has.
  private static let maximumPixels = 1 << 40
}

extension Area: ExpressibleByArgument {
  /// `400`, `400px`, `0.1%`.
  init?(argument: String) {
    let isPercent = argument.hasSuffix("%")
    let digits = argument.dropLast(isPercent ? 1 : argument.hasSuffix("px") ? 2 : 0)
    // Double also reads "inf", "nan" and hexadecimal numbers.
    guard digits.allSatisfy({ "0123456789.".contains($0) }) else { return nil }
    if isPercent {
      guard let percent = Double(digits), percent <= 100 else { return nil }
      self = .share(percent / 100)
    } else {
      guard let count = Int(digits), count <= Area.maximumPixels else { return nil }
      self = .pixels(count)
    }
  }

  var defaultValueDescription: String { description }

  static var defaultCompletionKind: CompletionKind { .default }
}

extension Area: CustomStringConvertible {
  var description: String {
    switch self {
    case .pixels(let count): "\(count)"
    case .share(let share): "\(share * 100)%"
    }
  }
}
