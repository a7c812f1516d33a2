import CSilhouetteKernels

extension TwinCheck {
  static let filterKernels: [TwinCheck] = [
    overPixels(
      "Windows of a row, and a sum that a row enters and another leaves", channels: [1, 3, 4]
    ) {
      FilterKernelTwins.boxRows(&$0, step: $1)
    },
    overPixels("Windows of numbers with fractions") { FilterKernelTwins.boxRowsOfFractions(&$0) },
    overPixels("Means of windows", channels: [1, 3, 4]) {
      FilterKernelTwins.means(&$0, channels: $1)
    },
    overPixels("Products of colours and mask, and colours taken apart") {
      FilterKernelTwins.guidedProducts(&$0)
    },
    overPixels("Lines that fit best") { FilterKernelTwins.guidedCoefficients(&$0) },
    overPixels("Means of lines, and what they make of colours") {
      FilterKernelTwins.meansOfLines(&$0)
    },
    overPixels("Lines at their colours") { FilterKernelTwins.guidedApply(&$0) },
    overPixels("Lines that no colour can move from 0 or 1, and lines of a constant") {
      FilterKernelTwins.settledLines(&$0)
    },
    overPixels("Values stretched") { FilterKernelTwins.stretchedValues(&$0) },
    overPixels("Bits of values that are above 0 and below 1") {
      FilterKernelTwins.unsettledBits(&$0)
    },
    overPixels("Bits that spread") { FilterKernelTwins.spreadBits(&$0) },
  ]
}

/// Box sums and the guided filter's steps against scalar twins.
private enum FilterKernelTwins {
  static func boxRows(_ example: inout ImagingKernelCase, step: Int) {
    let count = min(example.width, 70) * step
    let length =
      2 * (example.integer(0...1) == 0 ? example.integer(0...8) : example.integer(0...80)) + 1
    // Sums of whole numbers are exact in any order.
    let most: Int64 = 1 << 40
    func numbers(_ count: Int) -> [Double] {
      (0..<count).map { _ in Double(example.integer(-most...most)) }
    }
    let row = example.guarded(numbers(count + (length - 1) * step + 32))
    let (sums, leaving) = (numbers(count), example.guarded(numbers(count)))
    func window(_ place: Int) -> Double {
      (0..<length).reduce(0) { $0 + row[place + $1 * step] }
    }
    var scratch = [Double](repeating: 7, count: row.count)
    for leaves in [true, false] {
      let gone = leaves ? leaving.start : nil
      example.expectEqual(in: [Double](repeating: 7, count: count)) {
        var sums = sums
        slh_box_enter(&sums, $0, gone, row.start, &scratch, count, step, length)
      } twin: {
        window($0)
      }
      example.expectEqual(in: sums) {
        var windows = [Double](repeating: 7, count: count)
        slh_box_enter($0, &windows, gone, row.start, &scratch, count, step, length)
      } twin: {
        sums[$0] + window($0) - (leaves ? leaving[$0] : 0)
      }
    }
    example.expectEqual(in: sums) {
      slh_box_leave($0, leaving.start, count)
    } twin: {
      sums[$0] - leaving[$0]
    }
  }

  static func boxRowsOfFractions(_ example: inout ImagingKernelCase) {
    let (count, length) = (min(example.width, 70), 2 * example.integer(0...20) + 1)
    let row = example.guarded(
      example.numbers(count + length + 31, -1...1).map { Double($0) / 3 })
    var scratch = [Double](repeating: 7, count: row.count)
    var sums = [Double](repeating: 0, count: count)
    example.expectSum(in: [Double](repeating: 7, count: count), roundings: length) {
      slh_box_enter(&sums, $0, nil, row.start, &scratch, count, 1, length)
    } twin: { place in
      Array(row.elements[place..<place + length])
    }
  }

