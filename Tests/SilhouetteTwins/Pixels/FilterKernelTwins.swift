import CSilhouetteKernels

extension TwinCheck {
  static let filterKernels: [TwinCheck] = [
    overPixels("Sums over boxes", channels: [1, 3, 4, 8, Int(SLH_COLOR_PRODUCTS)]) {
      FilterKernelTwins.boxRows(&$0, channels: $1)
    },
    overPixels("Sums over boxes of numbers with fractions") {
      FilterKernelTwins.boxRowsOfFractions(&$0)
    },
    overPixels("Rows that enter and leave a sum") { FilterKernelTwins.slidingRows(&$0) },
    overPixels("Means of windows", channels: [1, 3, 4]) {
      FilterKernelTwins.means(&$0, channels: $1)
    },
    overPixels("Products of colours, and of colours and mask") {
      FilterKernelTwins.guidedProducts(&$0)
    },
    overPixels("Lines that fit best") { FilterKernelTwins.guidedCoefficients(&$0) },
    overPixels("Lines at their colours") { FilterKernelTwins.guidedApply(&$0) },
    overPixels("Lines that no colour can move from 0 or 1, and lines of a constant") {
      FilterKernelTwins.settledLines(&$0)
    },
    overPixels("Values stretched, and the extremes of columns") {
      FilterKernelTwins.stretchedValues(&$0)
    },
  ]
}

/// Box sums and the guided filter's steps against scalar twins.
private enum FilterKernelTwins {
  static func boxRows(_ example: inout ImagingKernelCase, channels: Int) {
    let width = min(example.width, 70)
    let radius = example.integer(0...1) == 0 ? example.integer(0...8) : example.integer(0...80)
    // Sums of whole numbers are exact in any order.
    let most: Int64 = 1 << 40
    let row = example.guarded(
      (0..<width * channels).map { _ in Double(example.integer(-most...most)) })
    // Σ row[x − radius … x + radius], cut at both ends
    example.expectEqual(in: [Double](repeating: 7, count: row.count)) {
      slh_box_row($0, row.start, width, channels, radius)
    } twin: { place in
      let (x, channel) = (place / channels, place % channels)
      let window = max(x - radius, 0)...min(x + radius, width - 1)
      return window.reduce(0) { $0 + row[$1 * channels + channel] }
    }
  }

  static func boxRowsOfFractions(_ example: inout ImagingKernelCase) {
    let (width, radius) = (min(example.width, 70), example.integer(0...20))
    let row = example.guarded(example.numbers(width, -1...1).map { Double($0) / 3 })
    // What slides in and out of the window rounds too: it adds nothing to the sum.
    let slid = row.elements + row.elements.map { -$0 }
    example.expectSum(in: [Double](repeating: 7, count: width), roundings: 2 * width) {
      slh_box_row($0, row.start, width, 1, radius)
    } twin: { x in
      row.elements[max(x - radius, 0)...min(x + radius, width - 1)] + slid
    }
  }

