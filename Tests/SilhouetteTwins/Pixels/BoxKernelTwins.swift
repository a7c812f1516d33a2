import CSilhouetteKernels

extension TwinCheck {
  static let boxKernels: [TwinCheck] = [
    overPixels(
      "Windows of a row, and a sum that a row enters and another leaves", channels: [1, 3, 4]
    ) {
      BoxKernelTwins.boxRows(&$0, step: $1)
    },
    overPixels("Windows of numbers with fractions") { BoxKernelTwins.boxRowsOfFractions(&$0) },
    overPixels("Means of windows", channels: [1, 3, 4]) {
      BoxKernelTwins.means(&$0, channels: $1)
    },
    overPixels("Rounded means of windows") { BoxKernelTwins.roundedMeans(&$0) },
  ]
}

/// Sums and means over boxes against scalar twins.
private enum BoxKernelTwins {
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

  static func roundedMeans(_ example: inout ImagingKernelCase) {
    let count = example.width
    let words = example.guarded(example.levels(count) as [UInt16])
    example.expectEqual(in: [Double](repeating: 7, count: count)) {
      slh_widen_u16($0, words.start, count)
    } twin: {
      Double(words[$0])
    }

    let rows = example.integer(1...200 as ClosedRange<Int64>)
    let counts = (0..<count).map { _ in example.integer(1...200 as ClosedRange<Int64>) }
    let totals = counts.indices.map { place in
      let most = 65535 * counts[place] * rows
      return example.integer(0...3) == 0 ? most : example.integer(0...most)
    }
    let sums = example.guarded(totals.map { Double($0) })
    let floats = example.guarded(counts.map { Float($0) })
    // round(sum / n), halves upwards: floor((2 · sum + n) / 2n)
    example.expectEqual(in: words.elements) {
      slh_rounded_means_u16($0, sums.start, floats.start, Double(rows), count)
    } twin: {
      let values = counts[$0] * rows
      return UInt16((2 * totals[$0] + values) / (2 * values))
    }
  }
}
