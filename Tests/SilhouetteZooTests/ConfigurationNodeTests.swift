import SilhouetteZoo
import Testing

@Suite("A configuration node")
struct ConfigurationNodeTests {
  @Test("A mapping answers by key, other nodes do not")
  func lookup() {
    let node = ConfigurationNode.mapping([
      .init("size", .sequence([.integer(398), .integer(224)])), .init("name", .string("x")),
    ])
    #expect(node["size"]?.integers == [398, 224])
    #expect(node["name"]?.string == "x")
    #expect(node["none"] == nil)
    #expect(ConfigurationNode.integer(3)["size"] == nil)
  }

  @Test("A whole number is a number, a fraction is no whole number")
  func numbers() {
    #expect(ConfigurationNode.integer(3).number == 3)
    #expect(ConfigurationNode.number(0.5).integer == nil)
    #expect(ConfigurationNode.sequence([.integer(1), .number(0.5)]).integers == nil)
  }
}
