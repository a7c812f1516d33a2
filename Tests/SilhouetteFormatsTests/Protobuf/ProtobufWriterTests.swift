import SilhouetteGraph
import SilhouetteTestSupport
import Testing

@testable import SilhouetteFormats

@Suite("Protobuf messages that are written")
struct ProtobufWriterTests {
  private func fields(_ message: ProtobufWriter) throws -> [ProtobufField] {
    var reader = ProtobufReader(Bytes(copying: message.bytes))
    var fields: [ProtobufField] = []
    while let field = try reader.next() { fields.append(field) }
    return fields
  }

  @Test("Examples of the format's documentation, byte by byte")
  func examples() {
    var message = ProtobufWriter()
    message.add(1, 150)
    #expect(message.bytes == [0x08, 0x96, 0x01])
    message = ProtobufWriter()
    message.add(2, "testing")
    #expect(message.bytes == [0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6E, 0x67])
    var outer = ProtobufWriter()
    message = ProtobufWriter()
    message.add(1, 150)
    outer.add(3, message)
    #expect(outer.bytes == [0x1A, 0x03, 0x08, 0x96, 0x01])
    message = ProtobufWriter()
    message.add(packed: 6, [3, 270, 86_942])
    #expect(message.bytes == [0x32, 0x06, 0x03, 0x8E, 0x02, 0x9E, 0xA7, 0x05])
    message = ProtobufWriter()
    message.add(1, -2)
    #expect(message.bytes == [0x08, 0xFE] + [UInt8](repeating: 0xFF, count: 8) + [0x01])
  }

  @Test("Come back as they were", arguments: 0..<20 as Range<UInt64>)
  func roundTrip(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let integers = (0..<random.integer(0...20)).map { _ in
      Int(bitPattern: UInt(random.next() >> UInt64(random.integer(0...63))))
    }
    let float = Float.random(in: -1e6...1e6, using: &random)
    let number = random.integer(1...(1 << 29 - 1))
    let text = String(repeating: "ü", count: random.integer(0...200))
    var message = ProtobufWriter()
    for integer in integers { message.add(number, integer) }
    message.add(packed: number, integers)
    message.add(number, float)
    message.add(number, text)

    var found = try fields(message)
    #expect(found.allSatisfy { $0.number == number })
    #expect(try found.popLast()?.string() == text)
    #expect(try found.popLast()?.float() == float)
    var read: [Int64] = []
    for field in found { try field.appendIntegers(to: &read) }
    #expect(read == (integers + integers).map { Int64($0) })
  }
}
