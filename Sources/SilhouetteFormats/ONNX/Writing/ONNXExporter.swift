import SilhouetteGraph

/// Collects the parts of an ONNX file while the nodes of a graph go by.
///
/// Every value knows in which orders of axes the file has it; an operator asks for the order that it
/// needs, and a Transpose is written where that is not there yet. So a row of convolutions stays in
/// `[n, c, h, w]`, and a Transpose of the graph itself costs nothing until somebody minds the order.
struct ONNXExporter: GraphExporter {
  static let format = "ONNX"
  typealias TensorIndex = ONNXModel.TensorIndex

  var graph: Graph
  let weights: ElementType
  var scope = ""
  var model: ONNXModel

  /// One way in which a value is there.
  private struct Form {
    /// Axis `i` in the file is axis `order[i]` of the value.
    let order: [Int]
    /// Whether these are the real numbers of a value that is kept as integers.
    let isDequantized: Bool
    let tensor: TensorIndex
  }

  private var forms: [ValueID: [Form]] = [:]
  /// Scales and zero points that are written already.
  var quantizations: [ValueID: [TensorIndex?]] = [:]

  init(_ graph: Graph, weights: ElementType) {
    self.graph = graph
    self.weights = weights
    model = ONNXModel(portsOf: graph)
  }

  mutating func addInputs() {
    for port in graph.inputs {
      let type = graph[port.value].type.permuted(by: port.permutation)
      record(model.addInput(port.name, type), as: port.value, order: port.permutation)
    }
  }

  mutating func addOutputs() {
    for port in graph.outputs {
      let type = graph[port.value].type.permuted(by: port.permutation)
      scope = port.name
      model.addOutput(stored(port.value, order: port.permutation), port.name, type)
    }
  }

  // MARK: Values

  /// Values of quantised tensors are integers in the file.
  func isQuantized(_ id: ValueID) -> Bool {
    graph[id].quantization != nil && !graph[id].elementType.isFloatingPoint
  }

  /// The order of axes in which a value was made. Constants come in any order.
  func order(of id: ValueID) -> [Int] {
    forms[id]?.first?.order ?? Array(0..<graph[id].shape.rank)
  }

  mutating func record(_ tensor: TensorIndex, as id: ValueID, order: [Int]) {
    forms[id, default: []].append(Form(order: order, isDequantized: false, tensor: tensor))
    model.name(tensor, graph[id].name)
  }

  /// The value as the file keeps it: integers if it is quantised.
  mutating func stored(_ id: ValueID, order: [Int]? = nil) -> TensorIndex {
    tensor(id, order ?? self.order(of: id), isDequantized: false)
  }

  /// The value as real numbers, whether it is quantised or not.
  mutating func operand(_ id: ValueID, order: [Int]? = nil) -> TensorIndex {
    tensor(id, order ?? self.order(of: id), isDequantized: isQuantized(id))
  }

  private mutating func tensor(
    _ id: ValueID, _ order: [Int], isDequantized: Bool
  ) -> TensorIndex {
    for form in forms[id] ?? [] where form.order == order && form.isDequantized == isDequantized {
      return form.tensor
    }
    let value = graph[id]
    let tensor: TensorIndex
    if isDequantized, let quantization = value.quantization {
      let integers = stored(id, order: order)
      tensor = emit(
        "DequantizeLinear", [integers] + parameters(of: quantization, id),
        axis(of: quantization, in: order), for: value.name)
    } else if let constant = value.constant {
      tensor = addInitializer(constant.transposed(by: order), name: value.name)
    } else {
      let made = self.order(of: id)
      tensor = transposed(stored(id, order: made), from: made, to: order, for: value.name)
    }
    forms[id, default: []].append(
      Form(order: order, isDequantized: isDequantized, tensor: tensor))
    return tensor
  }

  mutating func transposed(
    _ tensor: TensorIndex, from order: [Int], to wanted: [Int], for name: String? = nil
  ) -> TensorIndex {
    if order == wanted { return tensor }
    let places = wanted.places(in: order)
    return emit("Transpose", [tensor], [.integers("perm", places)], for: name)
  }

  // MARK: Nodes

  /// Writes a node with one output, called after the scope or the value that it is for.
  mutating func emit(
    _ type: String, _ inputs: [TensorIndex?], _ attributes: [ONNXWrittenAttribute] = [],
    for name: String? = nil
  ) -> TensorIndex {
    let scope = name.map { TensorNames.scope(of: $0) } ?? scope
    return model.addNode(type, inputs, attributes, outputs: 1, scope: scope)[0]
  }

  /// Makes real numbers the value of an output: through the activation, and quantised where the
  /// value is.
  mutating func finish(
    _ tensor: TensorIndex, _ activation: Activation = .identity, as id: ValueID, order: [Int]
  ) {
    var result = add(activation, to: tensor)
    if isQuantized(id), let quantization = graph[id].quantization {
      let parameters = parameters(of: quantization, id)
      result = emit("QuantizeLinear", [result] + parameters, axis(of: quantization, in: order))
    }
    record(result, as: id, order: order)
  }
}

extension [Int] {
  /// The order of axes of a picture in ONNX: `[n, c, h, w]`.
  static let onnxPicture = [0, 3, 1, 2]

  /// Where in the file an axis of the value is.
  func place(of axis: Int) -> Int { firstIndex(of: axis) ?? axis }

  /// Where in an order the axes of this one are.
  func places(in order: [Int]) -> [Int] { map { order.place(of: $0) } }
}
