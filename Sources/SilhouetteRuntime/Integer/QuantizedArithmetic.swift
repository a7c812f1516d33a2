import SilhouetteGraph

/// The value of the quantised element type that stands nearest to `real`, before it is cut to the
/// type's range: `round(real / scale) + zeroPoint` in float32, halves away from zero.
func quantized(_ real: Float, _ quantization: Quantization) -> Int {
  let limited = max(min(Double(real / quantization.scale), 0x1p30), -0x1p30)
  return Int(roundedHalfAway(limited)) + Int(quantization.zeroPoint)
}

/// The integers that an int8 output may take under a fused activation; `nil` if the activation is
/// more than two bounds.
func quantizedRange(
  of activation: Activation, _ quantization: Quantization
) -> ClosedRange<Int>? {
  let all = -128...127
  func bound(_ real: Float) -> Int {
    min(max(quantized(real, quantization), all.lowerBound), all.upperBound)
  }
  switch activation {
  case .identity: return all
  case .relu: return bound(0)...all.upperBound
  case .relu6: return bound(0)...max(bound(0), bound(6))
  case .clip(let minimum, let maximum):
    guard minimum <= maximum else { return nil }
    return bound(minimum)...bound(maximum)
  case .leakyRelu, .hardSwish, .hardSigmoid, .sigmoid, .tanh: return nil
  }
}

extension ClosedRange<Int> {
  /// The nearest number of the range.
  func clamping(_ x: Int) -> Int {
    Swift.min(Swift.max(x, lowerBound), upperBound)
  }
}
