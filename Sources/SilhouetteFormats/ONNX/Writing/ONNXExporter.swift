import SilhouetteGraph

/// Collects the messages of an ONNX file while the nodes of a graph go by.
///
/// Every value knows in which orders of axes the file has it; an operator asks for the order that it
/// needs, and a Transpose is written where that is not there yet. So a row of convolutions stays in
/// `[n, c, h, w]`, and a Transpose of the graph itself costs nothing until somebody minds the order.
struct ONNXExporter {
  var graph: Graph
  let weights: ElementType
  /// A tensor of the file; its place in `names`.
  typealias TensorIndex = Int

  /// One way in which a value is there.
  private struct Form {
    /// Axis `i` in the file is axis `order[i]` of the value.
    let order: [Int]
    /// Whether these are the real numbers of a value that is kept as integers.
    let isDequantized: Bool
    let tensor: TensorIndex
  }

  /// `nil` until the tensor gets a name of its own.
  private var names: [String?] = []
  private var usedNames: Set<String> = []
  private var forms: [[Form]]
  private var nodes: [ONNXNode] = []
  private var initializers: [(tensor: TensorIndex, message: ProtobufWriter)] = []
  private var inputs: [(tensor: TensorIndex, type: TensorType)] = []
  private var outputs: [(tensor: TensorIndex, type: TensorType)] = []

  init(_ graph: Graph, weights: ElementType) {
    self.graph = graph
    self.weights = weights
    forms = [[Form]](repeating: [], count: graph.values.count)
    for port in graph.inputs + graph.outputs { usedNames.insert(port.name) }
  }

  // MARK: The whole file

  mutating func addInputs() {
    for port in graph.inputs {
      let type = graph[port.value].type.permuted(by: port.permutation)
      names.append(port.name)
      inputs.append((names.count - 1, type))
      record(names.count - 1, as: port.value, order: port.permutation)
    }
  }

  mutating func addOutputs() {
    for port in graph.outputs {
      let tensor = stored(port.value, order: port.permutation)
      // A tensor with a fixed name (an input, a constant, another output) cannot get this one too.
      let isFree =
        nodes.contains { $0.outputs.contains(tensor) } && !outputs.contains { $0.0 == tensor }
      let output = isFree ? tensor : emit("Identity", [tensor])
      names[output] = port.name
      outputs.append((output, graph[port.value].type.permuted(by: port.permutation)))
    }
  }

  /// ModelProto; the numbers are those of the fields in `onnx.proto3`.
  func model() -> ProtobufWriter {
    var operators = ProtobufWriter()
    operators.add(1, "")
    operators.add(2, 13)
    var model = ProtobufWriter()
    model.add(1, 7)
    model.add(2, "Silhouette")
    model.add(7, graphMessage())
    model.add(8, operators)
    for entry in ProcessingMetadata(graph).entries {
      var property = ProtobufWriter()
      property.add(1, entry.key)
      property.add(2, entry.value)
      model.add(14, property)
    }
    return model
  }

  private func graphMessage() -> ProtobufWriter {
    var message = ProtobufWriter()
    for node in nodes { message.add(1, nodeMessage(node)) }
    message.add(2, "main")
    for initializer in initializers {
      var tensor = initializer.message
      tensor.add(8, name(initializer.tensor))
      message.add(5, tensor)
    }
    for input in inputs { message.add(11, valueInfo(input.tensor, input.type)) }
    for output in outputs { message.add(12, valueInfo(output.tensor, output.type)) }
    return message
  }

  private func nodeMessage(_ node: ONNXNode) -> ProtobufWriter {
    var message = ProtobufWriter()
    for input in node.inputs { message.add(1, input.map { name($0) } ?? "") }
    for output in node.outputs { message.add(2, name(output)) }
    message.add(4, node.type)
    for attribute in node.attributes { message.add(5, attribute.message) }
    return message
  }

  /// ValueInfoProto: name and TypeProto of one tensor.
  private func valueInfo(_ tensor: TensorIndex, _ type: TensorType) -> ProtobufWriter {
    var shape = ProtobufWriter()
    for extent in type.shape.dimensions {
      var dimension = ProtobufWriter()
      dimension.add(1, extent)
      shape.add(1, dimension)
    }
    var tensorType = ProtobufWriter()
    tensorType.add(1, type.elementType.onnxCode)
    tensorType.add(2, shape)
    var typeMessage = ProtobufWriter()
    typeMessage.add(1, tensorType)
    var message = ProtobufWriter()
    message.add(1, name(tensor))
    message.add(2, typeMessage)
    return message
  }

  // MARK: Names

  private func name(_ tensor: TensorIndex) -> String { names[tensor] ?? "step/\(tensor)" }

  /// Names need not be unique in a graph; in the file they must be.
  private mutating func give(_ name: String, to tensor: TensorIndex) {
    guard names[tensor] == nil else { return }
    let isFree = !name.isEmpty && !usedNames.contains(name) && !name.hasPrefix("step/")
    let unique = isFree ? name : "step/\(tensor)/\(name)"
    usedNames.insert(unique)
    names[tensor] = unique
  }

  private mutating func newTensor() -> TensorIndex {
    names.append(nil)
    return names.count - 1
  }

  // MARK: Values

  /// Values of quantised tensors are integers in the file.
  func isQuantized(_ id: ValueID) -> Bool {
    graph[id].quantization != nil && !graph[id].elementType.isFloatingPoint
  }

  /// The order of axes in which a value was made. Constants come in any order.
  func order(of id: ValueID) -> [Int] {
    forms[id.index].first?.order ?? Array(0..<graph[id].shape.rank)
  }

