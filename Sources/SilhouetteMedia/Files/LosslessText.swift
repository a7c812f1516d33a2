/// Bytes as text and back without loss, even where they are not UTF-8.
///
/// `String` replaces such bytes by U+FFFD, and the file could not be opened any more. Here byte
/// `b` of anything that is not UTF-8 becomes U+10FF00 + b, the end of a private plane; text that
/// uses this range itself is escaped byte by byte too, so that the way back is unambiguous.
package enum LosslessText {
  private static let escapes: ClosedRange<UInt32> = 0x10FF80...0x10FFFF
  private static let base: UInt32 = 0x10FF00

  package static func text(of bytes: some Collection<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let (scalar, length) = firstScalar(of: rest)
      if let scalar {
        text.append(scalar)
      } else {
        text.append(
          contentsOf: rest.prefix(length).compactMap { Unicode.Scalar(base + UInt32($0)) })
      }
      rest = rest.dropFirst(length)
    }
    return String(text)
  }

  package static func bytes(of text: String) -> [UInt8] {
    text.unicodeScalars.flatMap { scalar in
      byte(escapedBy: scalar).map { [$0] } ?? Array(UTF8.encode(scalar).map(Array.init) ?? [])
    }
  }

  /// The byte that `scalar` stands for, if it stands for one.
  static func byte(escapedBy scalar: Unicode.Scalar) -> UInt8? {
    escapes.contains(scalar.value) ? UInt8(truncatingIfNeeded: scalar.value) : nil
  }

  /// The first character and how many bytes it takes; nil for bytes that need escaping.
  private static func firstScalar(
    of bytes: ArraySlice<UInt8>
  ) -> (scalar: Unicode.Scalar?, length: Int) {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return (nil, 1) }
    let length = UTF8.width(scalar)
    return (escapes.contains(scalar.value) ? nil : scalar, length)
  }
}
