import CSilhouetteKernels
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// Every row kernel of every instruction set against its plain twin in the same layout: random
/// shapes, strides, tails and epilogues, guards around every buffer.
@Suite struct RowKernelTests {
  static let sets = InstructionSet.available
  static let seeds = 0..<150

  private func kernels(_ set: InstructionSet) -> (fast: slh_row_kernels, plain: slh_row_kernels) {
    let fast = slh_row_kernels_for(set.identifier).pointee
    return (fast, slh_row_kernels_plain(fast.vector).pointee)
  }

  private func check(
    _ example: RowKernelCase, _ fast: slh_row_kernel?, _ plain: slh_row_kernel?,
    wantsSums: Bool, isDense: Bool = false
  ) throws {
    let found = try #require(example.run(fast, wantsSums: wantsSums))
    let expected = try #require(example.run(plain, wantsSums: wantsSums))
    // Lanes past the last channel hold anything in the picture that goes in.
    let lanes = Int(example.attributes.output_channels)
    for (index, (a, b)) in zip(found.row, expected.row).enumerated() {
      let block = index / max(Int(example.attributes.output_block), 1)
      if !isDense, block * example.vector + index % example.vector >= lanes { continue }
      #expect(abs(a - b) <= 2e-5 * max(1, abs(b)), "place \(index)")
      if !(abs(a - b) <= 2e-5 * max(1, abs(b))) { return }
    }
    for channel in 0..<(wantsSums ? lanes : 0) {
      let (a, b) = (found.sums[channel], expected.sums[channel])
      #expect(abs(a - b) <= 1e-4 * max(1, abs(b)), "sum \(channel)")
    }
  }

  /// Window, strides and borders along a row of `width` outputs; returns the input's width.
  private func makeWindow(_ example: inout RowKernelCase, kernel: Int, square: Bool) -> Int {
    example.attributes.columns = Int32(kernel)
    example.attributes.window = square ? Int32(kernel) : example.number(1...4)
    example.attributes.column_stride = example.number(1...3)
    example.attributes.column_dilation = square ? 1 : example.number(1...2)
    example.attributes.column_before = example.number(0...max(kernel - 1, 0))
    return example.number(1...40)
  }

  private func setInterior(
    _ example: inout RowKernelCase, width: Int, inputWidth: Int, left: Int, right: Int
  ) {
    let attributes = example.attributes
    let inside = (0..<width).filter { x in
      let first = x * Int(attributes.column_stride) - Int(attributes.column_before)
      let last = first + Int(attributes.columns - 1) * Int(attributes.column_dilation)
      return first >= -left && last < inputWidth + right
    }
    example.attributes.interior_begin = Int32(inside.first ?? 0)
    example.attributes.interior_end = Int32((inside.last ?? -1) + 1)
  }

  private func makeEpilogue(_ example: inout RowKernelCase) {
    if !example.oneIn(3) { example.makeBias() }
    example.attributes.inner = example.activation(simple: true)
    example.attributes.outer = example.activation(simple: example.oneIn(2))
    if example.oneIn(2) { example.makeAddend() }
  }

