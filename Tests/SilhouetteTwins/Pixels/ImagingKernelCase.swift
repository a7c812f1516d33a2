/// What a channel of a pixel is made of: 8 or 16 bits without a sign.
typealias PixelLevel = BitwiseCopyable & FixedWidthInteger & UnsignedInteger

/// Random rows for an imaging kernel, and the comparison of what it writes with its twin.
///
/// Every buffer lies between guard bytes and starts at any element, off the alignment of vectors.
package struct ImagingKernelCase {
  package static let seeds = 0..<40

  var generator: SeededGenerator
  package private(set) var findings = Findings()
  /// Pixels in a row: 1…70, and in every eighth case several hundreds.
  package let width: Int

  package init(seed: Int) {
    generator = SeededGenerator(seed: UInt64(seed))
    width = Int.random(in: seed % 8 == 7 ? 200...500 : 1...70, using: &generator)
  }

  // MARK: Rows

  package mutating func integer<Integer: FixedWidthInteger>(
    _ range: ClosedRange<Integer>
  ) -> Integer {
    Integer.random(in: range, using: &generator)
  }

  package mutating func number(_ range: ClosedRange<Float>) -> Float {
    Float.random(in: range, using: &generator)
  }

  /// Integers of any size, every third the smallest, the largest or beside the middle.
  package mutating func levels<Level: FixedWidthInteger & UnsignedInteger>(_ count: Int) -> [Level]
  {
    let extremes: [Level] = [0, 1, .max / 2, .max / 2 + 1, .max - 1, .max]
    return (0..<count).map { _ in
      integer(0...2) == 0
        ? extremes[integer(0...5)] : Level.random(in: 0...Level.max, using: &generator)
    }
  }

  /// Numbers of a range, every third one of its ends, one of `extremes`, 0 or 1.
  package mutating func numbers(
    _ count: Int, _ range: ClosedRange<Float> = 0...1, extremes: [Float] = []
  ) -> [Float] {
    let special =
      [range.lowerBound, range.upperBound] + [0, 1].filter(range.contains) + extremes
    return (0..<count).map { _ in
      integer(0...2) == 0 ? special[integer(0...special.count - 1)] : number(range)
    }
  }

  /// Orders of a pixel's colours; where there is one channel, it is all of them.
  package static func orders(channels: Int) -> [[UInt8]] {
    [[0, 1, 2], [2, 1, 0], [1, 2, 0]].map { $0.map { min($0, UInt8(channels - 1)) } }
  }

  package mutating func guarded<Element: BitwiseCopyable>(_ elements: [Element]) -> GuardedBuffer<
    Element
  > {
    GuardedBuffer(elements, offset: integer(0...7))
  }

  // MARK: Comparison with the twin

  package mutating func expect(_ holds: Bool, _ sentence: String = "differs from its twin") {
    findings.expect(holds, sentence)
  }

  /// What `kernel` leaves of a row, after a look at its guards.
  package mutating func after<Element: BitwiseCopyable>(
    _ row: [Element],
    _ kernel: (UnsafeMutablePointer<Element>) -> Void
  ) -> [Element] {
    let buffer = guarded(row)
    kernel(buffer.start)
    findings.expect(buffer.isIntact, "writes outside")
    return buffer.elements
  }

  /// Expects the numbers of the twin, bit by bit.
  package mutating func expectEqual<Element: BitwiseCopyable & Equatable & CustomStringConvertible>(
    in row: [Element],
    _ kernel: (UnsafeMutablePointer<Element>) -> Void, twin: (Int) -> Element
  ) {
    let found = after(row, kernel)
    let wrong = found.indices.first { found[$0] != twin($0) }
    report(wrong, found) { twin($0).description }
  }

  /// Expects the sum of the twin's terms, each step of `roundings` being off by half a unit in the
  /// last place of all terms together: roundings · ε/2 · Σ|term|.
  package mutating func expectSum<
    Element: BitwiseCopyable & BinaryFloatingPoint & CustomStringConvertible
  >(
    in row: [Element], roundings: Int, cutTo limits: ClosedRange<Double>? = nil,
    _ kernel: (UnsafeMutablePointer<Element>) -> Void, twin: (Int) -> [Double]
  ) {
    func cut(_ value: Double) -> Double {
      limits.map { min(max(value, $0.lowerBound), $0.upperBound) } ?? value
    }
    let found = after(row, kernel)
    let unit = Double(roundings) * Double(Element.ulpOfOne) / 2
    let wrong = found.indices.first { index in
      var (sum, magnitude) = (0.0, 0.0)
      for term in twin(index) {
        sum += term
        magnitude += abs(term)
      }
      let error = abs(Double(found[index]) - cut(sum))
      return !(error <= unit * magnitude + Double(Element.leastNormalMagnitude))
    }
    report(wrong, found) { cut(twin($0).reduce(0, +)).description }
  }

  /// Expects floor(x + ½) of the twin's `x`; either neighbour where `x + ½` is a whole number but for
  /// `tolerance`, the error of the kernel's floats. Where the twin has no `x`, nothing may change.
  package mutating func expectRounded<Element: BitwiseCopyable & FixedWidthInteger>(
    in row: [Element], tolerance: Double,
    _ kernel: (UnsafeMutablePointer<Element>) -> Void, twin: (Int) -> Double?
  ) {
    let found = after(row, kernel)
    let wrong = found.indices.first { index in
      guard let value = twin(index) else { return found[index] != row[index] }
      let least = (value + 0.5 - tolerance).rounded(.down)
      let most = (value + 0.5 + tolerance).rounded(.down)
      return Double(found[index]) < max(least, Double(Element.min))
        || Double(found[index]) > min(most, Double(Element.max))
    }
    report(wrong, found) { (twin($0) ?? Double(row[$0])).description }
  }

  private mutating func report<Element: CustomStringConvertible>(
    _ wrong: Int?, _ found: [Element], _ expected: (Int) -> String
  ) {
    guard let wrong else { return findings.expect(true, "") }
    let value = found[wrong].description
    findings.expect(
      false, "place \(wrong) of \(found.count) is \(value) and should be \(expected(wrong))")
  }
}

/// A number cut to 0…1; not a number is 0.
package func unit(_ value: Double) -> Double { value > 0 ? min(value, 1) : 0 }
