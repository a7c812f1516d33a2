import CSilhouetteKernels
import SilhouetteRuntime

/// Every row kernel of every instruction set against its plain twin in the same layout: random
/// shapes, strides, tails and epilogues, guards around every buffer.
extension TwinCheck {
  static let rows = [
    row("convolution") { $0.convolution() },
    row("pointwise convolution") { $0.pointwise() },
    row("convolution of a picture") { $0.picture() },
    row("Winograd input") { $0.winogradInput() },
    row("Winograd products") { $0.winogradProducts() },
    row("Winograd output") { $0.winogradOutput() },
    row("depthwise") { $0.depthwise() },
    row("combine") { $0.combine() },
    row("pool") { $0.pool() },
    row("resize") { $0.resize() },
    row("doubling") { $0.doubling() },
    row("packing") { $0.packing() },
    row("unpacking") { $0.unpacking() },
    row("selected convolution") { $0.selectedConvolution() },
    row("selection") { $0.selection() },
    row("windowed resize") { $0.windowedResize() },
    row("pixel resize") { $0.pixelResize() },
    row("softmax") { $0.softmax() },
    row("expansion") { $0.expansion() },
  ]

  private static func row(
    _ name: String, _ compare: @escaping @Sendable (inout RowKernelTwins) -> Void
  ) -> TwinCheck {
    TwinCheck(name, seeds: 0..<150) { set, seed, findings in
      var twins = RowKernelTwins(set, seed: seed, findings)
      compare(&twins)
      findings = twins.findings
    }
  }
}

/// A set's kernels and their twins, and a random row for them.
private struct RowKernelTwins {
  let fast: slh_row_kernels
  let plain: slh_row_kernels
  var example: RowKernelCase
  var findings: Findings

  init(_ set: InstructionSet, seed: Int, _ findings: Findings) {
    fast = slh_row_kernels_for(set.identifier).pointee
    plain = slh_row_kernels_plain(fast.vector).pointee
    example = RowKernelCase(vector: Int(fast.vector), seed: UInt64(seed))
    self.findings = findings
  }

  /// - Parameter scale: how large the terms are whose sum a result is.
  private mutating func check(
    _ fast: slh_row_kernel?, _ plain: slh_row_kernel?, wantsSums: Bool, isDense: Bool = false,
    scale: Float = 1
  ) {
    if !isDense { example.blocksTogether = example.number(0...3) }
    guard let found = example.run(fast, wantsSums: wantsSums),
      let expected = example.run(plain, wantsSums: wantsSums)
    else {
      findings.expect(false, "touches what is not its own")
      return
    }
    // Lanes past the last channel hold anything in the picture that goes in.
    let lanes = Int(example.attributes.output_channels)
    let wrong = found.row.indices.first { index in
      let block = index / max(Int(example.attributes.output_block), 1)
      if !isDense, block * example.vector + index % example.vector >= lanes { return false }
      return !isNear(found.row[index], expected.row[index], 2e-5, scale)
    }
    findings.expect(wrong == nil, "place \(wrong ?? 0) of \(found.row.count) differs")
    guard wantsSums else { return }
    let wrongSum = (0..<lanes).first { !isNear(found.sums[$0], expected.sums[$0], 1e-4, scale) }
    findings.expect(wrongSum == nil, "sum \(wrongSum ?? 0) of \(lanes) differs")
  }

  private func isNear(_ a: Float, _ b: Float, _ tolerance: Float, _ scale: Float) -> Bool {
    abs(a - b) <= tolerance * max(scale, abs(b))
  }

  /// Window, strides and borders along a row of `width` outputs; returns the input's width.
  private mutating func makeWindow(kernel: Int, square: Bool) -> Int {
    example.attributes.columns = Int32(kernel)
    example.attributes.window = square ? Int32(kernel) : example.number(1...4)
    example.attributes.column_stride = example.number(1...3)
    example.attributes.column_dilation = square ? 1 : example.number(1...2)
    example.attributes.column_before = example.number(0...max(kernel - 1, 0))
    return example.number(1...40)
  }

