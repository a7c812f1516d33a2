import SilhouetteGraph

/// A graph while it is rewritten.
///
/// Nodes keep their index until ``finished()``, and for every value it is known who makes and who
/// reads it. A node that nobody needs any more disappears at once, so that "read once" always
/// means what it says.
struct GraphEditor {
  private(set) var graph: Graph
  private var isRemoved: [Bool]
  private var producers: [Int?]
  private var consumers: [[Int]]
  /// How many ports of the graph show a value.
  private var outputUses: [Int]
  /// Kept because rewrites ask it of every node, again and again.
  private var areFloat: [Bool]

  /// - Parameter graph: one that ``Graph/validate()`` accepts.
  init(_ graph: Graph) {
    self.graph = graph
    isRemoved = [Bool](repeating: false, count: graph.nodes.count)
    producers = graph.producers()
    consumers = graph.consumers()
    outputUses = [Int](repeating: 0, count: graph.values.count)
    for port in graph.outputs { outputUses[port.value.index] += 1 }
    areFloat = graph.values.map { $0.isFloat }
  }

  // MARK: Looking

  /// One past the last index that a node has had.
  var nodeCount: Int { graph.nodes.count }

  /// The node at an index; `nil` once it is removed.
  func node(_ index: Int) -> Node? { isRemoved[index] ? nil : graph.nodes[index] }

  /// The index of the node that makes a value; `nil` for inputs and constants.
  func producer(of id: ValueID) -> Int? { producers[id.index] }

  /// The nodes that read a value; one that reads it twice stands twice.
  func consumers(of id: ValueID) -> [Int] { consumers[id.index] }

  func isOutput(_ id: ValueID) -> Bool { outputUses[id.index] > 0 }

  /// Whether one node reads the value, once, and it does not leave the graph.
  func isReadOnce(_ id: ValueID) -> Bool { consumers[id.index].count == 1 && !isOutput(id) }

  func shape(of id: ValueID) -> Shape { graph[id].shape }

  /// Whether a value is float32, or a float16 constant, and stands for itself.
  func isFloat(_ id: ValueID) -> Bool { areFloat[id.index] }

  /// Whether the node at an index is there, and reads and makes only such values.
  func isFloatNode(_ index: Int) -> Bool {
    !isRemoved[index] && graph.nodes[index].inputs.allSatisfy { isFloat($0) }
      && graph.nodes[index].outputs.allSatisfy { isFloat($0) }
  }

  // MARK: Changing

  /// Adds a value that nothing makes or reads yet.
  mutating func add(_ value: Value) -> ValueID {
    graph.values.append(value)
    producers.append(nil)
    consumers.append([])
    outputUses.append(0)
    areFloat.append(value.isFloat)
    return ValueID(graph.values.count - 1)
  }

  /// Adds a constant of float32 numbers.
  mutating func constant(_ name: String, _ elements: [Float], shape: Shape) -> ValueID {
    add(
      Value(
        name: name, type: TensorType(.float32, shape), constant: Constant(elements, shape: shape)))
  }

  /// Appends a node with one output, whose type is inferred.
  mutating func insert(
    _ operation: Operator, _ inputs: [ValueID], name: String
  ) throws(RuntimeError) -> ValueID {
    let types: [TensorType]
    do throws(GraphError) {
      types = try graph.inferredTypes(of: operation, inputs: inputs, node: name)
    } catch {
      throw .graph(error)
    }
    let output = add(Value(name: name, type: types[0]))
    let index = graph.nodes.count
    graph.nodes.append(Node(name: name, operation: operation, inputs: inputs, outputs: [output]))
    isRemoved.append(false)
    producers[output.index] = index
    for input in inputs { consumers[input.index].append(index) }
    return output
  }

  /// Gives a node another operator and other inputs; its outputs keep their types.
  mutating func replace(_ index: Int, by operation: Operator, _ inputs: [ValueID]) {
    let dropped = graph.nodes[index].inputs
    graph.nodes[index].operation = operation
    graph.nodes[index].inputs = inputs
    for input in inputs { consumers[input.index].append(index) }
    for input in dropped { removeConsumer(index, of: input) }
    for input in dropped { removeProducerIfUnused(input) }
  }

  /// Lets everybody who reads `old` read `new`, which has the same type.
  ///
  /// - Returns: false, with nothing changed, if a port of the graph would come to show a constant
  ///   or an input, which no node makes.
  @discardableResult
  mutating func replaceUses(of old: ValueID, by new: ValueID) -> Bool {
    precondition(graph[old].type == graph[new].type, "a value is replaced by one of its type")
    if isOutput(old), producers[new.index] == nil { return false }
    for index in consumers[old.index] {
      for place in graph.nodes[index].inputs.indices
      where graph.nodes[index].inputs[place] == old {
        graph.nodes[index].inputs[place] = new
      }
    }
    consumers[new.index] += consumers[old.index]
    consumers[old.index] = []
    if outputUses[old.index] > 0 {
      for place in graph.outputs.indices where graph.outputs[place].value == old {
        graph.outputs[place].value = new
      }
      outputUses[new.index] += outputUses[old.index]
      outputUses[old.index] = 0
    }
    removeProducerIfUnused(old)
    return true
  }

  /// Removes every node whose results nobody reads.
  mutating func removeUnused() {
    for index in graph.nodes.indices.reversed() where !isRemoved[index] {
      removeIfUnused(index)
    }
  }

  // MARK: Bookkeeping

  private mutating func removeConsumer(_ index: Int, of id: ValueID) {
    if let place = consumers[id.index].firstIndex(of: index) {
      consumers[id.index].remove(at: place)
    }
  }

  private mutating func removeProducerIfUnused(_ id: ValueID) {
    if let index = producers[id.index] { removeIfUnused(index) }
  }

  /// Removes a node if nobody reads what it makes, and then those before it that it alone kept.
  private mutating func removeIfUnused(_ index: Int) {
    var candidates = [index]
    while let candidate = candidates.popLast() {
      let node = graph.nodes[candidate]
      let isUsed = node.outputs.contains { isOutput($0) || !consumers[$0.index].isEmpty }
      guard !isRemoved[candidate], !isUsed else { continue }
      isRemoved[candidate] = true
      for output in node.outputs { producers[output.index] = nil }
      for input in node.inputs {
        removeConsumer(candidate, of: input)
        if let producer = producers[input.index] { candidates.append(producer) }
      }
    }
  }
}

extension Value {
  fileprivate var isFloat: Bool {
    guard quantization == nil else { return false }
    return elementType == .float32 || (elementType == .float16 && constant != nil)
  }
}
