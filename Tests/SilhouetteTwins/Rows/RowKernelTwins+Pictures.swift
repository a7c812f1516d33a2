import CSilhouetteKernels

/// Kernels that combine, resize and rearrange pixels.
extension RowKernelTwins {
  mutating func combine() {
    let (channels, width) = (example.number(1...50) as Int, example.number(1...40) as Int)
    example.makeBlockedInput(
      channels: channels, width: width, left: example.number(0...2), right: example.number(0...2))
    example.makeBlockedOutput(channels: channels, width: width)
    let kinds = [SLH_ADD, SLH_SUBTRACT, SLH_MULTIPLY, SLH_MAXIMUM, SLH_MINIMUM, SLH_PRELU]
    example.attributes.kind = kinds[example.number(0...kinds.count - 1)]
    if example.oneIn(2) {
      example.weights = example.floats(example.blocks(channels) * example.vector)
    } else {
      example.makeAddend()
    }
    example.attributes.inner = example.activation(simple: false)
    example.attributes.outer = example.activation(simple: false)
    check(fast.combine, plain.combine, wantsSums: example.oneIn(2))
  }

  mutating func pool() {
    let (channels, width) = (example.number(1...50) as Int, example.number(1...20) as Int)
    let inputWidth: Int = example.number(1...30)
    example.attributes.window = example.number(1...4)
    example.makeBlockedInput(channels: channels, width: inputWidth, left: 1, right: 0)
    for index in example.rows.indices where example.rows[index] == nil {
      example.rows[index] = example.rows[index] ?? example.rows[example.rows.count - 1]
    }
    example.makeBlockedOutput(channels: channels, width: width)
    example.attributes.takes_maximum = example.number(0...1)
    let begins = (0..<width).map { _ in example.number(0...inputWidth - 1) as Int32 }
    let ends = begins.map { min($0 + example.number(1...4), Int32(inputWidth)) }
    example.attributes.window_columns = slh_windows(
      begin: example.keep(begins), end: example.keep(ends),
      counted: example.keep(zip(begins, ends).map { $1 - $0 }))
    let rows = example.attributes.window
    example.attributes.window_rows = slh_windows(
      begin: example.keep([0, 0]), end: example.keep([0, rows]), counted: example.keep([1, rows]))
    example.y = 1
    example.attributes.outer = example.activation(simple: false)
    check(fast.pool, plain.pool, wantsSums: example.oneIn(2))
  }

  mutating func resize() {
    let (channels, width) = (example.number(1...50) as Int, example.number(1...40) as Int)
    let inputWidth: Int = example.number(1...30)
    example.attributes.window = 2
    example.makeBlockedInput(channels: channels, width: inputWidth, left: 0, right: 1)
    example.rows[0] = example.rows[0] ?? example.rows[1]
    example.makeBlockedOutput(channels: channels, width: width)
    // Any order, or the runs between the same two pixels that an enlargement has.
    let hasRuns = example.oneIn(2)
    let low = (0..<width).map {
      hasRuns ? Int32($0 * inputWidth / (3 * width)) : example.number(0...inputWidth - 1) as Int32
    }
    let high = low.map { min($0 + (hasRuns ? 1 : example.number(0...1)), Int32(inputWidth - 1)) }
    example.attributes.column_table = example.interpolation(
      low, high, low.map { Float($0 % 4) / 4 })
    example.attributes.row_weights = example.keep([0, 0.25])
    example.y = 1
    if example.oneIn(2) { example.makeAddend() }
    example.attributes.outer = example.activation(simple: false)
    check(fast.resize, plain.resize, wantsSums: example.oneIn(2))
  }

  mutating func doubling() {
    let (channels, inputWidth) = (example.number(1...50) as Int, example.number(1...30) as Int)
    example.attributes.window = 2
    example.makeBlockedInput(
      channels: channels, width: inputWidth, left: example.number(0...1),
      right: example.number(0...1))
    example.rows[0] = example.rows[0] ?? example.rows[1]
    example.makeBlockedOutput(channels: channels, width: 2 * inputWidth)
    doubleColumns(of: inputWidth)
    example.attributes.row_weights = example.keep([0, 0.25])
    example.y = 1
    if example.oneIn(2) { example.makeAddend() }
    example.attributes.inner = example.activation(simple: true)
    example.attributes.outer = example.activation(simple: false)
    check(fast.resize, plain.resize, wantsSums: example.oneIn(2))
  }

