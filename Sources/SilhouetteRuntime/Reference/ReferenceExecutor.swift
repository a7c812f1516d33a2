import SilhouetteGraph

/// Runs a graph one operator after the other, each written as its formula reads: what every faster
/// way of running it is held against.
///
/// Floating point is float32 between operators; sums inside one are taken in double precision, in
/// which a product of two float32 numbers is exact, so that what an optimised kernel differs by is
/// that kernel's own rounding. Quantised operators are exact integer arithmetic: the formulas of
/// TensorFlow Lite's reference kernels, bit for bit.
public struct ReferenceExecutor: Sendable {
  let graph: Graph

  /// - Throws: ``RuntimeError/graph(_:)`` for a graph that contradicts itself, and
  ///   ``RuntimeError/unsupported(node:operation:reason:)`` for an operator that has no formula for
  ///   its element types.
  public init(_ graph: Graph) throws(RuntimeError) {
    do throws(GraphError) { try graph.validate() } catch { throw .graph(error) }
    for node in graph.nodes { try graph.requireReferenceFormula(for: node) }
    self.graph = graph
  }

  /// The graph's outputs, in the order and layout of ``Graph/outputs`` (pictures `[n, h, w, c]`).
  ///
  /// - Throws: ``RuntimeError/wrongInputCount(expected:found:)`` or
  ///   ``RuntimeError/wrongInput(name:expected:found:)``.
  public func run(_ inputs: [Tensor]) throws(RuntimeError) -> [Tensor] {
    let lastUses = graph.lastUses()
    let values = try values(inputs) { lastUses[$0] }
    return graph.outputs.compactMap { values[$0.value.index]?.tensor }
  }

  /// Every value by its index in ``Graph/values``, constants included; `nil` where nothing makes a
  /// value.
  public func allValues(_ inputs: [Tensor]) throws(RuntimeError) -> [Tensor?] {
    try values(inputs) { _ in [] }.map { $0?.tensor }
  }

  /// - Parameter released: the values that nobody reads after the node with this index.
  private func values(
    _ inputs: [Tensor], released: (Int) -> [ValueID]
  ) throws(RuntimeError) -> [ReferenceTensor?] {
    var values = try boundInputs(inputs)
    for (index, value) in graph.values.enumerated() {
      if let constant = value.constant { values[index] = ReferenceTensor(constant, for: value) }
    }
    for (index, node) in graph.nodes.enumerated() {
      let step = ReferenceStep(
        node: node, inputs: node.inputs.compactMap { values[$0.index] },
        operands: node.inputs.map { graph[$0] }, results: node.outputs.map { graph[$0] })
      let results = try step.evaluated()
      for (output, elements) in zip(node.outputs, results) {
        values[output.index] = ReferenceTensor(elements, for: graph[output])
      }
      for value in released(index) { values[value.index] = nil }
    }
    return values
  }

  private func boundInputs(_ inputs: [Tensor]) throws(RuntimeError) -> [ReferenceTensor?] {
    guard inputs.count == graph.inputs.count else {
      throw .wrongInputCount(expected: graph.inputs.count, found: inputs.count)
    }
    var values = [ReferenceTensor?](repeating: nil, count: graph.values.count)
    for (port, tensor) in zip(graph.inputs, inputs) {
      let value = graph[port.value]
      guard tensor.type == value.type else {
        throw .wrongInput(name: port.name, expected: value.type, found: tensor.type)
      }
      values[port.value.index] = ReferenceTensor(tensor, for: value)
    }
    return values
  }
}

extension Graph {
  /// For each node the values that no later node reads and that do not leave the graph.
  fileprivate func lastUses() -> [[ValueID]] {
    var lastUses = [[ValueID]](repeating: [], count: nodes.count)
    var seen = values.map { _ in false }
    for output in outputs { seen[output.value.index] = true }
    for index in nodes.indices.reversed() {
      for id in nodes[index].inputs + nodes[index].outputs where !seen[id.index] {
        seen[id.index] = true
        lastUses[index].append(id)
      }
    }
    return lastUses
  }
}
