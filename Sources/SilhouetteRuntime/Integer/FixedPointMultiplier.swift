/// A positive real factor kept as an integer, `mantissa · 2^(exponent − 31)` with the mantissa in
/// `2^30 ..< 2^31`: how integer networks scale a sum without floating point.
///
/// The rounding is that of TensorFlow Lite's reference kernels (`QuantizeMultiplier`,
/// `MultiplyByQuantizedMultiplier` in `kernels/internal/quantization_util.cc` and `common.h`),
/// which take it from gemmlowp: a rounding doubling high multiply, then a rounding shift.
struct FixedPointMultiplier: Hashable, Sendable {
  /// 0 for a factor below 2^−32.
  var mantissa: Int32
  var exponent: Int

  /// Factors above this shift every sum out of 32 bits; no network has one.
  static let maximumExponent = 30

  /// The nearest to `factor`; `nil` if that is not a positive number below 2^30.
  init?(_ factor: Double) {
    guard factor > 0, factor.isFinite else { return nil }
    // factor = fraction · 2^exponent with fraction in 0.5 ..< 1.
    var exponent = Int(factor.exponent) + 1
    let fraction = factor.significand / 2
    var mantissa = roundedHalfAway(fraction * 0x1p31)
    if mantissa == 1 << 31 {
      mantissa /= 2
      exponent += 1
    }
    if exponent < -31 { (mantissa, exponent) = (0, 0) }
    guard exponent <= FixedPointMultiplier.maximumExponent else { return nil }
    self.mantissa = Int32(mantissa)
    self.exponent = exponent
  }

  init(mantissa: Int32, exponent: Int) {
    self.mantissa = mantissa
    self.exponent = exponent
  }

  /// `x` times the factor: shifted left by `max(exponent, 0)`, multiplied high, shifted right by
  /// `max(−exponent, 0)`.
  func scale(_ x: Int32) -> Int32 {
    let shifted = Int32(clamping: Int64(x) << Int64(max(exponent, 0)))
    return roundingShiftRight(
      roundingDoublingHighMultiply(shifted, mantissa), by: max(-exponent, 0))
  }
}

/// `(2 · a · b) / 2^32`, rounded to nearest; a tie goes up.
///
/// As gemmlowp writes it: `(a · b + nudge) / 2^31` cut off towards zero, where the nudge is `2^30`
/// for a product that is not negative and `1 − 2^30` for a negative one.
func roundingDoublingHighMultiply(_ a: Int32, _ b: Int32) -> Int32 {
  let product = Int64(a) * Int64(b)
  let nudge: Int64 = product >= 0 ? 1 << 30 : 1 - (1 << 30)
  return Int32(clamping: (product + nudge) / (1 << 31))
}

/// The same for 16 bits: `(a · b + nudge) / 2^15` with a nudge of `2^14` or `1 − 2^14`.
func roundingDoublingHighMultiply(_ a: Int16, _ b: Int16) -> Int16 {
  let product = Int32(a) * Int32(b)
  let nudge: Int32 = product >= 0 ? 1 << 14 : 1 - (1 << 14)
  return Int16(clamping: (product + nudge) / (1 << 15))
}

/// `x / 2^shift`, rounded to nearest; a tie goes away from zero.
func roundingShiftRight<Number: FixedWidthInteger & SignedInteger>(
  _ x: Number, by shift: Int
) -> Number {
  let mask = (Number(1) << shift) &- 1
  let remainder = x & mask
  let threshold = (mask >> 1) + (x < 0 ? 1 : 0)
  return (x >> shift) + (remainder > threshold ? 1 : 0)
}

/// The nearest integer, a tie away from zero (C's `round`). Not a number gives 0; what lies outside
/// ±2^52 is cut to that.
func roundedHalfAway(_ x: Double) -> Int64 {
  guard x == x else { return 0 }
  let limited = max(min(x, 0x1p52), -0x1p52)
  return Int64(limited < 0 ? limited - 0.5 : limited + 0.5)
}
