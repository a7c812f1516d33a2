import SilhouetteGraph
import Testing

@Suite("Validation of whole graphs")
struct ValidationTests {
  /// `y = relu(x) + c`.
  private func graph() throws -> Graph {
    var builder = GraphBuilder()
    let x = builder.input("x", TensorType(.float32, [2, 3]))
    let positive = try builder.add(.activation(.relu), [x], name: "relu")
    let c = builder.constant("c", Constant([1, 2, 3] as [Float], shape: [3]))
    builder.output("y", try builder.add(.binary(Binary(.add)), [positive, c], name: "sum"))
    return builder.graph
  }

  private func error(_ change: (inout Graph) -> Void) throws -> GraphError? {
    var graph = try graph()
    change(&graph)
    do throws(GraphError) {
      try graph.validate()
      return nil
    } catch {
      return error
    }
  }

  @Test("a graph as it is built is valid")
  func valid() throws {
    #expect(try error { _ in } == nil)
    let graph = try graph()
    #expect(graph.producers() == [nil, 0, nil, 1])
    #expect(graph.consumers() == [[0], [1], [1], []])
    #expect(graph.isOutput(ValueID(3)) && !graph.isOutput(ValueID(1)))
  }

  @Test("order and definition")
  func order() throws {
    #expect(
      try error { $0.nodes.swapAt(0, 1) } == .undefinedValue(node: "sum", value: "relu"))
    #expect(try error { $0.nodes.remove(at: 0) } == .undefinedValue(node: "sum", value: "relu"))
    #expect(
      try error { $0.nodes.append($0.nodes[0]) } == .redefinedValue(node: "relu", value: "relu"))
    #expect(
      try error { $0.nodes[0].outputs = [ValueID(2)] } == .redefinedValue(node: "relu", value: "c"))
    #expect(
      try error { $0.inputs.append(Port(value: ValueID(2), name: "z", permutation: [0])) }
        == .invalidValue(value: "z", reason: "is an input and already defined"))
    #expect(
      try error { $0.nodes = [] }
        == .invalidValue(value: "y", reason: "is an output that nothing makes"))
  }

  @Test("indices outside the graph")
  func indices() throws {
    #expect(
      try error { $0.nodes[1].inputs[0] = ValueID(9) }
        == .valueOutOfRange(node: "sum", index: 9, count: 4))
    #expect(
      try error { $0.nodes[1].outputs = [ValueID(-1)] }
        == .valueOutOfRange(node: "sum", index: -1, count: 4))
    #expect(
      try error { $0.outputs[0].value = ValueID(4) }
        == .valueOutOfRange(node: "y", index: 4, count: 4))
  }

  @Test("declared types, counts of outputs, permutations")
  func types() throws {
    #expect(
      try error { $0.values[1].type.shape = [3, 2] }
        == .typeMismatch(
          node: "relu", value: "relu", declared: TensorType(.float32, [3, 2]),
          inferred: TensorType(.float32, [2, 3])))
    #expect(
      try error { $0.nodes[0].outputs = [] }
        == .invalidNode(node: "relu", operation: "relu", reason: "makes 1 outputs, not 0"))
    for permutation in [[0], [0, 0], [1, 2], [0, 1, 2]] {
      #expect(
        try error { $0.outputs[0].permutation = permutation }
          == .invalidValue(value: "y", reason: "its axes are not a permutation"))
    }
    #expect(try error { $0.outputs[0].permutation = [1, 0] } == nil)
  }

  @Test("constants and shapes")
  func constants() throws {
    #expect(
      try error { $0.values[2].type = TensorType(.float32, [1, 3]) }
        == .invalidValue(value: "c", reason: "holds float32 [3], declared float32 [1, 3]"))
    #expect(
      try error { $0.values[0].type.shape = [2, 0] }
        == .invalidValue(value: "x", reason: "impossible shape [2, 0]"))
  }

  @Test("quantisation")
  func quantization() throws {
    func reason(_ quantization: Quantization) throws -> String? {
      guard
        case .invalidValue("x", let reason) = try error({
          $0.values[0].quantization = quantization
        })
      else { return nil }
      return reason
    }
    #expect(try reason(Quantization(scale: 0.5, zeroPoint: 3)) == nil)
    #expect(try reason(Quantization(scales: [1, 2, 3], zeroPoints: [0, 0, 0], axis: 1)) == nil)
    #expect(
      try reason(Quantization(scales: [1, 2], zeroPoints: [0, 0], axis: 1))
        == "has 2 scales and 2 zero points for 3 channels")
    #expect(
      try reason(Quantization(scales: [1, 2], zeroPoints: [0], axis: 0))
        == "has 2 scales and 1 zero points for 2 channels")
    #expect(
      try reason(Quantization(scales: [1], zeroPoints: [0], axis: 2)) == "is quantised along axis 2"
    )
    for scale in [0, -1, .infinity, .nan] as [Float] {
      #expect(
        try reason(Quantization(scale: scale, zeroPoint: 0))
          == "has a scale that is not a positive number")
    }
  }
}