  @Test(arguments: sets, seeds)
  func convolution(_ set: InstructionSet, _ seed: Int) throws {
    let (fast, plain) = kernels(set)
    var example = RowKernelCase(vector: Int(fast.vector), seed: UInt64(seed))
    let inputWidth = makeWindow(&example, kernel: example.number(1...5), square: false)
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
      &example, width: width, inputWidth: inputWidth, left: isDense ? 0 : left,
      right: isDense ? 0 : right)
    example.makeBlockedOutput(channels: outputs, width: width)
    example.weights = example.floats(
      example.blocks(outputs) * Int(example.attributes.window * example.attributes.columns)
        * channels * example.vector)
    makeEpilogue(&example)
    try check(
      example, fast.convolution, plain.convolution, wantsSums: example.oneIn(2))
  }

  @Test(arguments: sets, seeds)
  func depthwise(_ set: InstructionSet, _ seed: Int) throws {
    let (fast, plain) = kernels(set)
    var example = RowKernelCase(vector: Int(fast.vector), seed: UInt64(seed))
    let square = !example.oneIn(4)
    let kernel = square && !example.oneIn(4) ? (example.oneIn(2) ? 3 : 5) : example.number(1...6)
    let inputWidth = makeWindow(&example, kernel: kernel, square: square)
    let (left, right) = (example.number(0...2) as Int, example.number(0...2) as Int)
    let channels: Int = example.number(1...50)
    example.makeBlockedInput(channels: channels, width: inputWidth, left: left, right: right)
    let width: Int = example.number(1...45)
    setInterior(&example, width: width, inputWidth: inputWidth, left: left, right: right)
    example.makeBlockedOutput(channels: channels, width: width)
    example.weights = example.floats(
      example.blocks(channels) * Int(example.attributes.window * example.attributes.columns)
        * example.vector)
    makeEpilogue(&example)
    try check(example, fast.depthwise, plain.depthwise, wantsSums: example.oneIn(2))
  }

  @Test(arguments: sets, seeds)
  func combine(_ set: InstructionSet, _ seed: Int) throws {
    let (fast, plain) = kernels(set)
    var example = RowKernelCase(vector: Int(fast.vector), seed: UInt64(seed))
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
    try check(example, fast.combine, plain.combine, wantsSums: example.oneIn(2))
  }

  @Test(arguments: sets, seeds)
  func pool(_ set: InstructionSet, _ seed: Int) throws {
    let (fast, plain) = kernels(set)
    var example = RowKernelCase(vector: Int(fast.vector), seed: UInt64(seed))
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
    try check(example, fast.pool, plain.pool, wantsSums: example.oneIn(2))
  }

  @Test(arguments: sets, seeds)
  func resize(_ set: InstructionSet, _ seed: Int) throws {
    let (fast, plain) = kernels(set)
    var example = RowKernelCase(vector: Int(fast.vector), seed: UInt64(seed))
    let (channels, width) = (example.number(1...50) as Int, example.number(1...40) as Int)
    let inputWidth: Int = example.number(1...30)
    example.attributes.window = 2
    example.makeBlockedInput(channels: channels, width: inputWidth, left: 0, right: 1)
    example.rows[0] = example.rows[0] ?? example.rows[1]
    example.makeBlockedOutput(channels: channels, width: width)
    let low = (0..<width).map { _ in example.number(0...inputWidth - 1) as Int32 }
    let high = low.map { min($0 + example.number(0...1), Int32(inputWidth - 1)) }
    example.attributes.column_table = slh_interpolation(
      low: example.keep(low), high: example.keep(high),
      weight: UnsafePointer(example.keep(low.map { Float($0 % 4) / 4 })))
    example.attributes.row_weights = example.keep([0, 0.25])
    example.y = 1
    if example.oneIn(2) { example.makeAddend() }
    example.attributes.outer = example.activation(simple: false)
    try check(example, fast.resize, plain.resize, wantsSums: example.oneIn(2))
  }

  @Test(arguments: sets, seeds)
  func packing(_ set: InstructionSet, _ seed: Int) throws {
    let (fast, plain) = kernels(set)
    var example = RowKernelCase(vector: Int(fast.vector), seed: UInt64(seed))
    let (channels, width) = (example.number(1...50) as Int, example.number(1...40) as Int)
    example.makeDenseInput(channels: channels, width: width)
    example.makeBlockedOutput(channels: channels, width: width)
    try check(example, fast.pack, plain.pack, wantsSums: example.oneIn(2))
  }

  @Test(arguments: sets, seeds)
  func unpacking(_ set: InstructionSet, _ seed: Int) throws {
    let (fast, plain) = kernels(set)
    var example = RowKernelCase(vector: Int(fast.vector), seed: UInt64(seed))
    let (channels, width) = (example.number(1...50) as Int, example.number(1...40) as Int)
    example.makeBlockedInput(channels: channels, width: width, left: 1, right: 1)
    example.attributes.output_channels = Int32(channels)
    example.attributes.width = Int32(width)
    example.attributes.output_pixel = Int64(channels)
    example.outputCount = channels * width
    try check(example, fast.unpack, plain.unpack, wantsSums: false, isDense: true)
  }

  @Test(arguments: sets, seeds)
  func softmax(_ set: InstructionSet, _ seed: Int) throws {
    let (fast, plain) = kernels(set)
    var example = RowKernelCase(vector: Int(fast.vector), seed: UInt64(seed))
    let channels = example.oneIn(2) ? 2 : example.number(1...Int(fast.vector))
    let width: Int = example.number(1...40)
    example.makeBlockedInput(channels: channels, width: width, left: 1, right: 1)
    example.attributes.output_channels = Int32(channels)
    example.attributes.width = Int32(width)
    example.attributes.output_pixel = Int64(channels)
    example.outputCount = channels * width
    try check(example, fast.softmax, plain.softmax, wantsSums: false, isDense: true)
  }

  @Test(arguments: sets, seeds)
  func expansion(_ set: InstructionSet, _ seed: Int) throws {
    let (fast, plain) = kernels(set)
    var example = RowKernelCase(vector: Int(fast.vector), seed: UInt64(seed))
    let (channels, width) = (example.number(1...50) as Int, example.number(1...40) as Int)
    example.makeBlockedInput(channels: channels, width: width, left: 0, right: 0)
    let (rows, columns) = (example.number(1...3) as Int, example.number(1...3) as Int)
    let outputs = example.oneIn(2) ? 1 : min(16 / (rows * columns), example.number(1...3))
    example.attributes.expansion = Int32(rows)
    example.attributes.columns = Int32(columns)
    example.attributes.output_channels = Int32(outputs)
    example.attributes.width = Int32(width * columns)
    example.outputCount = rows * width * columns * outputs
    example.weights = example.floats(rows * columns * outputs * channels)
    if example.oneIn(2) {
      example.attributes.bias = example.keep((0..<outputs).map { Float($0) })
    }
    example.attributes.outer = example.activation(simple: false)
    try check(example, fast.expand, plain.expand, wantsSums: false, isDense: true)
  }
}
