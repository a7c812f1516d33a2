import SilhouetteGraph

/// Makes a graph of a TensorFlow Lite file.
///
/// Its layout is ours already, so operators map one to one, with three exceptions:
/// - A DEQUANTIZE of a float16 constant makes no node where the weights or the bias of a
///   convolution come from it: those take float16 constants as they are. Elsewhere the node stays.
/// - Weights of depthwise convolutions get the order of axes of all others, by permutation of the
///   constant; no byte moves.
/// - `SAME` and `VALID` become numbers.
struct TFLiteImporter {
  let file: TFLiteFile
  var graph = Graph()
  /// For each tensor of the file the value it became; `nil` until something uses it.
  private var values: [ValueID?]
  /// For each tensor that a DEQUANTIZE makes of a float16 constant, that operator.
  private var expansions: [TFLiteOperator?]

  static func graph(from file: TFLiteFile) throws(FormatError) -> Graph {
    var importer = TFLiteImporter(file)
    try importer.addInputs()
    for operation in file.operators {
      guard !importer.isExpansion(operation) else { continue }
      try importer.add(operation)
    }
    try importer.addOutputs()
    importer.graph.describeProcessing()
    importer.graph.describeProcessing(as: file.processing)
    do throws(GraphError) {
      try importer.graph.validate()
    } catch {
      throw .graph(error)
    }
    return importer.graph
  }

  private init(_ file: TFLiteFile) {
    self.file = file
    values = [ValueID?](repeating: nil, count: file.tensors.count)
    expansions = [TFLiteOperator?](repeating: nil, count: file.tensors.count)
    for operation in file.operators {
      guard let (source, result) = operation.onlyOperands,
        operation.code.number == TFLiteOperatorCode.dequantize.rawValue,
        file.tensors[source].data != nil,
        TFLiteElementType.elementType(of: file.tensors[source].typeCode) == .float16,
        TFLiteElementType.elementType(of: file.tensors[result].typeCode) == .float32
      else { continue }
      expansions[result] = operation
    }
  }

  private func isExpansion(_ operation: TFLiteOperator) -> Bool {
    guard let result = operation.outputs.first else { return false }
    return expansions[result]?.name == operation.name
  }

  private mutating func addInputs() throws(FormatError) {
    for index in file.inputs {
      let id = try value(of: index)
      graph.inputs.append(port(id, name: file.tensors[index].name))
    }
  }

  private mutating func addOutputs() throws(FormatError) {
    guard !file.outputs.isEmpty else {
      throw .malformed(place: "model", reason: "has no output")
    }
    for index in file.outputs {
      let id = try readableValue(of: index)
      graph.outputs.append(port(id, name: file.tensors[index].name))
    }
  }

  private func port(_ id: ValueID, name: String) -> Port {
    Port(value: id, name: name, permutation: Array(0..<graph[id].shape.rank))
  }

  /// The value that stands for a tensor.
  mutating func value(of index: Int) throws(FormatError) -> ValueID {
    if let id = values[index] { return id }
    let id = append(try newValue(for: file.tensors[index]))
    values[index] = id
    return id
  }

  func newValue(for tensor: TFLiteTensor) throws(FormatError) -> Value {
    let type = try tensor.type()
    return Value(
      name: tensor.name, type: type, constant: try constant(of: tensor, type),
      quantization: try tensor.graphQuantization(of: type))
  }

  /// The same, for reading it as float32: a float16 constant behind it gets its `dequantize` now.
  mutating func readableValue(of index: Int) throws(FormatError) -> ValueID {
    let isNew = values[index] == nil
    let id = try value(of: index)
    if isNew, let operation = expansions[index], let (source, _) = operation.onlyOperands {
      append(.dequantize, [try value(of: source)], [id], name: operation.name)
    }
    return id
  }

  /// The same, for weights and biases, which may be float16 constants.
  mutating func parameterValue(of index: Int) throws(FormatError) -> ValueID {
    guard let (source, _) = expansions[index]?.onlyOperands else {
      return try readableValue(of: index)
    }
    return try value(of: source)
  }

  /// The tensor that holds the constant behind a tensor, itself or through its DEQUANTIZE.
  func constantTensor(behind index: Int) -> TFLiteTensor {
    file.tensors[expansions[index]?.onlyOperands?.source ?? index]
  }

  mutating func append(_ value: Value) -> ValueID {
    graph.values.append(value)
    return ValueID(graph.values.count - 1)
  }

  mutating func append(
    _ operation: Operator, _ inputs: [ValueID], _ outputs: [ValueID], name: String
  ) {
    graph.nodes.append(Node(name: name, operation: operation, inputs: inputs, outputs: outputs))
  }

  /// The tensor's data as a range of the file.
  func constant(
    of tensor: TFLiteTensor, _ type: TensorType
  ) throws(FormatError) -> Constant? {
    guard let data = tensor.data else { return nil }
    let elements = type.shape.elementCount
    guard elements <= data.count / type.elementType.size else {
      throw .malformed(
        place: tensor.place,
        reason: "\(type.description) takes more than the \(data.count) bytes of its buffer")
    }
    return Constant(
      storage: file.buffer.bytes, offset: data.lowerBound, elementType: type.elementType,
      storedShape: type.shape)
  }
}

extension TFLiteOperator {
  /// The tensors of an operator with one input and one output.
  fileprivate var onlyOperands: (source: Int, result: Int)? {
    guard inputs.count == 1, outputs.count == 1, let source = inputs[0] else { return nil }
    return (source, outputs[0])
  }
}

extension TFLiteTensor {
  /// The quantisation of an integer tensor; `nil` for other types and where the file has none.
  fileprivate func graphQuantization(of type: TensorType) throws(FormatError) -> Quantization? {
    guard let quantization, !type.elementType.isFloatingPoint, type.elementType != .bool else {
      return nil
    }
    guard !quantization.isCustom else {
      throw .unsupported(place: place, reason: "its form of quantisation is not supported")
    }
    let scales = quantization.scales
    if scales.isEmpty { return nil }
    var zeroPoints: [Int32] = []
    for zeroPoint in quantization.zeroPoints {
      guard let narrow = Int32(exactly: zeroPoint) else {
        throw .malformed(place: place, reason: "zero point \(zeroPoint) is out of range")
      }
      zeroPoints.append(narrow)
    }
    if zeroPoints.isEmpty { zeroPoints = [Int32](repeating: 0, count: scales.count) }
    guard zeroPoints.count == scales.count else {
      throw .malformed(
        place: place, reason: "has \(scales.count) scales and \(zeroPoints.count) zero points")
    }
    if scales.count == 1 { return Quantization(scale: scales[0], zeroPoint: zeroPoints[0]) }
    return Quantization(scales: scales, zeroPoints: zeroPoints, axis: quantization.axis)
  }
}
