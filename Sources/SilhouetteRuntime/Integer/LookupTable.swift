import CSilhouetteKernels
import SilhouetteGraph

/// An int8 function of one int8 number as its 256 results, the one for −128 first.
struct LookupTable: Sendable {
  let results: [Int8]

  subscript(q: Int) -> Int { Int(results[q + 128]) }

  private init(_ result: (Int) -> Int) {
    results = (-128...127).map { Int8(clamping: result($0)) }
  }

  /// An activation from one quantisation to another; `nil` if no integer formula is known for it or
  /// the scales lie too far apart.
  init?(_ activation: Activation, from input: Quantization, to output: Quantization) {
    switch activation {
    case .sigmoid: self.init(sigmoidFrom: input, to: output)
    case .hardSwish: self.init(hardSwishFrom: input, to: output)
    case .identity, .relu, .relu6, .clip:
      guard let range = quantizedRange(of: activation, output) else { return nil }
      self.init(rescaleFrom: input, to: output, range: range)
    case .leakyRelu, .hardSigmoid, .tanh: return nil
    }
  }

  /// `round(sigmoid(real) / scale) + zeroPoint`; the scale is 1/256 and the zero point −128 in every
  /// file of TensorFlow Lite.
  private init(sigmoidFrom input: Quantization, to output: Quantization) {
    self.init { q in
      let real = Double(input.scale) * Double(q - Int(input.zeroPoint))
      return quantized(Float(1 / (1 + slh_exp(-real))), output)
    }
  }

  /// `scale(q − zeroPoint) + zeroPoint′`, cut to the range.
  private init?(
    rescaleFrom input: Quantization, to output: Quantization, range: ClosedRange<Int>
  ) {
    guard let factor = FixedPointMultiplier(Double(input.scale) / Double(output.scale)) else {
      return nil
    }
    self.init { q in
      range.clamping(
        Int(factor.scale(Int32(q) - input.zeroPoint)) + Int(output.zeroPoint))
    }
  }

  /// `x · relu6(x + 3) / 6` in 16-bit fixed point, as TensorFlow Lite's reference kernel
  /// (`kernels/internal/reference/hard_swish.h`) has it.
  ///
  /// The input, shifted left by 7, is scaled twice: to the output's scale, and to the scale
  /// `3 / 2^15` on which saturation to 16 bits is the clipping to −3…3. Half of that plus 2^14 is
  /// `relu6(x + 3) / 6` with 15 fraction bits.
  private init?(hardSwishFrom input: Quantization, to output: Quantization) {
    let fineScale = input.scale / 128
    guard
      let toOutput = FixedPointMultiplier(Double(fineScale) / Double(output.scale)),
      let toGate = FixedPointMultiplier(Double(fineScale) / Double(Float(3) / 32768)),
      toOutput.exponent <= 0
    else { return nil }
    self.init { q in
      let fine = Int16(clamping: (q - Int(input.zeroPoint)) * 128)
      let scaled = roundingDoublingHighMultiply(fine, toOutput.mantissa16)

      var gate = fine
      if toGate.exponent > 0 { gate = saturatingShiftLeft(gate, by: toGate.exponent - 1) }
      gate = roundingDoublingHighMultiply(gate, toGate.mantissa16)
      if toGate.exponent > 0 { gate = saturatingShiftLeft(gate, by: 1) }
      if toGate.exponent < 0 { gate = roundingShiftRight(gate, by: min(-toGate.exponent, 15)) }
      gate = Int16((Int32(gate) + 1 << 15) >> 1)

      let product = Int16(Int32(gate) * Int32(scaled) / (1 << 15))
      return Int(roundingShiftRight(product, by: min(-toOutput.exponent, 15)))
        + Int(output.zeroPoint)
    }
  }
}

extension FixedPointMultiplier {
  /// The mantissa with 15 instead of 31 fraction bits, rounded.
  fileprivate var mantissa16: Int16 {
    Int16(clamping: (Int64(mantissa) + 1 << 15) >> 16)
  }
}

private func saturatingShiftLeft(_ x: Int16, by shift: Int) -> Int16 {
  Int16(clamping: Int64(x) << Int64(min(shift, 32)))
}
