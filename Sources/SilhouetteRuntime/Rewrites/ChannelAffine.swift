import SilhouetteGraph

/// `y[…, c] = scale[c] · x[…, c] + bias[c]`: what batch normalisation, products and sums with a
/// constant per channel, and linear depthwise 1×1 convolutions have in common.
///
/// In double precision, so that folding one into weights rounds once.
struct ChannelAffine {
  let input: ValueID
  var scale: [Double]
  var bias: [Double]

  /// The one that follows `self`: `later(self(x))`.
  func followed(by later: ChannelAffine) -> ChannelAffine {
    var result = self
    for channel in scale.indices {
      result.scale[channel] *= later.scale[channel]
      result.bias[channel] = result.bias[channel] * later.scale[channel] + later.bias[channel]
    }
    return result
  }
}

extension GraphEditor {
  /// The node at an index as scale and bias per channel, if it is that and has no activation.
  func channelAffine(at index: Int) -> ChannelAffine? {
    guard let affine = uncheckedChannelAffine(at: index),
      affine.scale.allSatisfy({ $0.isFinite }), affine.bias.allSatisfy({ $0.isFinite })
    else { return nil }
    return affine
  }

  private func uncheckedChannelAffine(at index: Int) -> ChannelAffine? {
    guard let node = floatNode(index), node.outputs.count == 1,
      node.operation.fusedActivation == .identity,
      let channels = shape(of: node.outputs[0]).dimensions.last
    else { return nil }
    switch node.operation {
    case .batchNormalization(let normalization):
      return channelAffine(normalization, node)
    case .affine(let affine):
      return ChannelAffine(
        input: node.inputs[0],
        scale: [Double](repeating: Double(affine.scale), count: channels),
        bias: [Double](repeating: Double(affine.bias), count: channels))
    case .binary(let binary):
      return channelAffine(binary.kind, node, channels)
    case .convolution:
      return depthwiseAffine(at: index)
    default:
      return nil
    }
  }

  /// `(x − mean) / √(variance + ε) · scale + bias`
  private func channelAffine(
    _ normalization: BatchNormalization, _ node: Node
  ) -> ChannelAffine? {
    guard let scale = floats(node.inputs[1]), let bias = floats(node.inputs[2]),
      let mean = floats(node.inputs[3]), let variance = floats(node.inputs[4])
    else { return nil }
    var result = ChannelAffine(input: node.inputs[0], scale: [], bias: [])
    for channel in scale.indices {
      let factor =
        Double(scale[channel])
        / (Double(variance[channel]) + Double(normalization.epsilon)).squareRoot()
      result.scale.append(factor)
      result.bias.append(Double(bias[channel]) - Double(mean[channel]) * factor)
    }
    return result
  }

  private func channelAffine(
    _ kind: Binary.Kind, _ node: Node, _ channels: Int
  ) -> ChannelAffine? {
    let output = shape(of: node.outputs[0])
    for (place, operand) in [(0, 1), (1, 0)] where shape(of: node.inputs[place]) == output {
      guard let numbers = perChannel(node.inputs[operand], channels: channels) else { continue }
      return channelAffine(kind, numbers, of: node.inputs[place], isFirst: place == 0)
    }
    return nil
  }

  /// `x ⊕ numbers`, or `numbers ⊕ x` where `x` is not the first operand.
  private func channelAffine(
    _ kind: Binary.Kind, _ numbers: [Double], of input: ValueID, isFirst: Bool
  ) -> ChannelAffine? {
    let ones = [Double](repeating: 1, count: numbers.count)
    let zeros = [Double](repeating: 0, count: numbers.count)
    switch (kind, isFirst) {
    case (.add, _): return ChannelAffine(input: input, scale: ones, bias: numbers)
    case (.multiply, _): return ChannelAffine(input: input, scale: numbers, bias: zeros)
    case (.subtract, true):
      return ChannelAffine(input: input, scale: ones, bias: numbers.map { -$0 })
    case (.subtract, false):
      return ChannelAffine(input: input, scale: ones.map { -$0 }, bias: numbers)
    case (.divide, true):
      return ChannelAffine(input: input, scale: numbers.map { 1 / $0 }, bias: zeros)
    case (.divide, false), (.maximum, _), (.minimum, _): return nil
    }
  }

  private func depthwiseAffine(at index: Int) -> ChannelAffine? {
    guard let match = convolution(at: index), match.isPointwise, match.isLinear,
      match.attributes.groups == match.weightShape[0], match.weightShape[3] == 1,
      let weights = floats(match.weights)
    else { return nil }
    let bias = match.bias.flatMap { floats($0) } ?? [Float](repeating: 0, count: weights.count)
    return ChannelAffine(
      input: match.input, scale: weights.map { Double($0) }, bias: bias.map { Double($0) })
  }

  /// A constant that holds one number a channel and nothing else, or one number for all.
  private func perChannel(_ id: ValueID, channels: Int) -> [Double]? {
    let shape = shape(of: id)
    guard let numbers = floats(id) else { return nil }
    if numbers.count == 1 { return [Double](repeating: Double(numbers[0]), count: channels) }
    guard numbers.count == channels, shape.dimensions.last == channels else { return nil }
    return numbers.map { Double($0) }
  }
}
