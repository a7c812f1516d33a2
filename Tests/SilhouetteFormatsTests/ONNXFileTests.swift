import SilhouetteFormats
import SilhouetteGraph
import SilhouetteTestSupport
import Testing

/// Tiny ONNX files made by hand: `y = relu(x)` over `[1, 3, 4, 5]`, and what becomes of it broken.
@Suite struct ONNXFileTests {
  /// A field of variable length; all lengths here are under 128.
  private static func field(_ number: UInt8, _ contents: [UInt8]) -> [UInt8] {
    [number << 3 | 2, UInt8(contents.count)] + contents
  }

  private static func port(_ name: String) -> [UInt8] {
    let dimensions = ([1, 3, 4, 5] as [UInt8]).flatMap { field(1, [0x08, $0]) }
    let type = field(1, [0x08, 1] + field(2, dimensions))
    return field(1, Array(name.utf8)) + field(2, type)
  }

  private static func file(operator name: String = "Relu", set: UInt8 = 13) -> [UInt8] {
    let node = field(1, Array("x".utf8)) + field(2, Array("y".utf8)) + field(4, Array(name.utf8))
    let graph = field(1, node) + field(11, port("x")) + field(12, port("y"))
    return [0x08, 8] + field(7, graph) + field(8, [0x10, set])
  }

  private func graph(_ bytes: [UInt8]) throws(FormatError) -> Graph {
    try ModelFile.graph(from: Bytes(copying: bytes))
  }

  @Test("Pictures come in our layout, under the file's names and order")
  func layout() throws {
    let graph = try graph(Self.file())
    #expect(graph.nodes.map { $0.operation } == [.activation(.relu)])
    #expect(graph[graph.inputs[0].value].shape == [1, 4, 5, 3])
    #expect(graph.inputs[0].permutation == [0, 3, 1, 2])
    #expect(graph.outputs[0].permutation == [0, 3, 1, 2])
    #expect(graph.outputs[0].name == "y")
  }

  @Test("Unknown operators and operator sets are named")
  func refusals() {
    #expect(throws: FormatError.unsupportedOperator(place: "operator 0 (Einsum)")) {
      try graph(Self.file(operator: "Einsum"))
    }
    let error = #expect(throws: FormatError.self) { try graph(Self.file(set: 8)) }
    #expect(error?.description.contains("operator set 8 is not supported") == true)
  }

  @Test("Cut off after any byte, the file is refused")
  func truncation() throws {
    let whole = Self.file()
    for count in 0..<whole.count {
      #expect(throws: FormatError.self, "the first \(count) bytes") {
        try graph(Array(whole.prefix(count)))
      }
    }
  }

  @Test("Any byte replaced by any other never traps")
  func replacedBytes() throws {
    let whole = Self.file()
    for place in whole.indices {
      for byte in 0...UInt8.max {
        var broken = whole
        broken[place] = byte
        do throws(FormatError) {
          let graph = try graph(broken)
          #expect(!graph.outputs.isEmpty)
        } catch {
          #expect(!error.description.isEmpty)
        }
      }
    }
  }
}
