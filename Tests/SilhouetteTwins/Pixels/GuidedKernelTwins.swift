import CSilhouetteKernels

extension TwinCheck {
  static let guidedKernels: [TwinCheck] = [
    overPixels("Products of colours and mask, and colours taken apart") {
      GuidedKernelTwins.guidedProducts(&$0)
    },
    overPixels("Lines that fit best") { GuidedKernelTwins.guidedCoefficients(&$0) },
    overPixels("Means of lines, and what they make of colours") {
      GuidedKernelTwins.meansOfLines(&$0)
    },
    overPixels("Lines at their colours") { GuidedKernelTwins.guidedApply(&$0) },
    overPixels("Lines that no colour can move from 0 or 1, and lines of a constant") {
      GuidedKernelTwins.settledLines(&$0)
    },
    overPixels("Values stretched") { GuidedKernelTwins.stretchedValues(&$0) },
  ]
}

/// The guided filter's steps against scalar twins.
private enum GuidedKernelTwins {
  /// I0 I1 I2 | I0I0 I0I1 I0I2 | I1I1 I1I2 I2I2 | I0p I1p I2p | p of a colour and p.
  private static func products(_ pixel: [Double]) -> [Double] {
    let color = Array(pixel[..<3])
    return color + (0..<3).flatMap { i in (i..<3).map { color[i] * color[$0] } }
      + color.map { $0 * pixel[3] } + [pixel[3]]
  }

  /// How many units of a product lie in one of the mask: two of each colour in it.
  private static let units = [2, 2, 2, 4, 4, 4, 4, 4, 4, 2, 2, 2, 1].map { Double($0) }

  static func guidedProducts(_ example: inout ImagingKernelCase) {
    let (width, size) = (example.width, Int(SLH_GUIDED_PRODUCTS))
    let (step, outStep) = (width + example.integer(0...9), width + example.integer(0...9))
    let scale = Float(1 << example.integer(0...30))
    let colors = example.guarded(example.numbers(3 * step, -0.5...0.5))
    let mask = example.guarded(example.numbers(width))
    let expected = (0..<width).map { pixel in
      products((0..<3).map { Double(colors[$0 * step + pixel]) } + [Double(mask[pixel])])
    }
    // Three roundings of floats. What lies between two planes stays.
    let tolerance = 1e-3 + 3 * Double(scale * .ulpOfOne) / 2
    example.expectRounded(in: [Int32](repeating: 7, count: outStep * size), tolerance: tolerance) {
      slh_guided_products($0, outStep, colors.start, step, mask.start, scale, width)
    } twin: {
      let (plane, pixel) = $0.quotientAndRemainder(dividingBy: outStep)
      return pixel < width ? expected[pixel][plane] * Double(scale) * units[plane] : nil
    }
    let pixels = example.guarded(example.numbers(3 * width))
    example.expectEqual(in: [Float](repeating: 7, count: outStep * 3)) {
      slh_guided_split($0, outStep, pixels.start, width)
    } twin: {
      $0 % outStep < width ? pixels[$0 % outStep * 3 + $0 / outStep] : 7
    }
  }

  /// Colours and mask values of one window: any, all of one colour, or of two extreme ones.
  private static func window(_ example: inout ImagingKernelCase, of count: Int) -> [[Double]] {
    let palettes = [count, 1, 2]
    let colors = (0..<palettes[example.integer(0...2)]).map { _ in
      example.numbers(3, -0.5...0.5).map { Double($0) }
    }
    return (0..<count).map { _ in
      colors[example.integer(0...colors.count - 1)] + [Double(example.numbers(1)[0])]
    }
  }

