import CSilhouetteModels
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteRuntime
import Testing

enum EmbeddedNetwork: CaseIterable {
  case general, landscape

  func graph() throws -> Graph {
    let model = self == .general ? slh_model_general() : slh_model_landscape()
    return try ModelFile.graph(from: Bytes(staticBase: model.bytes, count: model.size))
  }
}

@Suite("What the rewrites leave of the embedded networks")
struct RewriteNetworkTests {
  @Test(
    "Fused activations, one kind of mean, no loose constants", arguments: EmbeddedNetwork.allCases)
  func faithful(network: EmbeddedNetwork) throws {
    let original = try network.graph()
    let graph = try Rewrites.apply(to: original, mode: .faithful)
    try graph.validate()
    #expect(count("dequantize", in: graph) == 0)
    #expect(count("averagePool", in: graph) == 0)
    #expect(count("mean", in: graph) == 10)
    for name in ["relu", "hardSwish", "sigmoid"] { #expect(count(name, in: graph) == 0) }
    #expect(graph.arithmetic().multiplyAdds == original.arithmetic().multiplyAdds)
  }

  @Test(
    "Each decoder level is a gated skip and an enlarged low map",
    arguments: EmbeddedNetwork.allCases)
  func decoder(network: EmbeddedNetwork) throws {
    let original = try network.graph()
    let graph = try Rewrites.apply(to: original, mode: .fast)
    try graph.validate()
    #expect(graph.arithmetic().multiplyAdds < original.arithmetic().multiplyAdds)
    let producers = graph.producers()
    func producer(_ id: ValueID) -> Node? { producers[id.index].map { graph.nodes[$0] } }

    let levels = graph.nodes.filter { node in
      node.inputs.contains { producer($0)?.operation.name == "resize" }
    }
    #expect(levels.count == 3)
    for level in levels {
      #expect(level.operation == .binary(Binary(.add, activation: .relu)))
      let skip = try #require(producer(level.inputs[0]))
      #expect(skip.operation == .convolution(Convolution()))
      let gated = try #require(producer(skip.inputs[0]))
      #expect(gated.operation == .binary(Binary(.multiply)))
      #expect(graph[gated.inputs[1]].shape.dimensions.prefix(3) == [1, 1, 1])
      let enlarged = try #require(producer(level.inputs[1]))
      let low = try #require(producer(enlarged.inputs[0]))
      #expect(low.operation == .convolution(Convolution()))
    }
    // No mean is taken of what a level makes before its gate is known.
    for node in graph.nodes where node.operation.name == "mean" {
      #expect(producer(node.inputs[0])?.operation.name != "resize")
    }
  }

  private func count(_ name: String, in graph: Graph) -> Int {
    graph.nodes.filter { $0.operation.name == name }.count
  }
}
