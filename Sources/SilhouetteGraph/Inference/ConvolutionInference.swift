extension Convolution {
  func inferred(_ inputs: [TensorType]) throws(InferenceFailure) -> TensorType {
    try requireParameterTypes(inputs)
    var picture = try PictureShape(inputs[0].shape)
    let weights = inputs[1].shape
    guard weights.rank == 4 else {
      throw InferenceFailure("weights \(weights.description) have not four axes")
    }
    let outputChannels = weights[0]
    guard groups >= 1, picture.channels % groups == 0, outputChannels % groups == 0 else {
      throw InferenceFailure(
        "\(groups) groups divide neither \(picture.channels) nor \(outputChannels) channels")
    }
    guard weights[3] == picture.channels / groups else {
      throw InferenceFailure(
        "weights \(weights.description) do not fit \(picture.channels) channels in \(groups) groups"
      )
    }
    try requireBias(inputs, channels: outputChannels)
    picture.height = try slidingExtent(
      picture.height, window: weights[1], stride: strides.height, dilation: dilations.height,
      padding: (padding.top, padding.bottom), axis: "height")
    picture.width = try slidingExtent(
      picture.width, window: weights[2], stride: strides.width, dilation: dilations.width,
      padding: (padding.left, padding.right), axis: "width")
    picture.channels = outputChannels
    return TensorType(inputs[0].elementType, picture.shape)
  }
}

extension TransposedConvolution {
  func inferred(_ inputs: [TensorType]) throws(InferenceFailure) -> TensorType {
    try requireParameterTypes(inputs)
    var picture = try PictureShape(inputs[0].shape)
    let weights = inputs[1].shape
    guard weights.rank == 4, weights[3] == picture.channels else {
      throw InferenceFailure(
        "weights \(weights.description) do not fit \(picture.channels) channels")
    }
    try requireBias(inputs, channels: weights[0])
    picture.height = try grown(
      picture.height, window: weights[1], stride: strides.height, padding: padding.vertical,
      added: outputPadding.height)
    picture.width = try grown(
      picture.width, window: weights[2], stride: strides.width, padding: padding.horizontal,
      added: outputPadding.width)
    picture.channels = weights[0]
    return TensorType(inputs[0].elementType, picture.shape)
  }

  private func grown(
    _ input: Int, window: Int, stride: Int, padding: Int, added: Int
  ) throws(InferenceFailure) -> Int {
    let limit = Shape.maximumElementCount
    guard stride >= 1, stride <= limit / input, padding >= 0, added >= 0, added <= limit else {
      throw InferenceFailure("stride \(stride) or padding \(padding) is out of range")
    }
    let output = (input - 1) * stride + window - padding + added
    guard output >= 1 else { throw InferenceFailure("padding \(padding) leaves no output") }
    return output
  }
}

extension FullyConnected {
  static func inferred(_ inputs: [TensorType]) throws(InferenceFailure) -> TensorType {
    try requireParameterTypes(inputs)
    var shape = inputs[0].shape
    let weights = inputs[1].shape
    guard shape.rank >= 1, weights.rank == 2, weights[1] == shape[shape.rank - 1] else {
      throw InferenceFailure(
        "weights \(weights.description) do not fit the input \(shape.description)")
    }
    try requireBias(inputs, channels: weights[0])
    shape[shape.rank - 1] = weights[0]
    return TensorType(inputs[0].elementType, shape)
  }
}

extension BatchNormalization {
  static func inferred(_ inputs: [TensorType]) throws(InferenceFailure) -> TensorType {
    let shape = inputs[0].shape
    for input in inputs where !input.elementType.isFloatingPoint {
      throw InferenceFailure("\(input.description) is not of floating point")
    }
    guard shape.rank >= 1 else { throw InferenceFailure("a scalar has no channels") }
    for parameter in inputs.dropFirst() where parameter.shape != [shape[shape.rank - 1]] {
      throw InferenceFailure(
        "parameters \(parameter.shape.description) do not fit \(shape[shape.rank - 1]) channels")
    }
    return inputs[0]
  }
}

private func requireBias(_ inputs: [TensorType], channels: Int) throws(InferenceFailure) {
  guard inputs.count < 3 || inputs[2].shape == [channels] else {
    throw InferenceFailure(
      "bias \(inputs[2].shape.description) does not fit \(channels) output channels")
  }
}

/// Floating point takes float32 or float16 weights and bias; integers take weights of their own type
/// and an int32 bias.
private func requireParameterTypes(_ inputs: [TensorType]) throws(InferenceFailure) {
  let elementType = inputs[0].elementType
  let weights = inputs[1].elementType
  let bias = inputs.count > 2 ? inputs[2].elementType : nil
  let fits =
    switch elementType {
    case .float32: weights.isFloatingPoint && bias?.isFloatingPoint != false
    case .int8, .uint8: weights == elementType && (bias ?? .int32) == .int32
    case .float16, .int32, .int64, .bool: false
    }
  guard fits else {
    throw InferenceFailure(
      "\(weights.name) weights\(bias.map { " and \($0.name) bias" } ?? "") do not go with "
        + "\(elementType.name)")
  }
}
