import ArgumentParser

/// A length on a picture: pixels, or a share of its short side.
enum Length: Hashable, Sendable {
  case pixels(Double)
  /// 0.03 is three percent of the short side.
  case share(Double)

  static let zero = Length.pixels(0)

  func pixels(shortSide: Int) -> Double {
    switch self {
    case .pixels(let count): count
    case .share(let share): share * Double(shortSide)
    }
  }

  var isNegative: Bool {
    switch self {
    case .pixels(let value), .share(let value): value < 0
    }
  }

  /// No picture has more pixels a side; it also keeps sums of lengths far from overflow.
  private static let maximumPixels = 65_535.0
  /// Ten short sides.
  private static let maximumPercent = 1_000.0
}

extension Length: ExpressibleByArgument {
  /// `12`, `12px`, `1.5%`, `-4`.
  init?(argument: String) {
    let isPercent = argument.hasSuffix("%")
    let unit = isPercent ? 1 : argument.hasSuffix("px") ? 2 : 0
    let digits = argument.dropLast(unit)
    // Double also reads "inf", "nan" and hexadecimal numbers.
    guard digits.allSatisfy({ "0123456789.+-".contains($0) }), let value = Double(digits),
      value.magnitude <= (isPercent ? Length.maximumPercent : Length.maximumPixels)
    else { return nil }
    self = isPercent ? .share(value / 100) : .pixels(value)
  }

  var defaultValueDescription: String { description }

  static var defaultCompletionKind: CompletionKind { .default }
}

extension Length: CustomStringConvertible {
  var description: String {
    switch self {
    case .pixels(let count): count == count.rounded() ? "\(Int(count))" : "\(count)"
    case .share(let share): "\(share * 100)%"
    }
  }
}