  private mutating func setInterior(width: Int, inputWidth: Int, left: Int, right: Int) {
    let attributes = example.attributes
    let inside = (0..<width).filter { x in
      let first = x * Int(attributes.column_stride) - Int(attributes.column_before)
      let last = first + Int(attributes.columns - 1) * Int(attributes.column_dilation)
      return first >= -left && last < inputWidth + right
    }
    example.attributes.interior_begin = Int32(inside.first ?? 0)
    example.attributes.interior_end = Int32((inside.last ?? -1) + 1)
  }

  private mutating func makeEpilogue() {
    if !example.oneIn(3) { example.makeBias() }
    example.attributes.inner = example.activation(simple: true)
    example.attributes.outer = example.activation(simple: example.oneIn(2))
    if example.oneIn(2) { example.makeAddend() }
  }

  mutating func convolution() {
    let inputWidth = makeWindow(kernel: example.number(1...5), square: false)
    let (left, right) = (example.number(0...2) as Int, example.number(0...2) as Int)
    let channels: Int = example.number(1...50)
    let isDense = example.oneIn(3)
    if isDense {
      example.makeDenseInput(channels: channels, width: inputWidth)
    } else {
      example.makeBlockedInput(channels: channels, width: inputWidth, left: left, right: right)
    }
    let width: Int = example.number(1...45)
    let outputs: Int = example.number(1...80)
    setInterior(
      width: width, inputWidth: inputWidth, left: isDense ? 0 : left,
      right: isDense ? 0 : right)
    example.makeBlockedOutput(channels: outputs, width: width)
    example.weights = example.floats(
      example.blocks(outputs) * Int(example.attributes.window * example.attributes.columns)
        * channels * example.vector)
    makeEpilogue()
    check(
      fast.convolution, plain.convolution, wantsSums: example.oneIn(2))
  }

  mutating func pointwise() {
    let (channels, width) = (example.number(1...80) as Int, example.number(1...45) as Int)
    let outputs: Int = example.number(1...80)
    example.makeBlockedInput(
      channels: channels, width: width, left: example.number(0...2), right: example.number(0...2))
    setInterior(width: width, inputWidth: width, left: 0, right: 0)
    example.makeBlockedOutput(channels: outputs, width: width)
    example.weights = example.floats(example.blocks(outputs) * channels * example.vector)
    makeEpilogue()
    check(fast.convolution, plain.convolution, wantsSums: example.oneIn(2))
  }

  /// Three channels, 3×3 at stride 2: whole tiles whatever the width.
  mutating func picture() {
    let (width, outputs) = (example.number(1...70) as Int, example.number(1...40) as Int)
    let inputWidth = max(2 * width + example.number(-3...3), 1)
    example.attributes.window = 3
    example.attributes.columns = 3
    example.attributes.column_stride = 2
    example.attributes.column_before = example.number(0...2)
    example.makeDenseInput(channels: 3, width: inputWidth)
    if example.oneIn(3) { example.rows[example.oneIn(2) ? 0 : 2] = nil }
    setInterior(width: width, inputWidth: inputWidth, left: 0, right: 0)
    example.makeBlockedOutput(channels: outputs, width: width)
    example.weights = example.floats(example.blocks(outputs) * 27 * example.vector)
    makeEpilogue()
    check(fast.convolution, plain.convolution, wantsSums: example.oneIn(2))
  }

  mutating func winogradInput() {
    let (channels, width) = (example.number(1...50) as Int, example.number(1...45) as Int)
    let together: Int = example.number(1...3)
    example.attributes.tile_rows = Int32(together)
    example.attributes.window = Int32(4 * together + 2)
    example.attributes.column_before = example.number(0...2)
    example.y = example.number(0...11)
    example.makeBlockedInput(
      channels: channels, width: width, left: example.number(0...2), right: example.number(0...2))
    for row in 0..<example.number(0...2) { example.rows[row] = nil }
    for row in 0..<example.number(0...5) { example.rows[example.rows.count - 1 - row] = nil }
    example.makeBlockedOutput(channels: channels, width: 6 * together * ((width + 3) / 4))
    check(fast.winograd_input, plain.winograd_input, wantsSums: false, scale: 20)
  }