  static func means(_ example: inout ImagingKernelCase, channels: Int) {
    let (width, rows) = (example.width, Double(example.integer(1...200)))
    let counts = example.guarded((0..<width).map { _ in Float(example.integer(1...200)) })
    let sums = example.guarded(
      example.numbers(width * channels, -40000...40000, extremes: [-1e30, 1e30]).map { Double($0) })
    // sum / (count · rows)
    example.expectSum(in: [Float](repeating: 7, count: sums.count), roundings: 2) {
      slh_box_means($0, sums.start, counts.start, rows, channels, width)
    } twin: {
      [sums[$0] / (Double(counts[$0 / channels]) * rows)]
    }

    let values = example.guarded(
      example.numbers(width, -1...1, extremes: [.greatestFiniteMagnitude, .leastNonzeroMagnitude]))
    example.expectEqual(in: [Double](repeating: 7, count: width)) {
      slh_widen($0, values.start, width)
    } twin: {
      Double(values[$0])
    }
  }

  /// I0 I1 I2 | I0I0 I0I1 I0I2 | I1I1 I1I2 I2I2 | I0p I1p I2p | p of a colour and p.
  private static func products(_ pixel: [Double]) -> [Double] {
    let color = Array(pixel[..<3])
    return color + (0..<3).flatMap { i in (i..<3).map { color[i] * color[$0] } }
      + color.map { $0 * pixel[3] } + [pixel[3]]
  }

  static func guidedProducts(_ example: inout ImagingKernelCase) {
    let (width, size) = (example.width, Int(SLH_GUIDED_PRODUCTS))
    let (step, outStep) = (width + example.integer(0...9), width + example.integer(0...9))
    let colors = example.guarded(example.numbers(3 * step, -1...2, extremes: [-1e9, 1e9]))
    let mask = example.guarded(example.numbers(width, -1...2))
    let expected = (0..<width).map { pixel in
      products((0..<3).map { Double(colors[$0 * step + pixel]) } + [Double(mask[pixel])])
    }
    // A product of two floats is exact in double. What lies between two planes stays.
    example.expectEqual(in: [Double](repeating: 7, count: outStep * size)) {
      slh_guided_products($0, outStep, colors.start, step, mask.start, width)
    } twin: {
      $0 % outStep < width ? expected[$0 % outStep][$0 / outStep] : 7
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
      example.numbers(3).map { Double($0) }
    }
    return (0..<count).map { _ in
      colors[example.integer(0...colors.count - 1)] + [Double(example.numbers(1)[0])]
    }
  }

  static func guidedCoefficients(_ example: inout ImagingKernelCase) {
    let (width, rows) = (min(example.width, 20), example.integer(1...4))
    let (step, size) = (width + example.integer(0...9), Int(SLH_GUIDED_PRODUCTS))
    let epsilon = [1e-2, 1e-4, 1e-5][example.integer(0...2)]
    let counts = (0..<width).map { _ in example.integer(1...4) }
    var sums = [Double](repeating: 0, count: step * size)
    var expected: [[Double]] = []
    for (place, count) in counts.enumerated() {
      let pixels = window(&example, of: count * rows)
      let number = Double(pixels.count)
      for pixel in pixels {
        for (plane, product) in products(pixel).enumerated() {
          sums[plane * step + place] += product
        }
      }
      // cov(u, v) = mean((u − mean u) · (v − mean v)): nothing cancels, unlike mean(uv) − mean u mean v.
      let mean = (0..<4).map { i in pixels.reduce(0) { $0 + $1[i] } / number }
      func covariance(_ i: Int, _ j: Int) -> Double {
        pixels.reduce(0) { $0 + ($1[i] - mean[i]) * ($1[j] - mean[j]) } / number
      }
      // (cov(I, I) + ε) a = cov(I, p), b = mean p − a · mean I
      let a = LinearSystem.solution(
        of: (0..<3).map { i in
          (0..<3).map { covariance(i, $0) + (i == $0 ? epsilon : 0) } + [covariance(i, 3)]
        })
      expected.append(a + [mean[3] - (0..<3).reduce(0) { $0 + a[$1] * mean[$1] }])
    }
    let guardedSums = example.guarded(sums)
    let guardedCounts = example.guarded(counts.map { Float($0) })
    // Each of a pixel's four floats is within 2^-22 of the largest, or of 1. Windows of
    // two colours have a determinant near ε² that doubles round: ε = 10⁻⁵ leaves these digits, ε = 10⁻⁶ would not.
    example.expectSum(in: [Float](repeating: 7, count: 4 * width), roundings: 2) {
      slh_guided_lines(
        $0, width, guardedSums.start, step, guardedCounts.start, Double(rows), epsilon, width)
    } twin: { place in
      let line = expected[place % width]
      let largest = line.reduce(1) { max($0, abs($1)) }
      return [line[place / width], largest / 2, -largest / 2]
    }
    withExtendedLifetime((guardedSums, guardedCounts)) {}
  }

