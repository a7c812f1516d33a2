import SilhouetteGraph
import Testing

@Suite struct UnusedTests {
  @Test("Only what an output hangs on is kept, and still means the same")
  func removal() throws {
    var builder = GraphBuilder()
    let picture = builder.input("picture", TensorType(.float32, [1, 2, 2, 4]))
    let unused = builder.constant("unused", Constant([Float(1)], shape: [1]))
    let dead = try builder.add(.binary(Binary(.add)), [picture, unused], name: "dead")
    _ = try builder.add(.activation(.relu), [dead], name: "deader")
    // One of two outputs is enough.
    let halves = try builder.addMany(
      .split(Split(axis: 3, sizes: [1, 3])), [picture], name: "halves")
    let factor = builder.constant("factor", Constant([Float(2)], shape: [1]))
    let product = try builder.add(.binary(Binary(.multiply)), [halves[1], factor], name: "product")
    builder.output("result", product)
    var graph = builder.graph
    graph.removeUnused()

    try graph.validate()
    #expect(graph.nodes.map(\.name) == ["halves", "product"])
    #expect(
      graph.values.map(\.name) == ["picture", "halves.0", "halves.1", "factor", "product"])
    #expect(graph[graph.outputs[0].value].shape == [1, 2, 2, 3])
    #expect(graph[graph.nodes[1].inputs[1]].constant?.floats() == [2])
  }

  @Test("An input stays though nothing reads it")
  func input() throws {
    var builder = GraphBuilder()
    _ = builder.input("picture", TensorType(.float32, [1]))
    builder.output("result", builder.constant("constant", Constant([Float(1)], shape: [1])))
    var graph = builder.graph
    graph.removeUnused()
    #expect(graph.values.map(\.name) == ["picture", "constant"])
  }
}
