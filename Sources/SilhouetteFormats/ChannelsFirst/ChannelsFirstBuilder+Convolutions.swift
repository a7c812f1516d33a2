import SilhouetteGraph

extension ChannelsFirstBuilder {
  /// Weights are `[outputChannels, c / groups, kernelHeight, kernelWidth]`, the bias
  /// `[outputChannels]`.
  mutating func convolution(
    _ picture: Tensor, weights: Tensor, bias: Tensor? = nil, _ convolution: Convolution
  ) throws(FormatError) -> Tensor {
    try requirePicture(weights)
    var inputs = [try pictureValue(picture)]
    inputs.append(try aligned(weights, to: Self.picture).value)
    if let bias { inputs.append(bias.value) }
    return Tensor(value: try add(.convolution(convolution), inputs), order: Self.picture)
  }

  /// Weights are `[c, outputChannels, kernelHeight, kernelWidth]`, the bias `[outputChannels]`.
  mutating func transposedConvolution(
    _ picture: Tensor, weights: Tensor, bias: Tensor? = nil, _ convolution: TransposedConvolution
  ) throws(FormatError) -> Tensor {
    try requirePicture(weights)
    var inputs = [try pictureValue(picture)]
    inputs.append(try aligned(weights, to: [3, 0, 1, 2]).value)
    if let bias { inputs.append(bias.value) }
    return Tensor(value: try add(.transposedConvolution(convolution), inputs), order: Self.picture)
  }

  /// `[…, k]` times `[k, n]` (`[n, k]` if transposed), bias `[n]`. Output: `[…, n]`.
  mutating func matrixProduct(
    _ tensor: Tensor, weights: Tensor, isTransposed: Bool = false, bias: Tensor? = nil
  ) throws(FormatError) -> Tensor {
    guard weights.order.count == 2, isConstant(weights) else {
      throw .unsupported(
        place: place, reason: "a product is supported only with a constant matrix")
    }
    guard let last = tensor.order.last else {
      throw .malformed(place: place, reason: "its input is a scalar")
    }
    let identity = Array(0..<tensor.order.count)
    let rows = last == tensor.order.count - 1 ? tensor : try aligned(tensor, to: identity)
    var inputs = [rows.value]
    inputs.append(try aligned(weights, to: isTransposed ? [0, 1] : [1, 0]).value)
    if let bias { inputs.append(bias.value) }
    return Tensor(value: try add(.fullyConnected(FullyConnected()), inputs), order: rows.order)
  }

  /// Scale, bias, mean and variance are `[c]`, channels the second axis.
  mutating func batchNormalization(
    _ tensor: Tensor, scale: Tensor, bias: Tensor, mean: Tensor, variance: Tensor, epsilon: Float
  ) throws(FormatError) -> Tensor {
    let rank = tensor.order.count
    guard rank >= 2 else {
      throw .malformed(place: place, reason: "\(shape(of: tensor)) has no channels")
    }
    let channelsLast = rank == 4 ? Self.picture : [0, rank - 1] + Array(1..<(rank - 1))
    let input = tensor.order[1] == rank - 1 ? tensor : try aligned(tensor, to: channelsLast)
    let value = try add(
      .batchNormalization(BatchNormalization(epsilon: epsilon)),
      [input.value, scale.value, bias.value, mean.value, variance.value])
    return Tensor(value: value, order: input.order)
  }
}
