import SilhouetteGraph

/// The sum of two int8 numbers: with `t = 2 · max(s1, s2)`, each input is brought to the scale
/// `t / 2^20`, `a = scale((x1 − z1) · 2^20, s1 / t)`, and the sum from there to the output's,
/// `scale(a + b, t / (2^20 · sy)) + zy`.
struct QuantizedAddition: Sendable {
  static let headroom: Int32 = 20

  let zeroPoints: (Int, Int)
  let factors: (FixedPointMultiplier, FixedPointMultiplier)
  let outputFactor: FixedPointMultiplier
  let outputZeroPoint: Int
  let range: ClosedRange<Int>

  func callAsFunction(_ x1: Int, _ x2: Int) -> Int {
    let a = factors.0.scale(Int32(x1 - zeroPoints.0) << QuantizedAddition.headroom)
    let b = factors.1.scale(Int32(x2 - zeroPoints.1) << QuantizedAddition.headroom)
    return range.clamping(Int(outputFactor.scale(a + b)) + outputZeroPoint)
  }
}

/// The product of two int8 numbers: `scale((x1 − z1) · (x2 − z2), s1 · s2 / sy) + zy`.
struct QuantizedProduct: Sendable {
  let zeroPoints: (Int, Int)
  let factor: FixedPointMultiplier
  let outputZeroPoint: Int
  let range: ClosedRange<Int>

  func callAsFunction(_ x1: Int, _ x2: Int) -> Int {
    let product = Int32((x1 - zeroPoints.0) * (x2 - zeroPoints.1))
    return range.clamping(Int(factor.scale(product)) + outputZeroPoint)
  }
}

/// The mean of `count` int8 numbers. The division is folded into the factor `sx / sy = M · 2^(e − 31)`:
/// `M′ = M · 2^k / count` rounded down and `e′ = e − k`, where
/// `k = min(bits(count) − 1, 32, 31 + e)` keeps as many bits as fit;
/// then `scale(Σ x − zx · count, (M′, e′)) + zy`.
struct QuantizedMean: Sendable {
  let count: Int
  let inputZeroPoint: Int
  let factor: FixedPointMultiplier
  let outputZeroPoint: Int

  init(count: Int, factor: FixedPointMultiplier, inputZeroPoint: Int, outputZeroPoint: Int) {
    let highestBit = Int.bitWidth - 1 - count.leadingZeroBitCount
    let shift = min(highestBit, 32, 31 + factor.exponent)
    self.count = count
    self.factor = FixedPointMultiplier(
      mantissa: Int32((Int64(factor.mantissa) << Int64(shift)) / Int64(count)),
      exponent: factor.exponent - shift)
    self.inputZeroPoint = inputZeroPoint
    self.outputZeroPoint = outputZeroPoint
  }

  func callAsFunction(sum: Int) -> Int {
    let scaled = factor.scale(Int32(clamping: sum - inputZeroPoint * count))
    return (-128...127).clamping(Int(scaled) + outputZeroPoint)
  }
}

/// The mean of the `count` numbers under a pooling window, which keep scale and zero point:
/// `sum / count` rounded to nearest, ties away from zero.
func quantizedAverage(sum: Int, count: Int) -> Int {
  sum > 0 ? (sum + count / 2) / count : (sum - count / 2) / count
}

extension QuantizedNode {
  func addition(_ activation: Activation) throws(RuntimeError) -> QuantizedAddition {
    let (a, b) = (try quantization(of: inputs[0]), try quantization(of: inputs[1]))
    let output = try quantization(of: results[0])
    let common = 2 * Double(max(a.scale, b.scale))
    let one = Double(1 << QuantizedAddition.headroom)
    return QuantizedAddition(
      zeroPoints: (Int(a.zeroPoint), Int(b.zeroPoint)),
      factors: (try factor(Double(a.scale) / common), try factor(Double(b.scale) / common)),
      outputFactor: try factor(common / (one * Double(output.scale))),
      outputZeroPoint: Int(output.zeroPoint), range: try range(activation))
  }

  func product(_ activation: Activation) throws(RuntimeError) -> QuantizedProduct {
    let (a, b) = (try quantization(of: inputs[0]), try quantization(of: inputs[1]))
    let output = try quantization(of: results[0])
    return QuantizedProduct(
      zeroPoints: (Int(a.zeroPoint), Int(b.zeroPoint)),
      // In float32, as the kernels that this follows compute it.
      factor: try factor(Double(a.scale * b.scale / output.scale)),
      outputZeroPoint: Int(output.zeroPoint), range: try range(activation))
  }

  func mean() throws(RuntimeError) -> QuantizedMean {
    let (input, output) = (
      try quantization(of: inputs[0]), try quantization(of: results[0])
    )
    let count = inputs[0].shape.elementCount / results[0].shape.elementCount
    guard count <= Int(Int32.max) / 255 else { throw unsupported("sums can pass 32 bits") }
    return QuantizedMean(
      count: count, factor: try factor(Double(input.scale) / Double(output.scale)),
      inputZeroPoint: Int(input.zeroPoint), outputZeroPoint: Int(output.zeroPoint))
  }
}