  static func guidedCoefficients(_ example: inout ImagingKernelCase) {
    let (width, rows) = (min(example.width, 20), example.integer(1...4))
    let step = width + example.integer(0...9)
    let epsilon = [1e-2, 1e-4, 1e-5][example.integer(0...2)]
    let scale = 0x1p22
    let counts = (0..<width).map { _ in example.integer(1...4) }
    var sums = [Int32](repeating: 0, count: step * Int(SLH_GUIDED_PRODUCTS))
    var expected: [[Double]] = []
    for (place, count) in counts.enumerated() {
      for pixel in window(&example, of: count * rows) {
        for (plane, product) in products(pixel).enumerated() {
          sums[plane * step + place] += Int32((product * scale * units[plane]).rounded())
        }
      }
      let moments = (0..<units.count).map { Int64(sums[$0 * step + place]) }
      expected.append(line(through: moments, of: count * rows, scale: scale, epsilon))
    }
    let guardedSums = example.guarded(sums)
    let guardedCounts = example.guarded(counts.map { Float($0) })
    // Each of a pixel's four floats is within 2^-22 of the largest, or of 1. Windows of
    // two colours have a determinant near ε² that doubles round: ε = 10⁻⁵ leaves these digits, ε = 10⁻⁶ would not.
    example.expectSum(in: [Float](repeating: 7, count: 4 * width), roundings: 2) {
      slh_guided_lines(
        $0, width, guardedSums.start, step, Float(scale), guardedCounts.start, Double(rows),
        epsilon, width)
    } twin: { place in
      let line = expected[place % width]
      let largest = line.reduce(1) { max($0, abs($1)) }
      return [line[place / width], largest / 2, -largest / 2]
    }
    withExtendedLifetime((guardedSums, guardedCounts)) {}
  }

  /// The line that fits best, of the sums of products: (cov(I, I) + ε) a = cov(I, p), b = mean p − a · mean I.
  ///
  /// cov(u, v) = (n Σuv − Σu Σv) / n² in whole numbers: nothing cancels, unlike mean(uv) − mean u mean v.
  private static func line(
    through sums: [Int64], of count: Int, scale: Double, _ epsilon: Double
  ) -> [Double] {
    let places = [[3, 4, 5], [4, 6, 7], [5, 7, 8]]
    let whole = Double(count) * scale
    func covariance(_ product: Int, _ i: Int, _ j: Int) -> Double {
      Double(sums[product] * Int64(count) * Int64(scale) - sums[i] * sums[j])
        / (whole * whole * units[i] * units[j])
    }
    let common = (0..<3).map { covariance(9 + $0, $0, 12) }
    // What rounding may make of an even mask has no slope.
    let isEven = common.allSatisfy { abs($0) < 0.5 / scale }
    let a =
      isEven
      ? [0, 0, 0]
      : LinearSystem.solution(
        of: (0..<3).map { i in
          (0..<3).map { covariance(places[i][$0], i, $0) + (i == $0 ? epsilon : 0) } + [common[i]]
        })
    let means = [0, 1, 2, 12].map { Double(sums[$0]) / (whole * units[$0]) }
    return a + [means[3] - (0..<3).reduce(0) { $0 + a[$1] * means[$1] }]
  }

  static func meansOfLines(_ example: inout ImagingKernelCase) {
    let (width, rows) = (example.width, Float(example.integer(1...20)))
    let (step, colorStep) = (width + example.integer(0...9), width + example.integer(0...9))
    let counts = example.guarded((0..<width).map { _ in Float(example.integer(1...20)) })
    let sums = example.guarded(example.numbers(4 * step, -50...50))
    let colors = example.guarded(example.numbers(3 * colorStep, -0.5...0.5))
    func mean(_ plane: Int, _ pixel: Int) -> Double {
      Double(sums[plane * step + pixel]) / Double(counts[pixel] * rows)
    }
    example.expectSum(in: [Float](repeating: 7, count: 4 * width), roundings: 3) {
      slh_guided_means($0, sums.start, step, counts.start, rows, width)
    } twin: {
      [mean($0 % 4, $0 / 4)]
    }
    let cut = example.number(0...0.25)
    let stretch = 1 / (1 - 2 * Double(cut))
    // (a · I + b − cut) / (1 − 2 · cut), within 0…1
    example.expectSum(in: [Float](repeating: 7, count: width), roundings: 12, cutTo: 0...1) {
      slh_guided_sharpen(
        $0, sums.start, step, counts.start, rows, colors.start, colorStep, cut, width)
    } twin: { pixel in
      (0..<3).map { mean($0, pixel) * stretch * Double(colors[$0 * colorStep + pixel]) }
        + [mean(3, pixel) * stretch, -Double(cut) * stretch]
    }
  }

