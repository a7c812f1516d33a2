import SilhouetteGraph

/// Reads a pickle's bytes in order; every read is checked against the end of the file.
struct PickleCursor {
  let bytes: Bytes
  private(set) var position = 0

  init(_ bytes: Bytes) {
    self.bytes = bytes
  }

  func malformed(_ reason: String) -> FormatError {
    .malformed(place: "byte \(position)", reason: reason)
  }

  /// The range of the next `count` bytes, which are passed.
  mutating func skip(_ count: Int) throws(FormatError) -> Range<Int> {
    guard count >= 0, count <= bytes.count - position else {
      throw malformed("the file of \(bytes.count) bytes ends too early")
    }
    defer { position += count }
    return position..<position + count
  }

  /// A little-endian number.
  mutating func integer<T: FixedWidthInteger & BitwiseCopyable>(
    as type: T.Type
  ) throws(FormatError) -> T {
    let range = try skip(MemoryLayout<T>.size)
    return bytes.withUnsafeBytes {
      T(littleEndian: $0.loadUnaligned(fromByteOffset: range.lowerBound, as: T.self))
    }
  }

  /// The range of as many bytes as the number of type `T` in front of them says.
  mutating func counted<T: FixedWidthInteger & BitwiseCopyable>(
    by type: T.Type
  ) throws(FormatError) -> Range<Int> {
    let count = try integer(as: type)
    guard let count = Int(exactly: count) else { throw malformed("a length beyond any file") }
    return try skip(count)
  }

  /// The range up to the next line feed, which is passed as well.
  mutating func line() throws(FormatError) -> Range<Int> {
    let start = position
    let end = bytes.withUnsafeBytes { bytes in
      bytes[start...].firstIndex(of: 0x0A)
    }
    guard let end else { throw malformed("a line that does not end") }
    position = end + 1
    return start..<end
  }

  /// A signed number of up to eight bytes.
  mutating func long() throws(FormatError) -> Int {
    let range = try counted(by: UInt8.self)
    guard range.count <= 8 else { throw malformed("a number of more than 64 bits") }
    let number = bytes.withUnsafeBytes { bytes in
      var number: UInt64 = 0
      for index in range.reversed() { number = number << 8 | UInt64(bytes[index]) }
      let unused = UInt64(64 - 8 * range.count)
      return range.isEmpty ? 0 : Int64(bitPattern: number << unused) >> Int64(unused)
    }
    guard let number = Int(exactly: number) else { throw malformed("a number beyond this machine") }
    return number
  }

  /// A name; what is not UTF-8 is replaced. Its length is bounded since a pickle may refer to one
  /// text a million times.
  func text(_ range: Range<Int>) throws(FormatError) -> String {
    guard range.count <= 512 else { throw malformed("a name of \(range.count) bytes") }
    return bytes.withUnsafeBytes { String(decoding: $0[range], as: UTF8.self) }
  }
}
