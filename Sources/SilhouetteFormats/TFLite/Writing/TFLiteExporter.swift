import SilhouetteGraph

/// Collects the tables of a TensorFlow Lite file while the nodes of a graph go by.
///
/// The mirror of ``TFLiteImporter``: weights of depthwise convolutions go back to the file's order
/// of axes, paddings to `SAME` and `VALID` where they are those numbers, else to a PAD before.
struct TFLiteExporter {
  var graph: Graph
  let weights: ElementType
  /// The index of a tensor in the file.
  typealias TensorIndex = Int32

  private var tensors: [FlatBufferTree] = []
  private var types: [TensorType] = []
  /// The first buffer is empty and belongs to all tensors without data.
  private var buffers = [FlatBufferTree()]
  private var codes: [(code: TFLiteOperatorCode, version: Int32)] = []
  private var operators: [FlatBufferTree] = []
  private var inputs: [TensorIndex] = []
  private var outputs: [TensorIndex] = []
  private var tensorOfValue: [TensorIndex?]

  init(_ graph: Graph, weights: ElementType) {
    self.graph = graph
    self.weights = weights
    tensorOfValue = [TensorIndex?](repeating: nil, count: graph.values.count)
  }

  // MARK: The whole file

  /// Pictures that other formats keep as `[n, c, h, w]` are `[n, h, w, c]` in this one, which is
  /// what its users expect; any other order of axes is kept by a TRANSPOSE.
  mutating func addInputs() {
    for port in graph.inputs {
      let value = graph[port.value]
      let order = port.tfliteOrder
      let tensor = addTensor(
        port.name, TensorType(value.elementType, value.shape.permuted(by: order)),
        quantization: value.quantization)
      inputs.append(tensor)
      let isOwnOrder = order == Array(0..<order.count)
      tensorOfValue[port.value.index] = isOwnOrder ? tensor : nil
      if !isOwnOrder { emitTranspose(tensor, order.inverse, self.tensor(port.value)) }
    }
  }

  mutating func addOutputs() {
    for port in graph.outputs {
      let order = port.tfliteOrder
      var tensor = tensor(port.value)
      if order != Array(0..<order.count) {
        let value = graph[port.value]
        let ordered = TensorType(value.elementType, value.shape.permuted(by: order))
        let result = addTensor(port.name, ordered, quantization: value.quantization)
        emitTranspose(tensor, order, result)
        tensor = result
      }
      tensors[Int(tensor)][TFLiteSchema.Tensor.name] = .string(port.name)
      outputs.append(tensor)
    }
  }

  func model() -> FlatBufferTree {
    let subgraph = FlatBufferTree([
      (TFLiteSchema.Subgraph.tensors, .tables(tensors)),
      (TFLiteSchema.Subgraph.inputs, .integers(inputs)),
      (TFLiteSchema.Subgraph.outputs, .integers(outputs)),
      (TFLiteSchema.Subgraph.operators, .tables(operators)),
      (TFLiteSchema.Subgraph.name, .string("main")),
    ])
    let codes = codes.map { code, version in
      FlatBufferTree([
        // Readers from before 2020 know the one-byte field only.
        (TFLiteSchema.OperatorCode.deprecatedBuiltinCode, .int8(Int8(min(code.rawValue, 127)))),
        (TFLiteSchema.OperatorCode.version, .int32(version)),
        (TFLiteSchema.OperatorCode.builtinCode, .int32(code.rawValue)),
      ])
    }
    var model = FlatBufferTree([
      (TFLiteSchema.Model.version, .uint32(TFLiteSchema.version)),
      (TFLiteSchema.Model.operatorCodes, .tables(codes)),
      (TFLiteSchema.Model.subgraphs, .tables([subgraph])),
      (TFLiteSchema.Model.description, .string("written by Silhouette")),
    ])
    addMetadata(to: &model)
    return model
  }

  /// The buffers, the last of which says how pictures go in and what comes out, if that is known.
  private func addMetadata(to model: inout FlatBufferTree) {
    let text = ProcessingMetadata(graph).lines
    guard !text.isEmpty else {
      model[TFLiteSchema.Model.buffers] = .tables(buffers)
      return
    }
    let buffer = FlatBufferTree([
      (TFLiteSchema.Buffer.data, .vector(text, stride: 1, alignment: 16))
    ])
    let entry = FlatBufferTree([
      (TFLiteSchema.Metadata.name, .string(ProcessingMetadata.bufferName)),
      (TFLiteSchema.Metadata.buffer, .uint32(UInt32(buffers.count))),
    ])
    model[TFLiteSchema.Model.buffers] = .tables(buffers + [buffer])
    model[TFLiteSchema.Model.metadata] = .tables([entry])
  }

  // MARK: Tensors

  func type(of tensor: TensorIndex) -> TensorType { types[Int(tensor)] }

  /// The tensor that stands for a value; a constant is written when it is first asked for.
  mutating func tensor(_ id: ValueID) -> TensorIndex {
    // Values may have been added since the start.
    while tensorOfValue.count < graph.values.count { tensorOfValue.append(nil) }
    if let tensor = tensorOfValue[id.index] { return tensor }
    let value = graph[id]
    let tensor = addTensor(
      value.name, value.type, data: value.constant?.elementBytes(as: value.elementType),
      quantization: value.quantization)
    tensorOfValue[id.index] = tensor
    return tensor
  }

