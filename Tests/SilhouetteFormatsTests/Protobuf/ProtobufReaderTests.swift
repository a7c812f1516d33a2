import SilhouetteGraph
import SilhouetteTestSupport
import Testing

@testable import SilhouetteFormats

@Suite("Protobuf messages")
struct ProtobufReaderTests {
  private func fields(_ bytes: [UInt8]) throws -> [ProtobufField] {
    var reader = ProtobufReader(Bytes(copying: bytes))
    var fields: [ProtobufField] = []
    while let field = try reader.next() { fields.append(field) }
    return fields
  }

  @Test(
    "Integers of every length",
    arguments: [
      ([0x00], 0), ([0x7F], 127), ([0x80, 0x01], 128), ([0xAC, 0x02], 300),
      ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], -1),
      ([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01], .min),
      ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], .max),
    ] as [([UInt8], Int64)])
  func integers(_ bytes: [UInt8], _ number: Int64) throws {
    let field = try #require(try fields([0x08] + bytes).first)
    #expect(field.number == 1)
    #expect(try field.integer() == number)
    #expect(try field.bool() == (number != 0))
  }

  @Test("Numbers of fixed size and strings")
  func fixedSizes() throws {
    let found = try fields(
      [0x0D, 0, 0, 0xC0, 0x3F, 0x11, 0, 0, 0, 0, 0, 0, 0x04, 0xC0, 0x1A, 3, 0x61, 0xC3, 0xA9])
    #expect(found.map { $0.number } == [1, 2, 3])
    #expect(try found[0].float() == 1.5)
    #expect(try found[1].double() == -2.5)
    #expect(try found[2].string() == "aé")
    #expect(try found[2].range() == 16..<19)
  }

  @Test("Repeated numbers, packed or not")
  func repeatedNumbers() throws {
    var integers: [Int64] = []
    for field in try fields([0x08, 1, 0x0A, 3, 0xAC, 0x02, 4, 0x0A, 0, 0x08, 5]) {
      try field.appendIntegers(to: &integers)
    }
    #expect(integers == [1, 300, 4, 5])
    var floats: [Float] = []
    for field in try fields([0x0D, 0, 0, 0x80, 0x3F, 0x0A, 4, 0, 0, 0, 0x40]) {
      try field.appendFloats(to: &floats)
    }
    #expect(floats == [1, 2])
    var doubles: [Double] = []
    for field in try fields([0x0A, 8, 0, 0, 0, 0, 0, 0, 0x04, 0xC0]) {
      try field.appendDoubles(to: &doubles)
    }
    #expect(doubles == [-2.5])
  }

  @Test("A message ends where its field ends")
  func nesting() throws {
    let outer = try fields([0x0A, 2, 0x08, 7, 0x10, 9])
    var inner = try outer[0].message()
    let field = try #require(try inner.next())
    #expect(try field.integer() == 7)
    #expect(try inner.next() == nil)
    #expect(try outer[1].integer() == 9)
  }

  @Test(
    "Broken bytes are refused",
    arguments: [
      [0x08], [0x08, 0x80], [0x0D, 0, 0, 0], [0x09, 0, 0, 0, 0, 0, 0, 0],
      [0x0A, 1], [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
      [0x00, 0], [0x0B, 0x0C], [0x0E], [0x0F],
      [0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02],
      [0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
    ] as [[UInt8]])
  func brokenBytes(_ bytes: [UInt8]) {
    #expect(throws: FormatError.self) { try fields(bytes) }
  }

  @Test(
    "A length that leaves the message around it is refused, even where the file goes on",
    arguments: [
      [0x0A, 3, 0x0A, 2, 7, 9, 9, 9], [0x0A, 2, 0x0D, 0, 0, 0, 0], [0x0A, 2, 0x08, 0x80, 1],
    ]
      as [[UInt8]])
  func nestedLengths(_ bytes: [UInt8]) throws {
    var outer = ProtobufReader(Bytes(copying: bytes))
    var inner = try #require(try outer.next()).message()
    #expect(throws: FormatError.self) { try inner.next() }
  }

  @Test("Packed numbers that end inside their last one are refused")
  func cutPackedNumbers() throws {
    var integers: [Int64] = []
    let varints = try fields([0x0A, 2, 1, 0x80])[0]
    #expect(throws: FormatError.self) { try varints.appendIntegers(to: &integers) }
    var floats: [Float] = []
    let fixed = try fields([0x0A, 5, 0, 0, 0, 0, 0])[0]
    #expect(throws: FormatError.self) { try fixed.appendFloats(to: &floats) }
    var doubles: [Double] = []
    #expect(throws: FormatError.self) { try fixed.appendDoubles(to: &doubles) }
  }

  @Test("A field of another wire type than the schema's is refused")
  func mismatches() throws {
    let integer = try fields([0x08, 1])[0]
    #expect(throws: FormatError.self) { try integer.string() }
    #expect(throws: FormatError.self) { try integer.message() }
    #expect(throws: FormatError.self) { try integer.float() }
    let string = try fields([0x0A, 1, 0x80])[0]
    #expect(throws: FormatError.self) { try string.integer() }
    var numbers: [Int64] = []
    #expect(throws: FormatError.self) { try string.appendIntegers(to: &numbers) }
  }

  @Test("Messages inside each other end somewhere")
  func depth() throws {
    var bytes: [UInt8] = []
    for _ in 0..<100 {
      let length = bytes.count
      bytes =
        [0x0A]
        + (length < 128 ? [UInt8(length)] : [UInt8(length & 0x7F | 0x80), UInt8(length >> 7)])
        + bytes
    }
    var reader = ProtobufReader(Bytes(copying: bytes))
    #expect(throws: FormatError.self) {
      while let field = try reader.next() { reader = try field.message() }
    }
  }
}