  mutating func record(_ tensor: TensorIndex, as id: ValueID, order: [Int]) {
    while forms.count < graph.values.count { forms.append([]) }
    forms[id.index].append(Form(order: order, isDequantized: false, tensor: tensor))
    give(graph[id].name, to: tensor)
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
    while forms.count < graph.values.count { forms.append([]) }
    for form in forms[id.index] where form.order == order && form.isDequantized == isDequantized {
      return form.tensor
    }
    let value = graph[id]
    let tensor: TensorIndex
    if isDequantized, let quantization = value.quantization {
      let integers = stored(id, order: order)
      tensor = emit(
        "DequantizeLinear", [integers] + parameters(of: quantization, value.elementType),
        axis(of: quantization, in: order))
    } else if let constant = value.constant {
      tensor = addInitializer(constant.transposed(by: order), name: value.name)
    } else {
      let made = self.order(of: id)
      tensor = transposed(stored(id, order: made), from: made, to: order)
    }
    forms[id.index].append(Form(order: order, isDequantized: isDequantized, tensor: tensor))
    return tensor
  }

  mutating func transposed(
    _ tensor: TensorIndex, from order: [Int], to wanted: [Int]
  ) -> TensorIndex {
    if order == wanted { return tensor }
    return emit("Transpose", [tensor], [.integers("perm", wanted.places(in: order))])
  }

  // MARK: Constants

  /// Weights or a bias; floating point goes through a Cast if float16 was asked for.
  mutating func parameter(_ id: ValueID, order: [Int]? = nil) -> TensorIndex {
    let order = order ?? Array(0..<graph[id].shape.rank)
    guard let constant = graph[id].constant, constant.elementType.isFloatingPoint else {
      return operand(id, order: order)
    }
    let stored = addInitializer(
      constant.transposed(by: order), name: graph[id].name, as: weights)
    if weights == .float32 { return stored }
    return emit("Cast", [stored], [.integer("to", ElementType.float32.onnxCode)])
  }

  /// TensorProto.
  mutating func addInitializer(
    _ constant: Constant, name: String = "", as elementType: ElementType? = nil
  ) -> TensorIndex {
    let elementType = elementType ?? constant.elementType
    var message = ProtobufWriter()
    message.add(packed: 1, constant.shape.dimensions)
    message.add(2, elementType.onnxCode)
    message.add(9, constant.elementBytes(as: elementType))
    let tensor = newTensor()
    give(name, to: tensor)
    initializers.append((tensor, message))
    return tensor
  }

  /// Numbers that say how an operator works.
  mutating func list(_ numbers: [Int]) -> TensorIndex {
    let storage = Bytes(copying: numbers.map { Int64($0) })
    return addInitializer(
      Constant(storage: storage, offset: 0, elementType: .int64, storedShape: [numbers.count]))
  }

  mutating func scalar(_ number: Float) -> TensorIndex {
    addInitializer(Constant([number], shape: []))
  }

  /// Scale and zero point. Of int32 the zero point is 0 and left out.
  func isExpressible(_ quantization: Quantization, _ elementType: ElementType) -> Bool {
    elementType == .int8 || elementType == .uint8
      || (elementType == .int32 && quantization.zeroPoints.allSatisfy { $0 == 0 })
  }

  private mutating func parameters(
    of quantization: Quantization, _ elementType: ElementType
  ) -> [TensorIndex?] {
    let shape: Shape = quantization.axis == nil ? [] : [quantization.scales.count]
    let scale = addInitializer(Constant(quantization.scales, shape: shape))
    guard elementType != .int32 else { return [scale] }
    let zeroPoints = Constant(quantization.zeroPoints, shape: shape)
    return [scale, addInitializer(zeroPoints, as: elementType)]
  }

  private func axis(of quantization: Quantization, in order: [Int]) -> [ONNXWrittenAttribute] {
    guard let axis = quantization.axis else { return [] }
    return [.integer("axis", order.place(of: axis))]
  }

  // MARK: Nodes

  /// Writes a node with one output.
  mutating func emit(
    _ type: String, _ inputs: [TensorIndex?], _ attributes: [ONNXWrittenAttribute] = []
  ) -> TensorIndex {
    emit(type, inputs, attributes, outputs: 1)[0]
  }

  mutating func emit(
    _ type: String, _ inputs: [TensorIndex?], _ attributes: [ONNXWrittenAttribute],
    outputs count: Int
  ) -> [TensorIndex] {
    let outputs = (0..<count).map { _ in newTensor() }
    nodes.append(
      ONNXNode(type: type, inputs: inputs, outputs: outputs, attributes: attributes))
    return outputs
  }

  /// Makes real numbers the value of an output: through the activation, and quantised where the
  /// value is.
  mutating func finish(
    _ tensor: TensorIndex, _ activation: Activation = .identity, as id: ValueID, order: [Int]
  ) {
    var result = add(activation, to: tensor)
    if isQuantized(id), let quantization = graph[id].quantization {
      let parameters = parameters(of: quantization, graph[id].elementType)
      result = emit("QuantizeLinear", [result] + parameters, axis(of: quantization, in: order))
    }
    record(result, as: id, order: order)
  }

  func inexpressible(_ node: Node, _ reason: String) -> FormatError {
    .inexpressible(format: "ONNX", place: "operator \(node.name)", reason: reason)
  }
}

extension TensorType {
  fileprivate func permuted(by order: [Int]) -> TensorType {
    TensorType(elementType, shape.permuted(by: order))
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