  static func guidedApply(_ example: inout ImagingKernelCase) {
    let width = example.width
    let lines = example.guarded(example.numbers(4 * width, -50...50, extremes: [-1e9, 1e9]))
    let colors = example.guarded(example.numbers(3 * width))
    for haze in [0, 0.02, example.number(0...0.25)] {
      let stretch = 1 / (1 - 2 * Double(haze))
      // (a · I + b − haze) / (1 − 2 · haze), within 0…1
      example.expectSum(
        in: [Float](repeating: 7, count: width), roundings: 8, cutTo: 0...1
      ) {
        slh_guided_apply($0, lines.start, colors.start, haze, width)
      } twin: { pixel in
        let line = (0..<4).map { Double(lines[4 * pixel + $0]) * stretch }
        return (0..<3).map { line[$0] * Double(colors[3 * pixel + $0]) }
          + [line[3], -Double(haze) * stretch]
      }
    }
  }

  static func settledLines(_ example: inout ImagingKernelCase) {
    let width = example.width
    let lines = example.guarded(example.numbers(4 * width, -0.6...1.4, extremes: [-0.1, 0.9]))
    let cut = example.number(0...0.25)
    let kinds = example.after([UInt8](repeating: 7, count: width)) {
      slh_guided_kinds($0, lines.start, cut, width)
    }
    for (pixel, kind) in kinds.enumerated() {
      let reach = (0..<3).reduce(0) { $0 + abs(Double(lines[4 * pixel + $1])) } / 2
      let b = Double(lines[4 * pixel + 3])
      let margins = [Double(cut) - (b + reach), b - reach - (1 - Double(cut))]
      for (value, margin) in margins.enumerated() where abs(margin) > 1e-4 {
        example.expect((kind == UInt8(255 * value)) == (margin > 0))
      }
    }
    let others = example.guarded(kinds.shuffled(using: &example.generator))
    let first = example.guarded(kinds)
    // The kind of both, else unknown.
    example.expectEqual(in: kinds) {
      slh_guided_shared_kinds($0, first.start, others.start, width)
    } twin: {
      first[$0] == others[$0] ? first[$0] : 128
    }
    let mask = example.guarded(example.numbers(width))
    example.expectEqual(in: [Float](repeating: 7, count: 4 * width)) {
      slh_guided_constant_lines($0, mask.start, width)
    } twin: {
      $0 % 4 == 3 ? mask[$0 / 4] : 0
    }
    // As of those lines.
    var constant = [Float](repeating: 0, count: 4 * width)
    slh_guided_constant_lines(&constant, mask.start, width)
    var twin = [UInt8](repeating: 7, count: width)
    slh_guided_kinds(&twin, constant, cut, width)
    example.expectEqual(in: kinds) {
      slh_guided_constant_kinds($0, mask.start, cut, width)
    } twin: {
      twin[$0]
    }
  }

  static func stretchedValues(_ example: inout ImagingKernelCase) {
    let values = example.numbers(example.width, -1...2)
    let cut = example.number(0...0.25)
    let stretch = 1 / (1 - 2 * Double(cut))
    example.expectSum(in: values, roundings: 6, cutTo: 0...1) {
      slh_stretch($0, cut, values.count)
    } twin: {
      [Double(values[$0]) * stretch, -Double(cut) * stretch]
    }
  }
}
