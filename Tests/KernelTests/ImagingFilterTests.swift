import CSilhouetteKernels
import SilhouetteTestSupport
import Testing

/// Box sums and the guided filter's steps against scalar twins.
@Suite struct ImagingFilterTests {
  @Test(
    "Sums over boxes", arguments: ImagingKernelCase.seeds,
    [1, 3, 4, Int(SLH_FOREGROUND_PRODUCTS), Int(SLH_GUIDED_PRODUCTS)])
  func boxRows(_ seed: Int, channels: Int) {
    var example = ImagingKernelCase(seed: seed)
    let width = min(example.width, 70)
    let radius = example.integer(0...1) == 0 ? example.integer(0...8) : example.integer(0...80)
    // Sums of whole numbers are exact in any order.
    let row = example.guarded(
      (0..<width * channels).map { _ in Double(example.integer(-1 << 40...1 << 40)) })
    // Σ row[x − radius … x + radius], cut at both ends
    example.expectEqual(in: [Double](repeating: 7, count: row.count)) {
      slh_box_row($0, row.start, width, channels, radius)
    } twin: { place in
      let (x, channel) = (place / channels, place % channels)
      let window = max(x - radius, 0)...min(x + radius, width - 1)
      return window.reduce(0) { $0 + row[$1 * channels + channel] }
    }
  }

