/// A network as a value: tensors, and nodes in the order in which they can run.
///
/// Pictures are `[batch, height, width, channels]` throughout; readers bring other layouts to it.
/// Build one with `GraphBuilder` or a reader of `SilhouetteFormats`.
public struct Graph: Sendable {
  public var values: [Value]
  /// In topological order: a node reads only inputs, constants and what nodes before it make.
  public var nodes: [Node]
  public var inputs: [Port]
  public var outputs: [Port]
  /// How pictures go in; `nil` where the file does not say.
  public var preprocessing: Preprocessing?
  /// What the output means; `nil` where the file does not say.
  public var postprocessing: Postprocessing?

  public init(
    values: [Value] = [], nodes: [Node] = [], inputs: [Port] = [], outputs: [Port] = [],
    preprocessing: Preprocessing? = nil, postprocessing: Postprocessing? = nil
  ) {
    self.values = values
    self.nodes = nodes
    self.inputs = inputs
    self.outputs = outputs
    self.preprocessing = preprocessing
    self.postprocessing = postprocessing
  }

  // Inlined, so that who asks for a type copies no name and no constant.
  @inlinable public subscript(id: ValueID) -> Value {
    get { values[id.index] }
    set { values[id.index] = newValue }
  }

  /// For each value the node that makes it; `nil` for inputs and constants.
  public func producers() -> [Int?] {
    var producers = [Int?](repeating: nil, count: values.count)
    for (index, node) in nodes.enumerated() {
      for output in node.outputs { producers[output.index] = index }
    }
    return producers
  }

  /// For each value the nodes that read it, in order; a node that reads it twice stands twice.
  public func consumers() -> [[Int]] {
    var consumers = [[Int]](repeating: [], count: values.count)
    for (index, node) in nodes.enumerated() {
      for input in node.inputs { consumers[input.index].append(index) }
    }
    return consumers
  }

  /// Whether a value leaves the graph.
  public func isOutput(_ id: ValueID) -> Bool {
    outputs.contains { $0.value == id }
  }
}
