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
    // Sums of whole numbers are exact in any order.
    let most: Int64 = 1 << 40
    check(
      &example, step, enter: slh_box_enter_f64, leave: slh_box_leave_f64,
      number: { Double($0.integer(-most...most)) }, sum: +, difference: -)
    let few: Int32 = 1 << 14
    check(
      &example, step, enter: slh_box_enter_f32, leave: slh_box_leave_f32,
      number: { Float($0.integer(-few...few)) }, sum: +, difference: -)
    // A sum that fits is right, even if another was too large on the way to it.
    check(
      &example, step, enter: slh_box_enter_i32, leave: slh_box_leave_i32,
      number: { $0.integer(Int32.min...Int32.max) }, sum: &+, difference: &-)
  }

  private typealias Pointer<Number> = UnsafeMutablePointer<Number>?
  private typealias Enter<Number> = (
    Pointer<Number>, Pointer<Number>, UnsafePointer<Number>?, UnsafePointer<Number>?,
    Pointer<Number>, Int, Int, Int
  ) -> Void

  private static func check<Number: BitwiseCopyable & Numeric & CustomStringConvertible>(
    _ example: inout ImagingKernelCase, _ step: Int,
    enter: Enter<Number>,
    leave: (Pointer<Number>, UnsafePointer<Number>?, Int) -> Void,
    number: (inout ImagingKernelCase) -> Number, sum: (Number, Number) -> Number,
    difference: (Number, Number) -> Number
  ) {
    let count = min(example.width, 70) * step
    let length =
      2 * (example.integer(0...1) == 0 ? example.integer(0...8) : example.integer(0...80)) + 1
    func numbers(_ count: Int) -> [Number] { (0..<count).map { _ in number(&example) } }
    let readAhead = 256 / MemoryLayout<Number>.stride
    let row = example.guarded(numbers(count + (length - 1) * step + readAhead))
    let (sums, leaving) = (numbers(count), example.guarded(numbers(count)))
    func window(_ place: Int) -> Number {
      (0..<length).reduce(0) { sum($0, row[place + $1 * step]) }
    }
    var scratch = [Number](repeating: 7, count: row.count)
    for leaves in [true, false] {
      let gone = leaves ? UnsafePointer(leaving.start) : nil
      example.expectEqual(in: [Number](repeating: 7, count: count)) {
        var sums = sums
        enter(&sums, $0, gone, row.start, &scratch, count, step, length)
      } twin: {
        window($0)
      }
      example.expectEqual(in: sums) {
        var windows = [Number](repeating: 7, count: count)
        enter($0, &windows, gone, row.start, &scratch, count, step, length)
      } twin: {
        difference(sum(sums[$0], window($0)), leaves ? leaving[$0] : 0)
      }
    }
    example.expectEqual(in: sums) {
      leave($0, leaving.start, count)
    } twin: {
      difference(sums[$0], leaving[$0])
    }
  }

  static func boxRowsOfFractions(_ example: inout ImagingKernelCase) {
    sumFractions(&example, enter: slh_box_enter_f64)
    sumFractions(&example, enter: slh_box_enter_f32)
  }

  private static func sumFractions<
    Number: BitwiseCopyable & BinaryFloatingPoint & CustomStringConvertible
  >(_ example: inout ImagingKernelCase, enter: Enter<Number>) {
    let (count, length) = (min(example.width, 70), 2 * example.integer(0...20) + 1)
    let readAhead = 256 / MemoryLayout<Number>.stride
    let row = example.guarded(
      example.numbers(count + length - 1 + readAhead, -1...1).map { Number($0) / 3 })
    var scratch = [Number](repeating: 7, count: row.count)
    var sums = [Number](repeating: 0, count: count)
    example.expectSum(in: [Number](repeating: 7, count: count), roundings: length) {
      enter(&sums, $0, nil, row.start, &scratch, count, 1, length)
    } twin: { place in
      row.elements[place..<place + length].map { Double($0) }
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
