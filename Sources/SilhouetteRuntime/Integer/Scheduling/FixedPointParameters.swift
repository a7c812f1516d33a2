import CSilhouetteKernels

extension FixedPointMultiplier {
  /// As kernels take it.
  var parameter: slh_fixed_point {
    slh_fixed_point(mantissa: mantissa, exponent: Int32(exponent))
  }

  /// Whether nothing on the way from a number of at most this magnitude to its scaled value,
  /// moved by a zero point, can pass 32 bits: so that vectors need not saturate.
  func staysInside32Bits(magnitude: Int64) -> Bool {
    let shifted = magnitude << Int64(min(max(exponent, 0), 31))
    let rounding: Int64 = exponent < 0 ? 1 << Int64(-exponent - 1) : 0
    return magnitude < 1 << 31 && shifted + rounding + 256 < 1 << 31
  }
}

/// How scaled sums become int8, as kernels take it.
func int8Output(
  zeroPoint: Int, range: ClosedRange<Int>, saturates: Bool
) -> slh_int8_output {
  slh_int8_output(
    zero_point: Int32(zeroPoint), lowest: Int32(range.lowerBound),
    highest: Int32(range.upperBound), saturates: saturates ? 1 : 0)
}
