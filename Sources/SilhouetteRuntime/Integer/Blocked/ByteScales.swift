import CSilhouetteKernels

/// `slh_byte_scale` for any number of channels: how their sums become bytes.
struct ByteScales {
  private var numbers: [Int32] = []

  private static let lanes = Int(SLH_INT8_BLOCK)
  private enum Row: Int, CaseIterable {
    case left, mantissa, oddMantissa, rounding, negative, right
  }

  /// `nil` if a sum could pass 32 bits on the way.
  ///
  /// - Parameters:
  ///   - factors: one for each channel.
  ///   - zeroPoint: added to scaled sums, so −128…127 for int8 or −128 for none.
  ///   - magnitudes: the largest sum of each channel.
  init?(_ factors: [FixedPointMultiplier], zeroPoint: Int, magnitudes: [Int64]) {
    let lanes = ByteScales.lanes
    let blocks = (factors.count + lanes - 1) / lanes
    numbers = [Int32](repeating: 0, count: blocks * lanes * Row.allCases.count)
    for channel in 0..<blocks * lanes {
      // Channels that are not there come out as zero points.
      let isThere = channel < factors.count
      let factor = isThere ? factors[channel] : FixedPointMultiplier(mantissa: 0, exponent: 0)
      guard
        set(channel, factor, zeroPoint: zeroPoint, magnitude: isThere ? magnitudes[channel] : 0)
      else { return nil }
    }
  }

  private mutating func set(
    _ channel: Int, _ factor: FixedPointMultiplier, zeroPoint: Int, magnitude: Int64
  ) -> Bool {
    let left = max(factor.exponent, 0) + 2
    let right = max(-factor.exponent, 0) + 1
    guard left < 31, right < 23, magnitude < 1 << Int64(30 - left) else { return false }
    let half: Int64 = 1 << Int64(right - 1)
    let rounding = half + (right > 1 ? 1 : 0) + Int64(zeroPoint + 128) << Int64(right)
    guard (magnitude << Int64(left)) + rounding < 1 << 31 else { return false }
    let lane = channel % ByteScales.lanes
    set(.left, channel, Int32(left))
    set(.mantissa, channel, factor.mantissa)
    if lane % 2 == 1 { set(.oddMantissa, channel - 1, factor.mantissa) }
    set(.rounding, channel, Int32(rounding))
    set(.negative, channel, right > 1 ? -2 : 0)
    set(.right, channel, Int32(right))
    return true
  }

  private mutating func set(_ row: Row, _ channel: Int, _ value: Int32) {
    let (block, lane) = channel.quotientAndRemainder(dividingBy: ByteScales.lanes)
    numbers[(block * Row.allCases.count + row.rawValue) * ByteScales.lanes + lane] = value
  }

  func stored(in memory: ProgramMemory) -> UnsafePointer<slh_byte_scale> {
    UnsafeRawPointer(memory.store(numbers)).assumingMemoryBound(to: slh_byte_scale.self)
  }
}

extension ByteScales {
  /// The same factor in all sixteen places.
  init?(repeating factor: FixedPointMultiplier, zeroPoint: Int, magnitude: Int64) {
    self.init(
      [FixedPointMultiplier](repeating: factor, count: ByteScales.lanes), zeroPoint: zeroPoint,
      magnitudes: [Int64](repeating: magnitude, count: ByteScales.lanes))
  }
}

extension FixedPointMultiplier {
  /// Half a unit of what is left of a number after the shift to the right: `2^(exponent − 1)`.
  var half: Double { FixedPointMultiplier(mantissa: 1 << 30, exponent: exponent).real }

  /// The factor itself.
  var real: Double {
    var value = Double(mantissa) / 0x1p31
    for _ in 0..<max(exponent, 0) { value *= 2 }
    for _ in 0..<max(-exponent, 0) { value /= 2 }
    return value
  }
}
