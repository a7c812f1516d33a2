import CSilhouetteKernels

/// Weights, biases and factors of a convolution in the order of its kernel: blocks of 16 output
/// channels, `[group][block][kernel row][kernel column][input channel][16]`, missing ones zero.
///
/// A depthwise convolution is packed as one group whose "input channels" are the single one that
/// each output reads.
struct PackedInt8Weights {
  let weights: UnsafeRawPointer
  let bias: UnsafeRawPointer
  /// For each block 16 mantissas, then 16 exponents.
  let factors: UnsafePointer<Int32>
  /// Every possible sum is an exact float32.
  let isFloat: Bool
  /// A scaled sum could pass 32 bits on the way.
  let saturates: Bool

  /// - Parameters:
  ///   - weights: `[output channel][…]`.
  ///   - biases: one for each output channel, or none.
  ///   - factors: one for each output channel.
  init(
    weights: [Int], biases: [Int], factors: [FixedPointMultiplier], groups: Int,
    in memory: ProgramMemory
  ) {
    let outputs = factors.count
    let taps = weights.count / outputs
    let block = Int(SLH_INT8_BLOCK)
    let blocks = (outputs / groups + block - 1) / block
    var packedWeights = [Int32](repeating: 0, count: groups * blocks * taps * block)
    var packedBias = [Int32](repeating: 0, count: groups * blocks * block)
    var packedFactors = [Int32](repeating: 0, count: groups * blocks * block * 2)
    var largest: Int64 = 0
    var saturates = false
    for output in 0..<outputs {
      let (group, member) = output.quotientAndRemainder(dividingBy: outputs / groups)
      let (number, lane) = (group * blocks + member / block, member % block)
      let bias = biases.isEmpty ? 0 : biases[output]
      var magnitude = Int64(bias.magnitude)
      for tap in 0..<taps {
        let weight = weights[output * taps + tap]
        packedWeights[(number * taps + tap) * block + lane] = Int32(weight)
        magnitude += 255 * Int64(weight.magnitude)
      }
      packedBias[number * block + lane] = Int32(bias)
      packedFactors[number * 2 * block + lane] = factors[output].mantissa
      packedFactors[(number * 2 + 1) * block + lane] = Int32(factors[output].exponent)
      largest = max(largest, magnitude)
      if !factors[output].staysInside32Bits(magnitude: magnitude) { saturates = true }
    }
    isFloat = largest < 1 << 24
    self.saturates = saturates
    self.factors = memory.store(packedFactors)
    if isFloat {
      self.weights = UnsafeRawPointer(memory.store(packedWeights.map { Float($0) }))
      bias = UnsafeRawPointer(memory.store(packedBias.map { Float($0) }))
    } else {
      self.weights = UnsafeRawPointer(memory.store(packedWeights))
      bias = UnsafeRawPointer(memory.store(packedBias))
    }
  }
}
