import SilhouetteGraph

/// What the mappings of single operators are written with.
extension TFLiteImporter {
  /// The tensor of an input that must be there.
  private func tensorIndex(
    _ position: Int, of operation: TFLiteOperator
  ) throws(FormatError) -> Int {
    guard position < operation.inputs.count, let index = operation.inputs[position] else {
      throw .malformed(place: operation.place, reason: "has no input \(position)")
    }
    return index
  }

  func has(_ position: Int, of operation: TFLiteOperator) -> Bool {
    position < operation.inputs.count && operation.inputs[position] != nil
  }

  mutating func input(
    _ position: Int, of operation: TFLiteOperator
  ) throws(FormatError) -> ValueID {
    try readableValue(of: tensorIndex(position, of: operation))
  }

  /// Weights or a bias, which may be a float16 constant.
  mutating func parameter(
    _ position: Int, of operation: TFLiteOperator
  ) throws(FormatError) -> ValueID {
    try parameterValue(of: tensorIndex(position, of: operation))
  }

  /// The same; axis `i` of the value is axis `order[i]` of the tensor.
  mutating func parameter(
    _ position: Int, of operation: TFLiteOperator, order: [Int]
  ) throws(FormatError) -> ValueID {
    let index = try tensorIndex(position, of: operation)
    let tensor = constantTensor(behind: index)
    let original = try newValue(for: tensor)
    guard original.shape.rank == order.count else {
      throw .malformed(
        place: operation.place,
        reason: "input \(position) is \(original.type.description), not one of \(order.count) axes")
    }
    let permuted = append(original.transposed(by: order))
    if original.constant == nil {
      let source = try readableValue(of: index)
      append(.transpose(Transpose(order)), [source], [permuted], name: operation.name)
    }
    return permuted
  }

  /// Appends the node that makes the operator's outputs.
  mutating func add(
    _ result: Operator, _ inputs: [ValueID], for operation: TFLiteOperator
  ) throws(FormatError) {
    var outputs: [ValueID] = []
    for index in operation.outputs { outputs.append(try value(of: index)) }
    append(result, inputs, outputs, name: operation.name)
  }

  /// Appends a node whose output is not in the file and returns that output.
  mutating func addStep(
    _ step: Operator, _ inputs: [ValueID], for operation: TFLiteOperator
  ) throws(FormatError) -> ValueID {
    do throws(GraphError) {
      let types = try graph.inferredTypes(of: step, inputs: inputs, node: operation.name)
      let id = append(
        Value(
          name: "\(operation.name) \(step.name)", type: types[0],
          quantization: graph[inputs[0]].quantization))
      append(step, inputs, [id], name: operation.name)
      return id
    } catch {
      throw .graph(error)
    }
  }

  /// The declared type of an output.
  func outputType(
    _ position: Int, of operation: TFLiteOperator
  ) throws(FormatError) -> TensorType {
    guard position < operation.outputs.count else {
      throw .malformed(place: operation.place, reason: "has no output \(position)")
    }
    return try file.tensors[operation.outputs[position]].type()
  }

  /// The numbers of an input that says how the operator works (axes, sizes, paddings). They must be
  /// in the file; an empty list may be.
  func integers(
    _ position: Int, of operation: TFLiteOperator
  ) throws(FormatError) -> [Int] {
    let tensor = constantTensor(behind: try tensorIndex(position, of: operation))
    if tensor.shape.contains(0) { return [] }
    return try attribute(tensor, position, operation).integers()
  }

  /// The one number of such an input.
  func integer(_ position: Int, of operation: TFLiteOperator) throws(FormatError) -> Int {
    let list = try integers(position, of: operation)
    guard list.count == 1 else {
      throw .malformed(
        place: operation.place, reason: "input \(position) holds \(list.count) numbers, not one")
    }
    return list[0]
  }

  /// The one real number of such an input; an integer tensor's by its quantisation.
  func real(_ position: Int, of operation: TFLiteOperator) throws(FormatError) -> Float {
    let tensor = constantTensor(behind: try tensorIndex(position, of: operation))
    let constant = try attribute(tensor, position, operation)
    guard constant.elementCount == 1 else {
      throw .malformed(
        place: operation.place,
        reason: "input \(position) holds \(constant.elementCount) numbers, not one")
    }
    let stored = constant.floats()[0]
    guard !constant.elementType.isFloatingPoint, let quantization = tensor.quantization,
      let scale = quantization.scales.first
    else { return stored }
    return scale * (stored - Float(quantization.zeroPoints.first ?? 0))
  }

  private func attribute(
    _ tensor: TFLiteTensor, _ position: Int, _ operation: TFLiteOperator
  ) throws(FormatError) -> Constant {
    let type = try tensor.type()
    guard let constant = try constant(of: tensor, type) else {
      throw .unsupported(
        place: operation.place,
        reason: "input \(position) ('\(tensor.name)') is computed; only constants are supported "
          + "there")
    }
    try file.buffer.spend(constant.elementCount * type.elementType.size)
    return constant
  }

  /// An axis that may count from the end.
  func axis(
    _ axis: Int, of shape: Shape, in operation: TFLiteOperator
  ) throws(FormatError) -> Int {
    guard axis >= -shape.rank, axis < shape.rank else {
      throw .malformed(
        place: operation.place, reason: "axis \(axis) is outside \(shape.description)")
    }
    return axis < 0 ? axis + shape.rank : axis
  }

  func activation(
    _ code: Int8, place: String
  ) throws(FormatError) -> Activation {
    switch TFLiteOptions.Activation(rawValue: code) {
    case .some(.none): return .identity
    case .relu: return .relu
    case .reluMinusOneToOne: return .clip(minimum: -1, maximum: 1)
    case .relu6: return .relu6
    case .tanh: return .tanh
    case .signBit, nil:
      throw .unsupported(
        place: place, reason: "fused activation \(code) is not supported")
    }
  }
}

extension Value {
  /// The value whose axis `i` is axis `order[i]` of this one.
  fileprivate func transposed(by order: [Int]) -> Value {
    var result = self
    result.type.shape = shape.permuted(by: order)
    result.constant = constant?.transposed(by: order)
    if let axis = quantization?.axis { result.quantization?.axis = order.firstIndex(of: axis) }
    return result
  }
}
