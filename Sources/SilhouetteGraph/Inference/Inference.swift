/// Why an operator cannot work on its inputs; wrapped with the node's name where it is caught.
struct InferenceFailure: Error {
  var reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}

extension Graph {
  /// The types of what `operation` makes of `inputs`.
  ///
  /// - Throws: ``GraphError/valueOutOfRange(node:index:count:)`` or
  ///   ``GraphError/invalidNode(node:operation:reason:)``.
  public func inferredTypes(
    of operation: Operator, inputs: [ValueID], node: String
  ) throws(GraphError) -> [TensorType] {
    for input in inputs where !values.indices.contains(input.index) {
      throw .valueOutOfRange(node: node, index: input.index, count: values.count)
    }
    let types = inputs.map { self[$0].type }
    do throws(InferenceFailure) {
      let outputs = try operation.inferredTypes(of: types)
      for output in outputs where output.shape.checkedElementCount == nil {
        throw InferenceFailure("the output would be \(output.description)")
      }
      return outputs
    } catch {
      throw .invalidNode(node: node, operation: operation.name, reason: error.reason)
    }
  }
}

extension Operator {
  /// The types of the outputs; throws on any contradiction between inputs and attributes.
  func inferredTypes(of inputs: [TensorType]) throws(InferenceFailure) -> [TensorType] {
    try requireCount(inputs)
    switch self {
    case .convolution(let convolution): return [try convolution.inferred(inputs)]
    case .transposedConvolution(let convolution): return [try convolution.inferred(inputs)]
    case .fullyConnected: return [try FullyConnected.inferred(inputs)]
    case .batchNormalization: return [try BatchNormalization.inferred(inputs)]
    case .activation, .affine:
      try requireRealNumbers(inputs[0])
      return [inputs[0]]
    case .prelu:
      try requireRealNumbers(inputs[0])
      return [try inferredBroadcast(inputs, keepsFirst: true)]
    case .binary: return [try inferredBroadcast(inputs, keepsFirst: false)]
    case .cast(let cast): return [TensorType(cast.elementType, inputs[0].shape)]
    case .quantize(let elementType): return [try inferredQuantized(inputs[0], to: elementType)]
    case .dequantize: return [try inferredDequantized(inputs[0])]
    case .pool(let pool): return [try pool.inferred(inputs[0])]
    case .adaptiveAveragePool(let pool): return [try pool.inferred(inputs[0])]
    case .reduction(let reduction): return [try reduction.inferred(inputs[0])]
    case .softmax(let softmax):
      try requireRealNumbers(inputs[0])
      try requireAxis(softmax.axis, of: inputs[0].shape)
      return [inputs[0]]
    case .argMax(let argMax): return [try argMax.inferred(inputs[0])]
    case .resize(let resize): return [try resize.inferred(inputs[0])]
    case .windowedResize(let resize):
      try requireRealNumbers(inputs[0])
      return [try resize.inferred(inputs[0])]
    case .concatenation(let concatenation): return [try concatenation.inferred(inputs)]
    case .split(let split): return try split.inferred(inputs[0])
    case .slice(let slice): return [try slice.inferred(inputs[0])]
    case .pad(let pad): return [try pad.inferred(inputs[0])]
    case .reshape(let reshape): return [try reshape.inferred(inputs[0])]
    case .transpose(let transpose): return [try transpose.inferred(inputs[0])]
    case .gather(let gather): return [try gather.inferred(inputs[0])]
    case .broadcast(let broadcast): return [try broadcast.inferred(inputs[0])]
    }
  }

  /// How many inputs the operator takes.
  var inputCounts: ClosedRange<Int> {
    switch self {
    case .convolution, .transposedConvolution, .fullyConnected: 2...3
    case .batchNormalization: 5...5
    case .prelu, .binary: 2...2
    case .concatenation: 1...Int.max
    default: 1...1
    }
  }

