import SilhouetteGraph

/// Makes our graph, whose pictures are `[n, h, w, c]`, of operators that a file states over
/// `[n, c, h, w]`.
///
/// Every method takes shapes and axes in the file's terms. A ``Tensor`` remembers where each axis
/// of the file went, so most operators only have their axes renumbered: a transpose in the file
/// changes the `order` alone, weights become permuted views of their bytes, and a node that moves
/// data appears only where an operator needs another layout than the value has. Integers that are
/// known (shapes and arithmetic on them) are computed here and leave no node.
struct ChannelsFirstBuilder {
  /// A value of the graph as the file sees it.
  struct Tensor {
    var value: ValueID
    /// Axis `i` in the file is axis `order[i]` of the value.
    var order: [Int]
    /// The elements in the file's order, where they are known integers of at most one axis.
    var contents: [Int]?
  }

  /// The order of a picture: the file's `[n, c, h, w]` in our `[n, h, w, c]`.
  static let picture = [0, 3, 1, 2]
  static let maximumRank = 8
  /// Longer lists of integers are data, not shapes.
  static let maximumContents = 1024
  /// Integers of all such lists together: each operator may make one, whatever its size in the file.
  static let maximumKnownIntegers = 1 << 20
  /// Larger windows, strides and paddings are in no real network; no product of two overflows.
  static let maximumWindow = 32767

  /// The operator at hand for messages, as in `17 (Conv)`: nodes get it as their name.
  var step = ""
  private(set) var graph = Graph()
  private var knownIntegers = 0

  var place: String { "operator \(step)" }

  /// The extents in the file's order.
  func shape(of tensor: Tensor) -> Shape {
    graph[tensor.value].shape.permuted(by: tensor.order)
  }

  func rank(of tensor: Tensor) -> Int { tensor.order.count }

  func elementType(of tensor: Tensor) -> ElementType { graph[tensor.value].elementType }

  func quantization(of tensor: Tensor) -> Quantization? { graph[tensor.value].quantization }

  func constant(of tensor: Tensor) -> Constant? { graph[tensor.value].constant }

  /// Whether a tensor is a constant, or one that is expanded from float16 or eight bits.
  func isConstant(_ tensor: Tensor) -> Bool {
    if constant(of: tensor) != nil { return true }
    guard let node = graph.nodes.last(where: { $0.outputs == [tensor.value] }) else { return false }
    switch node.operation {
    case .cast, .dequantize: return graph[node.inputs[0]].constant != nil
    default: return false
    }
  }

  /// An axis of the file that may count from the end.
  func axis(_ axis: Int, of tensor: Tensor) throws(FormatError) -> Int {
    try self.axis(axis, rank: tensor.order.count)
  }

  func axis(_ axis: Int, rank: Int) throws(FormatError) -> Int {
    guard axis >= -rank, axis < rank else {
      throw .malformed(place: place, reason: "axis \(axis) is outside a tensor of \(rank) axes")
    }
    return axis < 0 ? axis + rank : axis
  }

  func requirePicture(_ tensor: Tensor) throws(FormatError) {
    guard tensor.order.count == 4 else {
      throw .unsupported(
        place: place,
        reason: "only pictures [n, c, h, w] are supported here, not \(shape(of: tensor))")
    }
  }

  mutating func append(_ value: Value) -> ValueID {
    graph.values.append(value)
    return ValueID(graph.values.count - 1)
  }

  /// Counts integers that an operator copies, so that a small file cannot fill the memory.
  mutating func spend(_ integers: Int) throws(FormatError) {
    knownIntegers += integers
    guard knownIntegers <= Self.maximumKnownIntegers else {
      throw .unsupported(place: place, reason: "more arithmetic on shapes than any network has")
    }
  }

  /// Appends a node with one output.
  mutating func add(
    _ operation: Operator, _ inputs: [ValueID], quantization: Quantization? = nil
  ) throws(FormatError) -> ValueID {
    try addMany(operation, inputs, quantization: quantization)[0]
  }

  /// Appends a node with as many outputs as its operator makes.
  mutating func addMany(
    _ operation: Operator, _ inputs: [ValueID], quantization: Quantization? = nil
  ) throws(FormatError) -> [ValueID] {
    let types: [TensorType]
    do throws(GraphError) {
      types = try graph.inferredTypes(of: operation, inputs: inputs, node: step)
    } catch {
      throw .graph(error)
    }
    var outputs: [ValueID] = []
    for type in types {
      guard type.shape.rank <= Self.maximumRank else {
        throw .unsupported(place: place, reason: "\(type.shape) has more than 8 axes")
      }
      outputs.append(append(Value(name: step, type: type, quantization: quantization)))
    }
    graph.nodes.append(Node(name: step, operation: operation, inputs: inputs, outputs: outputs))
    return outputs
  }

  /// Gives what the last node made the file's name for it.
  mutating func name(_ tensor: Tensor, _ name: String) {
    guard let node = graph.nodes.last, node.name == step, node.outputs.contains(tensor.value)
    else { return }
    graph[tensor.value].name = name
  }
}

// MARK: - Inputs, constants, outputs

extension ChannelsFirstBuilder {
  /// An input of the graph. A picture comes in our layout, with the port saying how the file orders
  /// it.
  ///
  /// A file made from a network that had its channels last keeps them last in its inputs; so an
  /// input whose last axis is short (1...4) and whose second is not counts as such and keeps its
  /// order.
  mutating func input(
    _ name: String, _ elementType: ElementType, _ shape: Shape
  ) throws(FormatError) -> Tensor {
    guard shape.checkedElementCount != nil, shape.rank <= Self.maximumRank else {
      throw .malformed(place: "input '\(name)'", reason: "its shape is \(shape)")
    }
    let endsInChannels = shape.rank == 4 && shape[3] <= 4 && shape[1] > 4
    let order = shape.rank == 4 && !endsInChannels ? Self.picture : Array(0..<shape.rank)
    let type = TensorType(elementType, shape.permuted(by: order.inverse))
    let value = append(Value(name: name, type: type))
    graph.inputs.append(Port(value: value, name: name, permutation: order))
    return Tensor(value: value, order: order)
  }

  /// A constant of the file; short lists of integers become known contents.
  mutating func constant(
    _ name: String, _ constant: Constant, quantization: Quantization? = nil
  ) -> Tensor {
    let type = TensorType(constant.elementType, constant.shape)
    let value = append(
      Value(name: name, type: type, constant: constant, quantization: quantization))
    let isShape =
      constant.elementType == .int32 || constant.elementType == .int64
      || constant.elementType == .bool
    let isKnown =
      isShape && type.shape.rank <= 1 && constant.elementCount <= Self.maximumContents
      && quantization == nil
    return Tensor(
      value: value, order: Array(0..<type.shape.rank),
      contents: isKnown ? constant.integers() : nil)
  }

  /// An output of the graph, under the file's name and in the file's order.
  mutating func output(_ name: String, _ tensor: Tensor) {
    graph.outputs.append(Port(value: tensor.value, name: name, permutation: tensor.order))
  }

  /// The finished graph: described, without what no output hangs on, and checked.
  consuming func finish() throws(FormatError) -> Graph {
    graph.removeUnused()
    do throws(GraphError) {
      try graph.validate()
    } catch {
      throw .graph(error)
    }
    return graph
  }

  mutating func describe(preprocessing: Preprocessing?, postprocessing: Postprocessing?) {
    graph.preprocessing = preprocessing
    graph.postprocessing = postprocessing
  }
}
