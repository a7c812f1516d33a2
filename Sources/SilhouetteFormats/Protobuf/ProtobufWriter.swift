/// A protocol buffers message that is being put together, field after field.
///
/// The wire format: https://protobuf.dev/programming-guides/encoding. A field is a key
/// (`number << 3 | wire type`) and its content.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  private enum WireType: UInt64 {
    case varint = 0
    case lengthDelimited = 2
    case fixed32 = 5
  }

  /// Negative numbers take ten bytes, as the format has it for `int32` and `int64`.
  mutating func add(_ field: Int, _ number: Int) {
    append(key: field, .varint)
    append(varint: UInt64(bitPattern: Int64(number)))
  }

  mutating func add(_ field: Int, _ number: Float) {
    append(key: field, .fixed32)
    bytes.append(littleEndian: number.bitPattern)
  }

  mutating func add(_ field: Int, _ text: String) { add(field, Array(text.utf8)) }

  mutating func add(_ field: Int, _ message: ProtobufWriter) { add(field, message.bytes) }

  mutating func add(_ field: Int, _ content: [UInt8]) {
    append(key: field, .lengthDelimited)
    append(varint: UInt64(content.count))
    bytes += content
  }

  /// Repeated integers, one key for all of them.
  mutating func add(packed field: Int, _ numbers: [Int]) {
    var content = ProtobufWriter()
    for number in numbers { content.append(varint: UInt64(bitPattern: Int64(number))) }
    add(field, content.bytes)
  }

  private mutating func append(key field: Int, _ type: WireType) {
    append(varint: UInt64(field) << 3 | type.rawValue)
  }

  private mutating func append(varint number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}
