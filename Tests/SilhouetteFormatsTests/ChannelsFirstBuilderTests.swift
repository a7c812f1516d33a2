import SilhouetteGraph
import Testing

@testable import SilhouetteFormats

@Suite("Arithmetic on shapes while a file is read")
struct ChannelsFirstBuilderTests {
  @Test("is bounded in all, as an operator of a few bytes may copy a list of a thousand numbers")
  func knownIntegers() throws {
    var builder = ChannelsFirstBuilder()
    let list = try builder.known([Int](repeating: 1, count: ChannelsFirstBuilder.maximumContents))
    let error = #expect(throws: FormatError.self) {
      for _ in 0..<1024 { _ = try builder.binary(.add, list, list) }
    }
    #expect(error?.description.contains("more arithmetic on shapes") == true)
  }

  @Test("cuts quotients off, and refuses overflow and division by zero")
  func binary() throws {
    var builder = ChannelsFirstBuilder()
    let left = try builder.known([7, -7, 6])
    let two = try builder.known([2], isScalar: true)
    #expect(try builder.binary(.divide, left, two).contents == [3, -3, 3])
    #expect(try builder.binary(.subtract, two, left).contents == [-5, 9, -4])
    #expect(try builder.binary(.maximum, left, two).contents == [7, 2, 6])
    let zero = try builder.known([0], isScalar: true)
    #expect(throws: FormatError.self) { try builder.binary(.divide, left, zero) }
    let huge = try builder.known([.max], isScalar: true)
    #expect(throws: FormatError.self) { try builder.binary(.multiply, left, huge) }
  }
}