  static func meansOfLines(_ example: inout ImagingKernelCase) {
    let (width, rows) = (example.width, Double(example.integer(1...20)))
    let (step, colorStep) = (width + example.integer(0...9), width + example.integer(0...9))
    let counts = example.guarded((0..<width).map { _ in Float(example.integer(1...20)) })
    let sums = example.guarded(example.numbers(4 * step, -50...50).map { Double($0) })
    let colors = example.guarded(example.numbers(3 * colorStep, -0.5...0.5))
    func mean(_ plane: Int, _ pixel: Int) -> Double {
      sums[plane * step + pixel] / (Double(counts[pixel]) * rows)
    }
    example.expectSum(in: [Float](repeating: 7, count: 4 * width), roundings: 2) {
      slh_guided_means($0, sums.start, step, counts.start, rows, width)
    } twin: {
      [mean($0 % 4, $0 / 4)]
    }
    let cut = example.number(0...0.25)
    let stretch = 1 / (1 - 2 * Double(cut))
    // (a · I + b − cut) / (1 − 2 · cut), within 0…1
    example.expectSum(in: [Float](repeating: 7, count: width), roundings: 10, cutTo: 0...1) {
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

  static func unsettledBits(_ example: inout ImagingKernelCase) {
    let count = example.width
    let values = example.guarded(example.numbers(count, -0.5...1.5, extremes: [0, 1]))
    func bits(_ isSet: (Float) -> Bool) -> [UInt64] {
      var words = [UInt64](repeating: 0, count: (count + 63) / 64)
      for place in 0..<count where isSet(values[place]) { words[place / 64] |= 1 << (place % 64) }
      return words
    }
    let (positive, partial) = (bits { $0 > 0 }, bits { $0 < 1 })
    var other = positive
    example.expectEqual(in: [UInt64](repeating: 7, count: positive.count)) {
      slh_flag_unsettled($0, &other, values.start, count)
    } twin: {
      positive[$0]
    }
    example.expectEqual(in: [UInt64](repeating: 7, count: positive.count)) {
      slh_flag_unsettled(&other, $0, values.start, count)
    } twin: {
      partial[$0]
    }
  }

  static func spreadBits(_ example: inout ImagingKernelCase) {
    let (words, height) = (example.integer(1...3), example.integer(1...20))
    let reach = [0, 1, 2, 5, 15, 63, 64, 100][example.integer(0...7)]
    var set: [(x: Int, y: Int)] = []
    var map = [UInt64](repeating: 0, count: words * height)
    for _ in 0..<example.integer(0...3) {
      let (x, y) = (example.integer(0...64 * words - 1), example.integer(0...height - 1))
      map[y * words + x / 64] |= 1 << (x % 64)
      set.append((x, y))
    }
    example.expectEqual(in: map) {
      slh_spread_bits($0, words, height, reach)
    } twin: { place in
      (0..<64).reduce(0) { word, bit in
        let (x, y) = (place % words * 64 + bit, place / words)
        let isNear = set.contains { abs($0.x - x) <= reach && abs($0.y - y) <= reach }
        return isNear ? word | 1 << bit : word
      }
    }
  }
}
