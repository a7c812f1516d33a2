/// An opaque colour, each channel 0…255.
struct Color: Hashable, Sendable {
  let red, green, blue: UInt8

  static let white = Color(red: 255, green: 255, blue: 255)

  init(red: UInt8, green: UInt8, blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// `#RRGGBB`, `#RGB`, or one of the sixteen basic colours of CSS and `orange`.
  init?(_ text: String) {
    let text = text.lowercased()
    guard let digits = text.hasPrefix("#") ? text.dropFirst() : Color.named[text],
      digits.allSatisfy(\.isHexDigit)
    else { return nil }
    let channels =
      switch digits.count {
      case 3: digits.map { String([$0, $0]) }
      case 6: stride(from: 0, to: 6, by: 2).map { String(digits.dropFirst($0).prefix(2)) }
      default: [String]()
      }
    let values = channels.compactMap { UInt8($0, radix: 16) }
    guard values.count == 3 else { return nil }
    self.init(red: values[0], green: values[1], blue: values[2])
  }

  static var names: [String] { named.keys.sorted() }

  /// CSS Color Module Level 4, section 6.1.
  private static let named: [String: Substring] = [
    "black": "000000", "silver": "c0c0c0", "gray": "808080", "grey": "808080", "white": "ffffff",
    "maroon": "800000", "red": "ff0000", "purple": "800080", "fuchsia": "ff00ff",
    "green": "008000", "lime": "00ff00", "olive": "808000", "yellow": "ffff00", "navy": "000080",
    "blue": "0000ff", "teal": "008080", "aqua": "00ffff", "orange": "ffa500",
  ]
}
