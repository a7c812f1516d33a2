/// Makes a graph node by node, with every output's type inferred.
///
///     var builder = GraphBuilder()
///     let picture = builder.input("picture", TensorType(.float32, [1, 8, 8, 3]))
///     let weights = builder.constant("weights", Constant(numbers, shape: [4, 3, 3, 3]))
///     let features = try builder.add(.convolution(Convolution()), [picture, weights])
///     builder.output("features", features)
///     let graph = builder.graph
public struct GraphBuilder: Sendable {
  public private(set) var graph = Graph()

  public init() {}

  public mutating func value(_ value: Value) -> ValueID {
    graph.values.append(value)
    return ValueID(graph.values.count - 1)
  }

  public mutating func input(
    _ name: String, _ type: TensorType, quantization: Quantization? = nil
  ) -> ValueID {
    let id = value(Value(name: name, type: type, quantization: quantization))
    graph.inputs.append(Port(value: id, name: name, permutation: Array(0..<type.shape.rank)))
    return id
  }

  public mutating func constant(
    _ name: String, _ constant: Constant, quantization: Quantization? = nil
  ) -> ValueID {
    value(
      Value(
        name: name, type: TensorType(constant.elementType, constant.shape), constant: constant,
        quantization: quantization))
  }

  /// Appends a node with one output.
  ///
  /// - Parameter quantization: of the output; with it the output of `quantize` is int8.
  /// - Throws: ``GraphError/invalidNode(node:operation:reason:)`` if the operator cannot work on
  ///   these inputs.
  public mutating func add(
    _ operation: Operator, _ inputs: [ValueID], name: String? = nil,
    quantization: Quantization? = nil
  ) throws(GraphError) -> ValueID {
    try addMany(operation, inputs, name: name, quantization: quantization)[0]
  }

  /// Appends a node with as many outputs as its operator makes.
  public mutating func addMany(
    _ operation: Operator, _ inputs: [ValueID], name: String? = nil,
    quantization: Quantization? = nil
  ) throws(GraphError) -> [ValueID] {
    let name = name ?? "\(graph.nodes.count)"
    let types = try graph.inferredTypes(of: operation, inputs: inputs, node: name)
    var outputs: [ValueID] = []
    for (index, type) in types.enumerated() {
      let suffix = types.count > 1 ? ".\(index)" : ""
      outputs.append(
        value(Value(name: "\(name)\(suffix)", type: type, quantization: quantization)))
    }
    graph.nodes.append(Node(name: name, operation: operation, inputs: inputs, outputs: outputs))
    return outputs
  }

  public mutating func output(_ name: String, _ id: ValueID) {
    graph.outputs.append(
      Port(value: id, name: name, permutation: Array(0..<graph[id].shape.rank)))
  }

  public mutating func describe(
    preprocessing: Preprocessing?, postprocessing: Postprocessing?
  ) {
    graph.preprocessing = preprocessing
    graph.postprocessing = postprocessing
  }
}