  private func requireCount(_ inputs: [TensorType]) throws(InferenceFailure) {
    guard inputCounts.contains(inputs.count) else {
      let lower = inputCounts.lowerBound
      let upper = inputCounts.upperBound
      let expected = lower == upper ? "\(lower)" : "\(lower) or more"
      throw InferenceFailure("takes \(expected) inputs, not \(inputs.count)")
    }
  }

  private func inferredQuantized(
    _ input: TensorType, to elementType: ElementType
  ) throws(InferenceFailure) -> TensorType {
    guard elementType.isQuantizable,
      input.elementType.isQuantizable || input.elementType == .float32
    else {
      throw InferenceFailure("\(input.description) is not quantised to \(elementType.name)")
    }
    return TensorType(elementType, input.shape)
  }

  private func inferredDequantized(
    _ input: TensorType
  ) throws(InferenceFailure) -> TensorType {
    guard input.elementType.isQuantizable || input.elementType == .float16 else {
      throw InferenceFailure("\(input.description) holds real numbers as they are")
    }
    return TensorType(.float32, input.shape)
  }

  private func inferredBroadcast(
    _ inputs: [TensorType], keepsFirst: Bool
  ) throws(InferenceFailure) -> TensorType {
    let (a, b) = (inputs[0], inputs[1])
    guard a.elementType == b.elementType else {
      throw InferenceFailure("\(a.description) and \(b.description) differ in type")
    }
    guard let shape = a.shape.broadcast(with: b.shape), !keepsFirst || shape == a.shape else {
      throw InferenceFailure("\(a.description) and \(b.description) do not broadcast")
    }
    return TensorType(a.elementType, shape)
  }
}

extension ElementType {
  /// Whether integers of this type stand for real numbers by a ``Quantization``.
  fileprivate var isQuantizable: Bool { self == .int8 || self == .uint8 || self == .int32 }
}

/// Numbers of these types are real ones, or stand for them by a ``Quantization``; indices and truth
/// values do not.
private func requireRealNumbers(_ input: TensorType) throws(InferenceFailure) {
  switch input.elementType {
  case .float32, .float16, .int8, .uint8: break
  case .int32, .int64, .bool:
    throw InferenceFailure("\(input.description) does not hold real numbers")
  }
}

func requireAxis(_ axis: Int, of shape: Shape) throws(InferenceFailure) {
  guard axis >= 0, axis < shape.rank else {
    throw InferenceFailure("axis \(axis) is outside \(shape.description)")
  }
}

/// The extents of a picture `[n, h, w, c]`.
struct PictureShape {
  var batch: Int
  var height: Int
  var width: Int
  var channels: Int

  init(_ shape: Shape) throws(InferenceFailure) {
    guard shape.rank == 4 else {
      throw InferenceFailure("\(shape.description) is not [batch, height, width, channels]")
    }
    batch = shape[0]
    height = shape[1]
    width = shape[2]
    channels = shape[3]
  }

  var shape: Shape { [batch, height, width, channels] }
}

/// The number of places of a window that slides along one axis.
func slidingExtent(
  _ input: Int, window: Int, stride: Int, dilation: Int = 1, padding: (Int, Int), axis: String
) throws(InferenceFailure) -> Int {
  guard window >= 1, stride >= 1, dilation >= 1, padding.0 >= 0, padding.1 >= 0 else {
    throw InferenceFailure(
      "window \(window), stride \(stride), dilation \(dilation) and padding "
        + "\(padding.0), \(padding.1) along the \(axis) must be positive")
  }
  let limit = Shape.maximumElementCount
  guard window <= limit, stride <= limit, dilation <= limit / window,
    padding.0 <= limit, padding.1 <= limit
  else { throw InferenceFailure("the window along the \(axis) is larger than any picture") }
  let room = input + padding.0 + padding.1 - ((window - 1) * dilation + 1)
  guard room >= 0 else {
    throw InferenceFailure(
      "a window of \(window) with dilation \(dilation) does not fit the padded \(axis) "
        + "\(input + padding.0 + padding.1)")
  }
  return room / stride + 1
}
