import SilhouetteGraph

/// How the 32-bit sums of a convolution become int8:
/// `scale(Σ (x − zx) · w + bias, sx · sw[c] / sy) + zy`, cut to what the activation lets through.
struct QuantizedSums: Sendable {
  /// One for each output channel.
  let factors: [FixedPointMultiplier]
  let inputZeroPoint: Int
  let outputZeroPoint: Int
  let range: ClosedRange<Int>

  func callAsFunction(_ sum: Int, channel: Int) -> Int {
    range.clamping(Int(factors[channel].scale(Int32(clamping: sum))) + outputZeroPoint)
  }
}

extension QuantizedNode {
  /// Of a convolution or transposed convolution.
  func sums(_ activation: Activation) throws(RuntimeError) -> QuantizedSums {
    let (input, output) = (
      try quantization(of: inputs[0]), try quantization(of: results[0])
    )
    let scales = try weightScales()
    try requireSumsFit(input)
    var factors: [FixedPointMultiplier] = []
    for scale in scales {
      factors.append(
        try factor(Double(input.scale) * Double(scale) / Double(output.scale)))
    }
    return QuantizedSums(
      factors: factors, inputZeroPoint: Int(input.zeroPoint),
      outputZeroPoint: Int(output.zeroPoint), range: try range(activation))
  }

  /// The scale of each output channel of constant int8 weights.
  private func weightScales() throws(RuntimeError) -> [Float] {
    let weights = inputs[1]
    guard weights.elementType == .int8, weights.constant != nil,
      let quantization = weights.quantization,
      !quantization.zeroPoints.contains(where: { $0 != 0 })
    else { throw unsupported("weights '\(weights.name)' are not constant, symmetric int8") }
    switch quantization.axis {
    case nil: return [Float](repeating: quantization.scale, count: weights.shape[0])
    case 0: return quantization.scales
    default:
      throw unsupported("weights '\(weights.name)' are not scaled by output channel")
    }
  }

  /// No sum of this node may pass 32 bits, whatever comes in: `255 · Σ |w| + |bias|` per channel.
  private func requireSumsFit(_ input: Quantization) throws(RuntimeError) {
    let weights = inputs[1].constant?.integers() ?? []
    var biases = [Int](repeating: 0, count: inputs[1].shape[0])
    if inputs.count > 2 {
      guard inputs[2].elementType == .int32, let constant = inputs[2].constant else {
        throw unsupported("bias '\(inputs[2].name)' is not constant int32")
      }
      biases = constant.integers()
    }
    let perChannel = weights.count / biases.count
    for (channel, bias) in biases.enumerated() {
      var largest = Int64(bias.magnitude)
      for weight in weights[channel * perChannel..<(channel + 1) * perChannel] {
        largest += 255 * Int64(weight.magnitude)
      }
      guard largest <= Int64(Int32.max) else {
        throw unsupported("sums of output channel \(channel) can pass 32 bits")
      }
    }
  }
}