  @Test("Sums over boxes of numbers with fractions", arguments: ImagingKernelCase.seeds)
  func boxRowsOfFractions(_ seed: Int) {
    var example = ImagingKernelCase(seed: seed)
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

  @Test("Rows that enter and leave a sum", arguments: ImagingKernelCase.seeds)
  func slidingRows(_ seed: Int) {
    var example = ImagingKernelCase(seed: seed)
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

  @Test("Means of windows", arguments: ImagingKernelCase.seeds, [1, 3, 4])
  func means(_ seed: Int, channels: Int) {
    var example = ImagingKernelCase(seed: seed)
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

  /// I0 I1 I2 p | I0I0 I0I1 I0I2 | I1I1 I1I2 I2I2 | I0p I1p I2p
  private func products(_ color: [Double], _ p: Double) -> [Double] {
    let squares = (0..<3).flatMap { i in (i..<3).map { color[i] * color[$0] } }
    return color + [p] + squares + color.map { $0 * p }
  }

  @Test("Products of colours and mask", arguments: ImagingKernelCase.seeds)
  func guidedProducts(_ seed: Int) {
    var example = ImagingKernelCase(seed: seed)
    let (width, size) = (example.width, Int(SLH_GUIDED_PRODUCTS))
    let colors = example.guarded(example.numbers(3 * width, -1...2, extremes: [-1e9, 1e9]))
    let mask = example.guarded(example.numbers(width, -1...2))
    let expected = (0..<width).flatMap { pixel in
      products((0..<3).map { Double(colors[3 * pixel + $0]) }, Double(mask[pixel]))
    }
    // A product of two floats is exact in double.
    example.expectEqual(in: [Double](repeating: 7, count: width * size)) {
      slh_guided_products($0, colors.start, mask.start, width)
    } twin: {
      expected[$0]
    }
  }

  /// Gauss-Jordan elimination with the largest pivot: x of A x = y, row by row [A | y].
  private func solution(_ system: [[Double]]) -> [Double] {
    var rows = system
    for column in 0..<3 {
      let pivot = (column..<3).max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
      rows.swapAt(column, pivot)
      for row in 0..<3 where row != column {
        let share = rows[row][column] / rows[column][column]
        for place in 0..<4 { rows[row][place] -= share * rows[column][place] }
      }
    }
    return (0..<3).map { rows[$0][3] / rows[$0][$0] }
  }

  /// Colours and mask values of one window: any, all of one colour, or of two extreme ones.
  private func window(_ example: inout ImagingKernelCase, of count: Int) -> [[Double]] {
    let palettes = [count, 1, 2]
    let colors = (0..<palettes[example.integer(0...2)]).map { _ in
      example.numbers(3).map { Double($0) }
    }
    return (0..<count).map { _ in
      colors[example.integer(0...colors.count - 1)] + [Double(example.numbers(1)[0])]
    }
  }

  @Test("Lines that fit best", arguments: ImagingKernelCase.seeds)
  func guidedCoefficients(_ seed: Int) {
    var example = ImagingKernelCase(seed: seed)
    let (width, rows) = (min(example.width, 20), example.integer(1...4))
    let epsilon = [1e-2, 1e-4, 1e-5][example.integer(0...2)]
    let counts = (0..<width).map { _ in example.integer(1...4) }
    var sums: [Double] = []
    var expected: [Double] = []
    for count in counts {
      let pixels = window(&example, of: count * rows)
      let number = Double(pixels.count)
      var total = [Double](repeating: 0, count: Int(SLH_GUIDED_PRODUCTS))
      for pixel in pixels {
        for (place, product) in products(Array(pixel[..<3]), pixel[3]).enumerated() {
          total[place] += product
        }
      }
      sums += total
      // cov(u, v) = mean((u − mean u) · (v − mean v)): nothing cancels, unlike mean(uv) − mean u mean v.
      let mean = (0..<4).map { i in pixels.reduce(0) { $0 + $1[i] } / number }
      func covariance(_ i: Int, _ j: Int) -> Double {
        pixels.reduce(0) { $0 + ($1[i] - mean[i]) * ($1[j] - mean[j]) } / number
      }
      // (cov(I, I) + ε) a = cov(I, p), b = mean p − a · mean I
      let a = solution(
        (0..<3).map { i in
          (0..<3).map { covariance(i, $0) + (i == $0 ? epsilon : 0) } + [covariance(i, 3)]
        })
      expected += a + [mean[3] - (0..<3).reduce(0) { $0 + a[$1] * mean[$1] }]
    }
    let (guardedSums, guardedCounts) = (
      example.guarded(sums), example.guarded(counts.map { Float($0) })
    )
    // Each of a pixel's four floats is within 2^-22 of the largest, or of 1. Windows of
    // two colours have a determinant near ε² that doubles round: ε = 10⁻⁵, which refinement uses,
    // leaves these digits, ε = 10⁻⁶ would not.
    example.expectSum(in: [Float](repeating: 7, count: 4 * width), roundings: 2) {
      slh_guided_coefficients(
        $0, guardedSums.start, guardedCounts.start, Double(rows), epsilon, width)
    } twin: { place in
      let line = expected[place / 4 * 4..<place / 4 * 4 + 4]
      let largest = line.reduce(1) { max($0, abs($1)) }
      return [expected[place], largest / 2, -largest / 2]
    }
    withExtendedLifetime((guardedSums, guardedCounts)) {}
  }

  @Test("Lines at their colours", arguments: ImagingKernelCase.seeds)
  func guidedApply(_ seed: Int) {
    var example = ImagingKernelCase(seed: seed)
    let width = example.width
    let lines = example.guarded(example.numbers(4 * width, -50...50, extremes: [-1e9, 1e9]))
    let colors = example.guarded(example.numbers(3 * width))
    for haze in [0, 0.02, example.number(0...0.25)] {
      let stretch = 1 / (1 - 2 * Double(haze))
      // (a · I + b − haze) / (1 − 2 · haze)
      example.expectSum(in: [Float](repeating: 7, count: width), roundings: 8) {
        slh_guided_apply($0, lines.start, colors.start, haze, width)
      } twin: { pixel in
        let line = (0..<4).map { Double(lines[4 * pixel + $0]) * stretch }
        return (0..<3).map { line[$0] * Double(colors[3 * pixel + $0]) }
          + [line[3], -Double(haze) * stretch]
      }
    }
  }
}