  mutating func winogradProducts() {
    let (channels, outputs) = (example.number(1...50) as Int, example.number(1...80) as Int)
    let tiles: Int = example.number(1...40)
    example.makeBlockedInput(
      channels: channels, width: 6 * tiles, left: 0, right: example.number(0...2))
    example.y = example.number(0...11)
    example.makeBlockedOutput(channels: outputs, width: 4 * tiles)
    example.weights = example.floats(example.blocks(outputs) * 36 * channels * example.vector)
    check(
      fast.winograd_products, plain.winograd_products, wantsSums: false, scale: Float(channels))
  }

  mutating func winogradOutput() {
    let (channels, width) = (example.number(1...50) as Int, example.number(1...45) as Int)
    let together: Int = example.number(1...3)
    example.attributes.tile_rows = Int32(together)
    example.attributes.window = 6
    example.y = example.number(0...23)
    example.makeBlockedInput(
      channels: channels, width: 4 * together * ((width + 3) / 4), left: 0,
      right: example.number(0...2))
    for row in example.rows.indices where example.rows[row] == nil {
      example.rows[row] = example.floats(
        example.blocks(channels) * Int(example.attributes.input_block))
    }
    example.makeBlockedOutput(channels: channels, width: width)
    makeEpilogue()
    check(
      fast.winograd_output, plain.winograd_output, wantsSums: example.oneIn(2), scale: 10)
  }

