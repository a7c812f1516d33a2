import CSilhouetteKernels

/// Kernels that multiply by weights.
extension RowKernelTwins {
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
    // The weights of one whole block stay in registers.
    let channels = example.oneIn(3) ? example.vector : example.number(1...80)
    let (outputs, width) = (example.number(1...80) as Int, example.number(1...45) as Int)
    example.makeBlockedInput(
      channels: channels, width: width, left: example.number(0...2), right: example.number(0...2))
    setInterior(width: width, inputWidth: width, left: 0, right: 0)
    example.makeBlockedOutput(channels: outputs, width: width)
    example.weights = example.floats(example.blocks(outputs) * channels * example.vector)
    makeEpilogue()
    check(fast.convolution, plain.convolution, wantsSums: example.oneIn(2))
  }

  /// The last block's few channels packed as those of an expansion.
  mutating func tail() {
    let (channels, width) = (example.number(1...80) as Int, example.number(1...45) as Int)
    let tail = min(example.number(1...8), Int(fast.tail_channels))
    let outputs = example.number((tail > 0 ? 0 : 1)...2) * example.vector + tail
    example.makeBlockedInput(
      channels: channels, width: width, left: example.number(0...2), right: example.number(0...2))
    setInterior(width: width, inputWidth: width, left: 0, right: 0)
    example.makeBlockedOutput(channels: outputs, width: width)
    let whole = (0..<outputs / example.vector * channels * example.vector).map { _ in
      example.float()
    }
    example.weights = GuardedBuffer<Float>(whole + expansionWeights(outputs: tail, of: channels))
    example.attributes.tail_channels = Int32(tail)
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
    let (stride, together) = (example.number(1...2) as Int, example.number(1...3) as Int)
    example.attributes.column_stride = Int32(stride)
    example.attributes.tile_rows = Int32(together)
    example.attributes.window = Int32(4 * stride * together + 3 - stride)
    example.attributes.column_before = example.number(0...2)
    example.y = example.number(0...17)
    example.makeBlockedInput(
      channels: channels, width: width, left: example.number(0...2), right: example.number(0...2))
    for row in 0..<example.number(0...2) { example.rows[row] = nil }
    for row in 0..<example.number(0...4 * stride + 1) {
      example.rows[example.rows.count - 1 - row] = nil
    }
    let tiles = (width + 4 * stride - 1) / (4 * stride)
    example.makeBlockedOutput(
      channels: channels, width: (3 * stride + 3) * together * tiles)
    check(fast.winograd_input, plain.winograd_input, wantsSums: false, scale: 20)
  }

  mutating func winogradProducts() {
    let (channels, outputs) = (example.number(1...50) as Int, example.number(1...80) as Int)
    let (stride, tiles) = (example.number(1...2) as Int, example.number(1...40) as Int)
    example.attributes.column_stride = Int32(stride)
    example.makeBlockedInput(
      channels: channels, width: (3 * stride + 3) * tiles, left: 0, right: example.number(0...2))
    example.y = example.number(0...17)
    example.makeBlockedOutput(channels: outputs, width: 4 * tiles)
    example.weights = example.floats(example.blocks(outputs) * 36 * channels * example.vector)
    check(
      fast.winograd_products, plain.winograd_products, wantsSums: false, scale: Float(channels))
  }

  mutating func winogradOutput() {
    let (channels, width) = (example.number(1...50) as Int, example.number(1...45) as Int)
    let together: Int = example.number(1...3)
    example.attributes.column_stride = example.number(1...2)
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

  /// The lanes of every pixel have the same weights.
  private mutating func expansionWeights(outputs: Int, of channels: Int) -> [Float] {
    let fours = outputs * example.blocks(channels) * example.vector / 4
    let numbers = (0..<4 * fours).map { _ in example.float() }
    return (0..<fours * example.vector).map { numbers[$0 / example.vector * 4 + $0 % 4] }
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
    example.weights = GuardedBuffer<Float>(
      expansionWeights(outputs: rows * columns * outputs, of: channels))
    if example.oneIn(2) {
      example.attributes.bias = example.keep((0..<outputs).map { Float($0) })
    }
    example.attributes.outer = example.activation(simple: false)
    check(fast.expand, plain.expand, wantsSums: false, isDense: true)
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
}
