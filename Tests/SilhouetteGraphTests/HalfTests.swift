import SilhouetteGraph
import Testing

@Suite("binary16")
struct HalfTests {
  /// The value by the definition of the format.
  private func value(_ bits: UInt16) -> Double {
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = Double(bits & 0x3FF)
    let sign: Double = bits & 0x8000 == 0 ? 1 : -1
    if exponent == 0x1F { return fraction == 0 ? sign * .infinity : .nan }
    if exponent == 0 { return sign * fraction * 0x1p-24 }
    return sign * (1 + fraction / 1024)
      * (exponent >= 15 ? Double(1 << (exponent - 15)) : 1 / Double(1 << (15 - exponent)))
  }

  @Test("every pattern has the value that the format defines, and comes back")
  func everyPattern() {
    for bits in 0...UInt16.max {
      let found = Half.float(fromBits: bits)
      let expected = value(bits)
      if expected.isNaN {
        #expect(found.isNaN)
        #expect(Half.float(fromBits: Half.bits(from: found)).isNaN)
        continue
      }
      guard Double(found) == expected, found.sign == (bits & 0x8000 == 0 ? .plus : .minus),
        Half.bits(from: found) == bits
      else {
        Issue.record("\(String(bits, radix: 16)): \(found), not \(expected)")
        return
      }
    }
  }

  @Test("numbers between two patterns go to the nearer, halfway to the even one")
  func rounding() {
    for bits in 0..<UInt16(0x7BFF) {
      let low = Half.float(fromBits: bits)
      let high = Half.float(fromBits: bits + 1)
      let middle = (low + high) / 2  // exact: float32 has 13 more bits
      let even = bits % 2 == 0 ? bits : bits + 1
      guard Half.bits(from: middle) == even, Half.bits(from: -middle) == even | 0x8000,
        Half.bits(from: middle.nextDown) == bits, Half.bits(from: middle.nextUp) == bits + 1
      else {
        Issue.record("between \(low) and \(high)")
        return
      }
    }
  }

  @Test("what is too large becomes infinity, what is too small zero")
  func extremes() {
    #expect(Half.bits(from: 65504) == 0x7BFF)
    #expect(Half.bits(from: Float(65520).nextDown) == 0x7BFF)
    #expect(Half.bits(from: 65520) == 0x7C00)
    #expect(Half.bits(from: -.greatestFiniteMagnitude) == 0xFC00)
    #expect(Half.bits(from: .infinity) == 0x7C00)
    #expect(Half.bits(from: .leastNonzeroMagnitude) == 0)
    #expect(Half.bits(from: 0x1p-25) == 0)
    #expect(Half.bits(from: Float(0x1p-25).nextUp) == 1)
    #expect(Half.bits(from: -0.0) == 0x8000)
  }
}