  static func slidingRows(_ example: inout ImagingKernelCase) {
    let count = example.width
    let extremes: [Float] = [-1e30, 1e30]
    let sums = example.numbers(count, -100...100, extremes: extremes).map { Double($0) }
    let (entering, leaving) = (
      example.guarded(example.numbers(count, extremes: extremes).map { Double($0) }),
      example.guarded(example.numbers(count, extremes: extremes).map { Double($0) })
    )
    for (enters, leaves) in [(true, true), (true, false), (false, true), (false, false)] {
      // sum + entering − leaving
      example.expectEqual(in: sums) {
        slh_slide_rows($0, enters ? entering.start : nil, leaves ? leaving.start : nil, count)
      } twin: {
        (sums[$0] + (enters ? entering[$0] : 0)) - (leaves ? leaving[$0] : 0)
      }
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

  /// I0 I1 I2 | I0I0 I0I1 I0I2 | I1I1 I1I2 I2I2
  private static func products(_ color: [Double]) -> [Double] {
    color + (0..<3).flatMap { i in (i..<3).map { color[i] * color[$0] } }
  }

  static func guidedProducts(_ example: inout ImagingKernelCase) {
    let (width, size) = (example.width, Int(SLH_COLOR_PRODUCTS))
    let colors = example.guarded(example.numbers(3 * width, -1...2, extremes: [-1e9, 1e9]))
    let mask = example.guarded(example.numbers(width, -1...2))
    func color(_ pixel: Int) -> [Double] { (0..<3).map { Double(colors[3 * pixel + $0]) } }
    let squares = (0..<width).flatMap { products(color($0)) }
    // A product of two floats is exact in double.
    example.expectEqual(in: [Double](repeating: 7, count: width * size)) {
      slh_guided_color_products($0, colors.start, width)
    } twin: {
      squares[$0]
    }
    example.expectEqual(in: [Double](repeating: 7, count: width * Int(SLH_MASK_PRODUCTS))) {
      slh_guided_mask_products($0, colors.start, mask.start, width)
    } twin: {
      (color($0 / 4) + [1])[$0 % 4] * Double(mask[$0 / 4])
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
    let epsilon = [1e-2, 1e-4, 1e-5][example.integer(0...2)]
    let counts = (0..<width).map { _ in example.integer(1...4) }
    var colorSums: [Double] = []
    var maskSums: [Double] = []
    var expected: [Double] = []
    for count in counts {
      let pixels = window(&example, of: count * rows)
      let number = Double(pixels.count)
      var (ofColors, ofMask) = ([Double](repeating: 0, count: 9), [Double](repeating: 0, count: 4))
      for pixel in pixels {
        for (place, product) in products(Array(pixel[..<3])).enumerated() {
          ofColors[place] += product
        }
        for (place, factor) in (pixel[..<3] + [1]).enumerated() {
          ofMask[place] += factor * pixel[3]
        }
      }
      colorSums += ofColors
      maskSums += ofMask
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
      expected += a + [mean[3] - (0..<3).reduce(0) { $0 + a[$1] * mean[$1] }]
    }
    let ofColors = example.guarded(colorSums)
    let ofMask = example.guarded(maskSums)
    let guardedCounts = example.guarded(counts.map { Float($0) })
    let statistics = example.guarded(
      example.after([Double](repeating: 7, count: 9 * width)) {
        slh_guided_statistics(
          $0, ofColors.start, guardedCounts.start, Double(rows), epsilon, width)
      })
    // Each of a pixel's four floats is within 2^-22 of the largest, or of 1. Windows of
    // two colours have a determinant near ε² that doubles round: ε = 10⁻⁵ leaves these digits, ε = 10⁻⁶ would not.
    example.expectSum(in: [Float](repeating: 7, count: 4 * width), roundings: 2) {
      slh_guided_lines(
        $0, ofMask.start, statistics.start, guardedCounts.start, Double(rows), width)
    } twin: { place in
      let line = expected[place / 4 * 4..<place / 4 * 4 + 4]
      let largest = line.reduce(1) { max($0, abs($1)) }
      return [expected[place], largest / 2, -largest / 2]
    }
    withExtendedLifetime((ofColors, ofMask, statistics, guardedCounts)) {}
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
    let width = example.width
    let values = example.numbers(width, -1...2)
    let cut = example.number(0...0.25)
    let stretch = 1 / (1 - 2 * Double(cut))
    example.expectSum(in: values, roundings: 6, cutTo: 0...1) {
      slh_stretch($0, cut, width)
    } twin: {
      [Double(values[$0]) * stretch, -Double(cut) * stretch]
    }
    let (low, high) = (example.numbers(width), example.numbers(width))
    let row = example.guarded(values)
    for isLow in [true, false] {
      example.expectEqual(in: isLow ? low : high) { target in
        var other = isLow ? high : low
        if isLow {
          slh_extend_extremes(target, &other, row.start, width)
        } else {
          slh_extend_extremes(&other, target, row.start, width)
        }
      } twin: {
        isLow ? min(low[$0], values[$0]) : max(high[$0], values[$0])
      }
    }
  }
}
