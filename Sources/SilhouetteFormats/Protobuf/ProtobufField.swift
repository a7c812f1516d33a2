import SilhouetteGraph

/// One field of a protobuf message, read as what the schema says it is.
///
/// Wire types carry no meaning of their own: a `varint` may be an `int64`, a `bool` or an enum. A
/// method throws where the wire type cannot be what is asked for.
struct ProtobufField {
  enum Value {
    case varint(UInt64)
    case fixed64(UInt64)
    case fixed32(UInt32)
    /// A string, bytes, a message or packed numbers.
    case delimited(Range<Int>)
  }

  let number: Int
  let value: Value
  let bytes: Bytes
  /// The field's first byte, for messages.
  let start: Int
  /// That of the message which holds the field.
  let depth: Int

  /// `int32`, `int64`, `uint64` or an enum; negative ones are ten bytes in two's complement.
  func integer() throws(FormatError) -> Int64 {
    guard case .varint(let bits) = value else { throw mismatch("an integer") }
    return Int64(bitPattern: bits)
  }

  func bool() throws(FormatError) -> Bool {
    try integer() != 0
  }

  func float() throws(FormatError) -> Float {
    guard case .fixed32(let bits) = value else { throw mismatch("a float") }
    return Float(bitPattern: bits)
  }

  func double() throws(FormatError) -> Double {
    guard case .fixed64(let bits) = value else { throw mismatch("a double") }
    return Double(bitPattern: bits)
  }

  /// Where the field's contents lie in the file: a string, bytes or a message.
  func range() throws(FormatError) -> Range<Int> {
    guard case .delimited(let range) = value else { throw mismatch("of variable length") }
    return range
  }

  /// Text, with what cannot be printed replaced.
  func string() throws(FormatError) -> String {
    let range = try range()
    return bytes.withUnsafeBytes { String(printable: $0[range]) }
  }

  /// The message that the field holds.
  func message() throws(FormatError) -> ProtobufReader {
    guard depth < ProtobufReader.maximumDepth else {
      throw .malformed(
        place: "byte \(start)",
        reason: "more than \(ProtobufReader.maximumDepth) messages inside each other")
    }
    return ProtobufReader(bytes, range: try range(), depth: depth + 1)
  }

  func mismatch(_ expected: String) -> FormatError {
    .malformed(place: "byte \(start)", reason: "protobuf field \(number) is not \(expected)")
  }
}

/// Repeated numbers come as one field a number or packed into one field; readers take both.
extension ProtobufField {
  func appendIntegers(to numbers: inout [Int64]) throws(FormatError) {
    guard case .delimited(let range) = value else { return numbers.append(try integer()) }
    var reader = ProtobufReader(bytes, range: range, depth: depth)
    while !reader.isAtEnd { numbers.append(Int64(bitPattern: try reader.varint())) }
  }

  func appendFloats(to numbers: inout [Float]) throws(FormatError) {
    guard case .delimited(let range) = value else { return numbers.append(try float()) }
    var reader = ProtobufReader(bytes, range: range, depth: depth)
    while !reader.isAtEnd { numbers.append(Float(bitPattern: try reader.integer())) }
  }

  func appendDoubles(to numbers: inout [Double]) throws(FormatError) {
    guard case .delimited(let range) = value else { return numbers.append(try double()) }
    var reader = ProtobufReader(bytes, range: range, depth: depth)
    while !reader.isAtEnd { numbers.append(Double(bitPattern: try reader.integer())) }
  }
}
