import SilhouetteZoo
import Testing

@testable import SilhouetteConfiguration

@Suite("YAML")
struct YAMLFileTests {
  private func error(_ text: String) -> String? {
    do throws(ConfigurationError) {
      _ = try YAMLFile.node(from: text, name: "a.yaml")
      return nil
    } catch { return error.description }
  }

  @Test(
    "Scalars are what YAML 1.1 takes them for",
    arguments: [
      ("1", .integer(1)), ("-1", .integer(-1)), ("0.5", .number(0.5)), ("1e-4", .number(1e-4)),
      ("null", .null), ("~", .null), ("yes", .boolean(true)), ("False", .boolean(false)),
      ("word", .string("word")), ("'1'", .string("1")), ("!!str 1", .string("1")),
      ("[1, two]", .sequence([.integer(1), .string("two")])),
      ("!!python/tuple [1, 2]", .sequence([.integer(1), .integer(2)])), ("nan", .string("nan")),
      ("", .null),
    ] as [(String, ConfigurationNode)])
  func values(_ text: String, _ value: ConfigurationNode) throws {
    #expect(try YAMLFile.node(from: text, name: "a.yaml") == value)
  }

  @Test("Mappings keep their order, lists any indentation, comments go")
  func structure() throws {
    let text = """
      # yamllint disable
      ---
      b:
      - 1
      - [2,
          3]
      a: {c: null} # more
      """
    let node = try YAMLFile.node(from: text, name: "a.yaml")
    #expect(node.entries?.map(\.key) == ["b", "a"])
    #expect(node["b"]?.sequence == [.integer(1), .sequence([.integer(2), .integer(3)])])
    #expect(node["a"]?["c"] == .null)
  }

  @Test("An alias repeats what it refers to")
  func aliases() throws {
    let node = try YAMLFile.node(from: "mean: &x [0.5]\nstd: *x", name: "a.yaml")
    #expect(node["mean"] == node["std"])
  }

  @Test(
    "What is no honest configuration is refused, with its place",
    arguments: [
      ("a: [1", "line "), ("a: 1\na: 2", "twice"), ("a: 1\n b: 2", "line 2"),
      ("- !!python/object/apply:os.system [ls]", "tag"), ("? [1]\n: 2", "no word"),
      ("--- 1\n--- 2", "another document"), ("a: *b", "undefined alias"),
      (String(repeating: "[", count: 200) + String(repeating: "]", count: 200), "deeply"),
      (String(repeating: "[", count: 5000), "deeply"),
      (String(repeating: "a", count: 70_000), "70000 bytes"),
      ("b: &b 1\n" + (0..<20).map { "a\($0): [*b, *b]" }.joined(separator: "\n"), "aliases"),
    ])
  func refused(_ text: String, _ cause: String) {
    let found = error(text)
    #expect(found?.contains(cause) == true, "\(found ?? "read")")
    #expect(found?.hasPrefix("a.yaml: ") == true)
    #expect(found?.contains("\n") == false)
  }
}
