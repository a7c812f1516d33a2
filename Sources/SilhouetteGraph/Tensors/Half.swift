/// Conversion of IEEE 754 binary16, by bits.
///
/// The standard library's `Float16` does not exist on every platform that this module is built
/// for (macOS on x86-64) and calls run-time functions that WebAssembly lacks.
public enum Half {
  /// The value of a binary16 bit pattern; exact.
  @inlinable
  public static func float(fromBits bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10) & 0x1F
    let fraction = UInt32(bits & 0x3FF)
    if exponent == 0x1F {  // infinity or not a number
      return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    }
    if exponent == 0 {  // zero or subnormal: fraction · 2^−24
      let magnitude = Float(fraction) * 0x1p-24
      return Float(bitPattern: sign | magnitude.bitPattern)
    }
    return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
  }

  /// The nearest binary16 value, ties to even; too large becomes infinity.
  @inlinable
  public static func bits(from value: Float) -> UInt16 {
    let bits = value.bitPattern
    let sign = UInt16(truncatingIfNeeded: bits >> 16) & 0x8000
    let magnitude = bits & 0x7FFF_FFFF
    if magnitude > 0x7F80_0000 { return sign | 0x7E00 }
    if magnitude >= 0x477F_F000 { return sign | 0x7C00 }  // 65520 and more round to infinity
    if magnitude < 0x3880_0000 {
      // Subnormal: adding 0.5 moves the 10 fraction bits to the end, rounded to nearest even.
      let aligned = Float(bitPattern: magnitude) + 0.5
      return sign | UInt16(truncatingIfNeeded: aligned.bitPattern - 0x3F00_0000)
    }
    let rounded = magnitude + 0xFFF + (magnitude >> 13 & 1)
    return sign | UInt16(truncatingIfNeeded: (rounded >> 13) - (112 << 10))
  }
}
