import SilhouetteGraph

/// A bounded cursor over the fields of one protobuf message.
///
///     var reader = ProtobufReader(bytes)
///     while let field = try reader.next() {
///       switch field.number {
///       case 1: name = try field.string()
///       case 2: try field.appendIntegers(to: &dimensions)
///       case 3: var inner = try field.message()
///       default: break  // unknown fields are skipped
///       }
///     }
///
/// Every read is checked against the end of the message. A message is read once from its first
/// byte to its last, and messages do not overlap, so that work stays proportional to the size.
struct ProtobufReader {
  let bytes: Bytes
  /// Where the next field starts.
  private(set) var position: Int
  let end: Int
  /// How many messages hold this one.
  let depth: Int

  /// Real files nest less than ten messages; protobuf's own libraries stop at 100.
  static let maximumDepth = 64

  /// The message that `bytes` hold as a whole.
  init(_ bytes: Bytes) {
    self.init(bytes, range: 0..<bytes.count, depth: 0)
  }

  /// - Precondition: `range` lies inside `bytes`; every range that a field gives does.
  init(_ bytes: Bytes, range: Range<Int>, depth: Int) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
    self.depth = depth
  }

  var isAtEnd: Bool { position >= end }

  /// The next field; `nil` at the end of the message.
  mutating func next() throws(FormatError) -> ProtobufField? {
    guard !isAtEnd else { return nil }
    let start = position
    let tag = try varint()
    let number = tag >> 3
    guard number >= 1, number < 1 << 29 else {
      throw .malformed(place: "byte \(start)", reason: "\(number) is no protobuf field number")
    }
    let value: ProtobufField.Value
    switch tag & 7 {
    case 0: value = .varint(try varint())
    case 1: value = .fixed64(try integer())
    case 2: value = .delimited(try delimitedRange())
    case 5: value = .fixed32(try integer())
    case let type:
      throw .malformed(
        place: "byte \(start)", reason: "field \(number) has the unknown wire type \(type)")
    }
    return ProtobufField(
      number: Int(number), value: value, bytes: bytes, start: start, depth: depth)
  }

  /// A base-128 number: seven bits a byte, the lowest first; ten bytes at most.
  mutating func varint() throws(FormatError) -> UInt64 {
    let start = position
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while position < end {
      let byte = bytes.withUnsafeBytes { $0[position] }
      position += 1
      // The tenth byte has room for the 64th bit only.
      guard shift < 63 || byte <= 1 else { break }
      result |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return result }
      shift += 7
    }
    throw .malformed(
      place: "byte \(start)", reason: "a protobuf number does not end before byte \(end)")
  }

  /// A number of fixed size.
  mutating func integer<T: FixedWidthInteger & BitwiseCopyable>() throws(FormatError) -> T {
    let size = MemoryLayout<T>.size
    guard size <= end - position else {
      throw .malformed(
        place: "byte \(position)", reason: "a value of \(size) bytes ends beyond byte \(end)")
    }
    defer { position += size }
    return bytes.withUnsafeBytes {
      T(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: T.self))
    }
  }

  private mutating func delimitedRange() throws(FormatError) -> Range<Int> {
    let start = position
    let length = try varint()
    guard length <= UInt64(end - position) else {
      throw .malformed(
        place: "byte \(start)", reason: "\(length) bytes from here end beyond byte \(end)")
    }
    let range = position..<position + Int(length)
    position = range.upperBound
    return range
  }
}
