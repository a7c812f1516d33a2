import SilhouetteGraph

/// Turns a graph, node by node, into a file of a format that has operators much like the graph's.
protocol GraphExporter {
  /// The format's name, for messages.
  static var format: String { get }
  /// Values may be added to it where a node becomes several.
  var graph: Graph { get set }
  /// The name of what the node at hand computes; the steps that it becomes are named after it.
  var scope: String { get set }

  mutating func addInputs()
  mutating func add(_ node: Node) throws(FormatError)
  mutating func addOutputs()
}

extension GraphExporter {
  mutating func addAll() throws(FormatError) {
    do throws(GraphError) { try graph.validate() } catch { throw .graph(error) }
    addInputs()
    for node in graph.nodes {
      scope = TensorNames.scope(of: node.outputs.first.map { graph[$0].name } ?? node.name)
      try add(node)
    }
    addOutputs()
  }

  mutating func add(_ pool: AdaptiveAveragePool, _ node: Node) throws(FormatError) {
    for part in graph.lower(pool, of: node) { try add(part) }
  }

  func inexpressible(_ node: Node, _ reason: String) -> FormatError {
    .inexpressible(format: Self.format, place: "operator \(node.name)", reason: reason)
  }
}

extension Slice {
  /// The place after the last one that is taken along an axis; `nil` where that is before place 0,
  /// since files count negative places from the back.
  func end(along axis: Int) -> Int? {
    let last = starts[axis] + (sizes[axis] - 1) * steps[axis]
    let end = steps[axis] > 0 ? last + 1 : last - 1
    return end < 0 ? nil : end
  }

  func keepsAll(of shape: Shape, along axis: Int) -> Bool {
    starts[axis] == 0 && steps[axis] == 1 && sizes[axis] == shape[axis]
  }
}