  mutating func windowedResize() {
    let (channels, width) = (example.number(1...3) * example.vector, example.number(1...40) as Int)
    let inputWidth: Int = example.number(1...20)
    let (rows, columns) = (example.number(1...5) as Int, example.number(1...5) as Int)
    example.attributes.window = Int32(2 * rows)
    example.makeBlockedInput(
      channels: rows * columns * channels, width: inputWidth, left: 0, right: 1)
    for row in 0..<rows where example.rows[2 * row] == nil { example.rows[2 * row + 1] = nil }
    example.makeBlockedOutput(channels: channels, width: width)
    example.attributes.columns = Int32(columns)
    example.attributes.column_before = example.number(0...columns - 1)
    // Long runs between the same two pixels, as an enlargement has them; with and without equal steps.
    let low = (0..<width).map { Int32($0 * inputWidth / (2 * width)) }
    let high = low.map { min($0 + 1, Int32(inputWidth - 1)) }
    let period: Int = example.oneIn(2) ? 4 : 16
    example.attributes.column_table = example.interpolation(
      low, high, (0..<width).map { Float($0 % period) / Float(period) })
    example.attributes.row_weights = example.keep((0..<2 * rows).map { Float($0 % 3) / 4 })
    example.y = 1
    if example.oneIn(2) { example.makeAddend() }
    example.attributes.outer = example.activation(simple: false)
    check(fast.windowed_resize, plain.windowed_resize, wantsSums: example.oneIn(2))
  }

  mutating func pixelResize() {
    let channels = example.oneIn(2) ? 2 : example.number(1...4)
    let inputWidth: Int = example.number(1...40)
    let doubles = example.oneIn(2)
    let width = doubles ? 2 * inputWidth : example.number(1...70)
    // Rows of whole vectors.
    let vector = example.vector
    let count = (inputWidth * channels + vector - 1) / vector * vector
    example.attributes.window = 2
    example.makeDenseInput(channels: 1, width: count)
    example.attributes.input_width = Int32(inputWidth)
    example.attributes.width = Int32(width)
    example.attributes.output_channels = Int32(channels)
    example.attributes.takes_softmax = example.number(0...1)
    example.outputCount = width * channels
    if doubles {
      doubleColumns(of: inputWidth)
    } else {
      let low = (0..<width).map { _ in example.number(0...inputWidth - 1) as Int32 }
      let high = low.map { min($0 + example.number(0...1), Int32(inputWidth - 1)) }
      example.attributes.column_table = example.interpolation(
        low, high, low.map { Float($0 % 4) / 4 })
    }
    example.attributes.row_weights = example.keep([0, 0.25])
    example.y = 1
    check(fast.resize_pixels, plain.resize_pixels, wantsSums: false, isDense: true)
  }

  /// Every input column makes two, a quarter away from it on both sides.
  private mutating func doubleColumns(of inputWidth: Int) {
    let low = (0..<2 * inputWidth).map { Int32(max(($0 + 1) / 2 - 1, 0)) }
    let high = (0..<2 * inputWidth).map { Int32(min(($0 + 1) / 2, inputWidth - 1)) }
    example.attributes.column_table = example.interpolation(
      low, high, (0..<2 * inputWidth).map { $0 % 2 == 0 ? 0.75 : 0.25 })
    example.attributes.doubles_columns = 1
  }

  mutating func packing() {
    let (channels, width) = (example.number(1...50) as Int, example.number(1...40) as Int)
    example.makeDenseInput(channels: channels, width: width)
    example.makeBlockedOutput(channels: channels, width: width)
    check(fast.pack, plain.pack, wantsSums: example.oneIn(2))
  }

  mutating func unpacking() {
    makeUnpacking(channels: example.number(1...50))
    check(fast.unpack, plain.unpack, wantsSums: false, isDense: true)
  }

  mutating func softmax() {
    makeUnpacking(channels: example.oneIn(2) ? 2 : example.number(1...Int(fast.vector)))
    check(fast.softmax, plain.softmax, wantsSums: false, isDense: true)
  }

  /// From blocks of channels to pixels with theirs side by side.
  private mutating func makeUnpacking(channels: Int) {
    let width: Int = example.number(1...40)
    example.makeBlockedInput(channels: channels, width: width, left: 1, right: 1)
    example.attributes.output_channels = Int32(channels)
    example.attributes.width = Int32(width)
    example.attributes.output_pixel = Int64(channels)
    example.outputCount = channels * width
  }
}