  /// Weights or a bias in the file's order of axes: axis `i` of the tensor is axis `order[i]` of the
  /// value. Floating-point constants get the type of weights that was asked for.
  mutating func parameter(_ id: ValueID, order: [Int]? = nil) -> TensorIndex {
    let value = graph[id]
    let order = order ?? Array(0..<value.shape.rank)
    let shape = value.shape.permuted(by: order)
    guard let constant = value.constant?.transposed(by: order) else {
      let source = tensor(id)
      if order == Array(0..<order.count) { return source }
      let result = addTensor("\(value.name) in order", TensorType(value.elementType, shape))
      emitTranspose(source, order, result)
      return result
    }
    var quantization = value.quantization
    if let axis = quantization?.axis { quantization?.axis = order.firstIndex(of: axis) }
    return addParameter(constant, name: value.name, quantization: quantization)
  }

  /// A constant as weights; floating point goes through a DEQUANTIZE if float16 was asked for.
  mutating func addParameter(
    _ constant: Constant, name: String, quantization: Quantization? = nil
  ) -> TensorIndex {
    let shape = constant.shape
    guard constant.elementType.isFloatingPoint else {
      return addTensor(
        name, TensorType(constant.elementType, shape),
        data: constant.elementBytes(as: constant.elementType), quantization: quantization)
    }
    let stored = addTensor(
      name, TensorType(weights, shape), data: constant.elementBytes(as: weights))
    if weights == .float32 { return stored }
    let expanded = addTensor("\(name)_dequantize", TensorType(.float32, shape))
    emit(.dequantize, [stored], [expanded], version: 2)
    return expanded
  }

  /// A tensor between two operators that stand for one node.
  mutating func intermediate(_ type: TensorType, like id: ValueID? = nil) -> TensorIndex {
    addTensor("step \(tensors.count)", type, quantization: id.flatMap { graph[$0].quantization })
  }

  /// Numbers that say how an operator works.
  mutating func list(_ numbers: [Int], shape: Shape? = nil) -> TensorIndex {
    let elements = numbers.map { Int32(clamping: $0) }
    return addTensor(
      "numbers \(tensors.count)", TensorType(.int32, shape ?? [elements.count]),
      data: elements.littleEndianBytes)
  }

  mutating func scalar(_ number: Float) -> TensorIndex {
    addTensor(
      "number \(tensors.count)", TensorType(.float32, []),
      data: [number.bitPattern].littleEndianBytes)
  }

  mutating func addTensor(
    _ name: String, _ type: TensorType, data: [UInt8]? = nil, quantization: Quantization? = nil
  ) -> TensorIndex {
    typealias Field = TFLiteSchema.Tensor
    var tensor = FlatBufferTree([
      (Field.shape, .integers(type.shape.dimensions.map { Int32($0) })),
      (Field.type, .int8(TFLiteElementType.code(of: type.elementType))),
      (Field.name, .string(name)),
    ])
    if let data {
      tensor[Field.buffer] = .uint32(UInt32(buffers.count))
      buffers.append(
        FlatBufferTree([(TFLiteSchema.Buffer.data, .vector(data, stride: 1, alignment: 16))]))
    }
    if let quantization { tensor[Field.quantization] = .table(quantization.tree) }
    tensors.append(tensor)
    types.append(type)
    return TensorIndex(tensors.count - 1)
  }

  // MARK: Operators

  mutating func emit(
    _ code: TFLiteOperatorCode, _ inputs: [TensorIndex], _ outputs: [TensorIndex],
    options: (type: UInt8, table: FlatBufferTree)? = nil, version: Int32 = 1
  ) {
    typealias Field = TFLiteSchema.Operator
    var index = codes.firstIndex { $0.code == code && $0.version == version }
    if index == nil {
      codes.append((code, version))
      index = codes.count - 1
    }
    var operation = FlatBufferTree([
      (Field.opcodeIndex, .uint32(UInt32(index ?? 0))),
      (Field.inputs, .integers(inputs)),
      (Field.outputs, .integers(outputs)),
    ])
    if let options {
      operation[Field.builtinOptionsType] = .uint8(options.type)
      operation[Field.builtinOptions] = .table(options.table)
    }
    operators.append(operation)
  }

  func inexpressible(_ node: Node, _ reason: String) -> FormatError {
    .inexpressible(format: "TensorFlow Lite", place: "operator \(node.name)", reason: reason)
  }
}

extension Port {
  /// The order of axes in which a TensorFlow Lite file gets it: axis `i` there is axis `order[i]` of
  /// the value.
  package var tfliteOrder: [Int] {
    permutation == [0, 3, 1, 2] ? [0, 1, 2, 3] : permutation
  }
}

extension Quantization {
  fileprivate var tree: FlatBufferTree {
    typealias Field = TFLiteSchema.QuantizationParameters
    return FlatBufferTree([
      (Field.scale, .floats(scales)),
      (Field.zeroPoint, .integers(zeroPoints.map { Int64($0) })),
      (Field.quantizedDimension, .int32(Int32(axis ?? 0))),
    ])
  }
}