  mutating func depthwise() {
    let square = !example.oneIn(4)
    let kernel = square && !example.oneIn(4) ? (example.oneIn(2) ? 3 : 5) : example.number(1...6)
    let inputWidth = makeWindow(kernel: kernel, square: square)
    let (left, right) = (example.number(0...2) as Int, example.number(0...2) as Int)
    let channels: Int = example.number(1...50)
    example.makeBlockedInput(channels: channels, width: inputWidth, left: left, right: right)
    let width: Int = example.number(1...45)
    setInterior(width: width, inputWidth: inputWidth, left: left, right: right)
    example.makeBlockedOutput(channels: channels, width: width)
    example.weights = example.floats(
      example.blocks(channels) * Int(example.attributes.window * example.attributes.columns)
        * example.vector)
    makeEpilogue()
    check(fast.depthwise, plain.depthwise, wantsSums: example.oneIn(2))
  }

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
    let low = (0..<2 * inputWidth).map { Int32(max(($0 + 1) / 2 - 1, 0)) }
    let high = (0..<2 * inputWidth).map { Int32(min(($0 + 1) / 2, inputWidth - 1)) }
    example.attributes.column_table = example.interpolation(
      low, high, (0..<2 * inputWidth).map { $0 % 2 == 0 ? 0.75 : 0.25 })
    example.attributes.doubles_columns = 1
    example.attributes.row_weights = example.keep([0, 0.25])
    example.y = 1
    if example.oneIn(2) { example.makeAddend() }
    example.attributes.inner = example.activation(simple: true)
    example.attributes.outer = example.activation(simple: false)
    check(fast.resize, plain.resize, wantsSums: example.oneIn(2))
  }

  mutating func packing() {
    let (channels, width) = (example.number(1...50) as Int, example.number(1...40) as Int)
    example.makeDenseInput(channels: channels, width: width)
    example.makeBlockedOutput(channels: channels, width: width)
    check(fast.pack, plain.pack, wantsSums: example.oneIn(2))
  }

  mutating func unpacking() {
    let (channels, width) = (example.number(1...50) as Int, example.number(1...40) as Int)
    example.makeBlockedInput(channels: channels, width: width, left: 1, right: 1)
    example.attributes.output_channels = Int32(channels)
    example.attributes.width = Int32(width)
    example.attributes.output_pixel = Int64(channels)
    example.outputCount = channels * width
    check(fast.unpack, plain.unpack, wantsSums: false, isDense: true)
  }

  /// Channels in any order, some more than once, of a wider picture.
  private mutating func makeSelection(outputs: Int?) -> Int {
    let (channels, width) = (example.number(1...60) as Int, example.number(1...40) as Int)
    example.makeBlockedInput(channels: channels, width: width, left: 1, right: 1)
    let count: Int = example.number(1...50)
    let start: Int = example.number(0...channels - 1)
    let isRun = example.oneIn(3)
    var offsets: [Int64] = []
    for place in 0..<count {
      let channel = isRun ? (start + place) % channels : example.number(0...channels - 1)
      offsets.append(
        Int64(channel / example.vector) * example.attributes.input_block
          + Int64(channel % example.vector))
    }
    example.attributes.channel_offsets = example.keep(offsets)
    example.attributes.input_channels = Int32(count)
    example.makeBlockedOutput(channels: outputs ?? count, width: width)
    return count
  }

  mutating func selectedConvolution() {
    let outputs: Int = example.number(1...80)
    let count = makeSelection(outputs: outputs)
    example.weights = example.floats(example.blocks(outputs) * count * example.vector)
    makeEpilogue()
    check(
      fast.selected_convolution, plain.selected_convolution, wantsSums: example.oneIn(2))
  }

  mutating func selection() {
    _ = makeSelection(outputs: nil)
    if example.oneIn(2) { example.makeAddend() }
    example.attributes.outer = example.activation(simple: false)
    check(fast.select, plain.select, wantsSums: example.oneIn(2))
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
    // Long runs between the same two pixels, as an enlargement has them.
    let low = (0..<width).map { Int32($0 * inputWidth / (2 * width)) }
    let high = low.map { min($0 + 1, Int32(inputWidth - 1)) }
    example.attributes.column_table = example.interpolation(
      low, high, (0..<width).map { Float($0 % 4) / 4 })
    example.attributes.row_weights = example.keep((0..<2 * rows).map { Float($0 % 3) / 4 })
    example.y = 1
    if example.oneIn(2) { example.makeAddend() }
    example.attributes.outer = example.activation(simple: false)
    check(fast.windowed_resize, plain.windowed_resize, wantsSums: example.oneIn(2))
  }

  mutating func pixelResize() {
    let channels = example.oneIn(2) ? 2 : example.number(1...4)
    let (inputWidth, width) = (example.number(1...30) as Int, example.number(1...70) as Int)
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
    let low = (0..<width).map { _ in example.number(0...inputWidth - 1) as Int32 }
    let high = low.map { min($0 + example.number(0...1), Int32(inputWidth - 1)) }
    example.attributes.column_table = example.interpolation(
      low, high, low.map { Float($0 % 4) / 4 })
    example.attributes.row_weights = example.keep([0, 0.25])
    example.y = 1
    check(fast.resize_pixels, plain.resize_pixels, wantsSums: false, isDense: true)
  }

  mutating func softmax() {
    let channels = example.oneIn(2) ? 2 : example.number(1...Int(fast.vector))
    let width: Int = example.number(1...40)
    example.makeBlockedInput(channels: channels, width: width, left: 1, right: 1)
    example.attributes.output_channels = Int32(channels)
    example.attributes.width = Int32(width)
    example.attributes.output_pixel = Int64(channels)
    example.outputCount = channels * width
    check(fast.softmax, plain.softmax, wantsSums: false, isDense: true)
  }

  mutating func expansion() {
    let (channels, width) = (example.number(1...50) as Int, example.number(1...40) as Int)
    example.makeBlockedInput(channels: channels, width: width, left: 0, right: 0)
    let (rows, columns) = (example.number(1...3) as Int, example.number(1...3) as Int)
    let outputs = example.oneIn(2) ? 1 : min(16 / (rows * columns), example.number(1...3))
    example.attributes.expansion = Int32(rows)
    example.attributes.columns = Int32(columns)
    example.attributes.output_channels = Int32(outputs)
    example.attributes.width = Int32(width * columns)
    example.outputCount = rows * width * columns * outputs
    // The lanes of every pixel have the same weights.
    let fours = rows * columns * outputs * example.blocks(channels) * example.vector / 4
    let numbers = (0..<4 * fours).map { _ in example.float() }
    example.weights = GuardedBuffer<Float>(
      (0..<fours * example.vector).map { numbers[$0 / example.vector * 4 + $0 % 4] })
    if example.oneIn(2) {
      example.attributes.bias = example.keep((0..<outputs).map { Float($0) })
    }
    example.attributes.outer = example.activation(simple: false)
    check(fast.expand, plain.expand, wantsSums: false, isDense: true)
  }
}
