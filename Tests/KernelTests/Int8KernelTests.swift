import CSilhouetteKernels
import SilhouetteTestSupport
import SilhouetteTwins
import Testing

/// Every int8 kernel against its portable twin: the same bytes, and none outside the output and the
/// scratch that its step declares.
@Suite struct Int8KernelTests {
  /// An instruction set whose kernels this machine can run.
  static let sets = [SLH_PLAIN, SLH_AVX2, SLH_AVX512].filter { slh_cpu_supports($0) }
  static let seeds: [UInt64] = Array(1...16)

  private func expectTwins(
    _ memory: Int8StepMemory, _ parameters: UnsafeRawPointer, units: Int32, _ name: String,
    kernel: (slh_int8_kernels) -> slh_step_function
  ) {
    let plain = memory.after(
      kernel(slh_int8_kernels_of(SLH_PLAIN).pointee), parameters, units: units)
    for set in Self.sets {
      let found = memory.after(
        kernel(slh_int8_kernels_of(set).pointee), parameters, units: units)
      #expect(found.result == plain.result, "\(name) on \(set)")
      #expect(found.keepsGuards(of: memory), "\(name) on \(set)")
    }
  }

  private func bytes(_ count: Int, _ generator: inout SeededGenerator) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  private func factors(_ count: Int, _ generator: inout SeededGenerator) -> [slh_fixed_point] {
    (0..<count).map { _ in
      slh_fixed_point(
        mantissa: Int32.random(in: 1 << 30...Int32.max, using: &generator),
        exponent: Int32.random(in: -12...(-4), using: &generator))
    }
  }

  private let output = slh_int8_output(zero_point: -7, lowest: -90, highest: 120, saturates: 0)

  @Test("Convolutions and depthwise convolutions", arguments: seeds)
  func convolutions(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func random(_ range: ClosedRange<Int64>) -> Int64 { .random(in: range, using: &generator) }
    let isDepthwise = seed % 2 == 0
    let (channels, kernel, stride) = (random(1...37), random(1...3), random(1...2))
    let outputs = isDepthwise ? channels : random(1...37)
    let (height, width, padding) = (random(3...9), random(3...29), random(0...1))
    let (outHeight, outWidth) = (
      (height + 2 * padding - kernel) / stride + 1, (width + 2 * padding - kernel) / stride + 1
    )
    let blocks = Int((outputs + 15) / 16)
    let count = blocks * 16 * Int(kernel * kernel * (isDepthwise ? 1 : channels))
    let weights = (0..<count).map { _ in Int32.random(in: -127...127, using: &generator) }
    let biases = (0..<blocks * 16).map { _ in Int32.random(in: -999...999, using: &generator) }
    let scales = factors(blocks * 16, &generator)
    let interleaved = (0..<blocks).flatMap { block in
      let part = scales[block * 16..<(block + 1) * 16]
      return part.map { $0.mantissa } + part.map { $0.exponent }
    }
    let rowNumbers = ((outWidth - 1) * stride + kernel) * channels + 16
    let memory = Int8StepMemory(
      input: bytes(Int(height * width * channels), &generator),
      outputCount: Int(outHeight * outWidth * outputs),
      scratchCount: Int(kernel * rowNumbers) * 4, offset: Int(seed % 5))

    let constants = Constants()
    defer { withExtendedLifetime(constants) {} }
    func check<Number: BitwiseCopyable>(
      _ weights: [Number], _ biases: [Number], saturates: Int32, _ name: String,
      kernel select: (slh_int8_kernels) -> slh_step_function
    ) {
      var result = output
      result.saturates = saturates
      var parameters = slh_int8_convolution(
        input: slh_operand(constant: nil, offset: Int64(memory.input)),
        output: Int64(memory.output), weights: constants.store(weights),
        bias: constants.store(biases), factors: constants.store(interleaved), input_height: height,
        input_width: width, input_channels: channels, output_height: outHeight,
        output_width: outWidth, output_channels: outputs, kernel_height: kernel,
        kernel_width: kernel, stride_height: stride, stride_width: stride, dilation_height: 1,
        dilation_width: 1, top: padding, left: padding, groups: 1, ring_rows: kernel,
        row_numbers: rowNumbers, input_zero_point: 11, result: result)
      expectTwins(memory, &parameters, units: Int32(outHeight), name, kernel: select)
    }
    let (reals, realBiases) = (weights.map { Float($0) }, biases.map { Float($0) })
    if isDepthwise {
      check(reals, realBiases, saturates: 0, "depthwise") { $0.depthwise }
      check(weights, biases, saturates: 1, "wide depthwise") { $0.wide_depthwise }
    } else {
      check(reals, realBiases, saturates: 0, "convolution") { $0.convolution }
      check(weights, biases, saturates: 1, "wide convolution") { $0.wide_convolution }
    }
  }

  @Test("Sums, products, tables and quantisation of any length", arguments: seeds)
  func elementwise(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...200, using: &generator)
    let memory = Int8StepMemory(
      input: bytes(2 * count, &generator), outputCount: count, offset: Int(seed % 7))
    let scales = factors(3, &generator)
    for saturates: Int32 in [0, 1] {
      var result = output
      result.saturates = saturates
      var binary = slh_int8_binary(
        a: slh_operand(constant: nil, offset: Int64(memory.input)),
        b: slh_operand(constant: nil, offset: Int64(memory.input + count)),
        output: Int64(memory.output), rank: 1, extents: (Int64(count), 1, 1, 1, 1, 1, 1, 1),
        a_strides: (1, 1, 1, 1, 1, 1, 1, 1),
        b_strides: (Int64(seed % 2), 1, 1, 1, 1, 1, 1, 1), a_zero_point: 3, b_zero_point: -100,
        a_factor: scales[0], b_factor: scales[1], factor: scales[2], result: result)
      expectTwins(memory, &binary, units: Int32(count), "add") { $0.add }
      expectTwins(memory, &binary, units: Int32(count), "multiply") { $0.multiply }
    }

    let table = bytes(256, &generator).map { Int8(bitPattern: $0) }
    let constants = Constants()
    defer { withExtendedLifetime(constants) {} }
    var lookup = slh_int8_lookup(
      input: slh_operand(constant: nil, offset: Int64(memory.input)),
      output: Int64(memory.output), count: Int64(count), table: constants.store(table))
    expectTwins(memory, &lookup, units: 1, "lookup") { $0.lookup }

    let reals = (0..<count).map { _ in Float.random(in: -40...40, using: &generator) }
    let floats = Int8StepMemory(
      input: reals.flatMap { real in withUnsafeBytes(of: real) { Array($0) } },
      outputCount: count, offset: 0)
    var quantize = slh_int8_quantize(
      input: slh_operand(constant: nil, offset: Int64(floats.input)),
      output: Int64(floats.output), count: Int64(count), scale: 0.25, zero_point: 5)
    expectTwins(floats, &quantize, units: 1, "quantize") { $0.quantize }
  }

  @Test("Means of any width", arguments: seeds)
  func means(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (outer, extent, inner) = (
      Int.random(in: 1...3, using: &generator), Int.random(in: 1...30, using: &generator),
      Int.random(in: 1...70, using: &generator)
    )
    let memory = Int8StepMemory(
      input: bytes(outer * extent * inner, &generator), outputCount: outer * inner,
      scratchCount: inner * 4, offset: Int(seed % 3))
    var mean = slh_int8_mean(
      input: slh_operand(constant: nil, offset: Int64(memory.input)),
      output: Int64(memory.output), extent: Int64(extent), inner: Int64(inner),
      input_zero_point: 4, factor: factors(1, &generator)[0], result: output)
    expectTwins(memory, &mean, units: Int32(outer), "mean") { $0.mean }
  }

  @Test("Windows and neighbours of pictures", arguments: seeds)
  func pictures(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (height, width, channels) = (
      Int.random(in: 2...6, using: &generator), Int.random(in: 2...9, using: &generator),
      Int.random(in: 1...37, using: &generator)
    )
    let memory = Int8StepMemory(
      input: bytes(height * width * channels, &generator),
      outputCount: height * width * channels, offset: Int(seed % 5))
    let source = slh_operand(constant: nil, offset: Int64(memory.input))
    let constants = Constants()
    defer { withExtendedLifetime(constants) {} }
    let weights = constants.store(
      (0..<max(height, width)).map { _ in Int32.random(in: 0...1024, using: &generator) })
    // Every place and the one after it, where there is one.
    func table(
      _ extent: Int
    ) -> (
      low: UnsafePointer<Int32>, high: UnsafePointer<Int32>, end: UnsafePointer<Int32>,
      counts: UnsafePointer<Int32>
    ) {
      let low = (0..<Int32(extent)).map { $0 }
      let high = low.map { min($0 + 1, Int32(extent) - 1) }
      let end = high.map { $0 + 1 }
      return (
        constants.store(low), constants.store(high), constants.store(end),
        constants.store(zip(end, low).map { $0 - $1 })
      )
    }
    let (rows, columns) = (table(height), table(width))
    var resize = slh_int8_resize(
      input: source, output: Int64(memory.output), input_height: Int64(height),
      input_width: Int64(width), channels: Int64(channels), output_height: Int64(height),
      output_width: Int64(width),
      rows: slh_int8_interpolation(low: rows.low, high: rows.high, weight: weights),
      columns: slh_int8_interpolation(low: columns.low, high: columns.high, weight: weights))
    expectTwins(memory, &resize, units: Int32(height), "resize") { $0.resize }
    for takesMaximum: Int32 in [0, 1] {
      var pool = slh_int8_pool(
        input: source, output: Int64(memory.output), input_height: Int64(height),
        input_width: Int64(width), channels: Int64(channels), output_height: Int64(height),
        output_width: Int64(width),
        rows: slh_windows(begin: rows.low, end: rows.end, counted: rows.counts),
        columns: slh_windows(begin: columns.low, end: columns.end, counted: columns.counts),
        takes_maximum: takesMaximum, lowest: -100, highest: 100)
      expectTwins(memory, &pool, units: Int32(height), "pool") { $0.pool }
    }
  }

  @Test("Transposed convolutions", arguments: seeds)
  func transposed(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func random(_ range: ClosedRange<Int64>) -> Int64 { .random(in: range, using: &generator) }
    let (height, width, channels) = (random(1...5), random(1...7), random(1...20))
    let (outputs, kernel, stride) = (random(1...3), random(1...3), random(1...3))
    let (outHeight, outWidth) = ((height - 1) * stride + kernel, (width - 1) * stride + kernel)
    let constants = Constants()
    defer { withExtendedLifetime(constants) {} }
    let memory = Int8StepMemory(
      input: bytes(Int(height * width * channels), &generator),
      outputCount: Int(outHeight * outWidth * outputs), offset: Int(seed % 5))
    let weights = bytes(Int(outputs * kernel * kernel * channels), &generator)
    var parameters = slh_int8_transposed(
      input: slh_operand(constant: nil, offset: Int64(memory.input)),
      output: Int64(memory.output), weights: constants.store(weights.map { Int8(bitPattern: $0) }),
      bias: nil, factors: constants.store(factors(Int(outputs), &generator)),
      input_height: height, input_width: width, input_channels: channels,
      output_height: outHeight, output_width: outWidth, output_channels: outputs,
      kernel_height: kernel, kernel_width: kernel, stride_height: stride, stride_width: stride,
      top: 0, left: 0, input_zero_point: -9, result: output)
    expectTwins(memory, &parameters, units: Int32(outHeight), "transposed") { $0.transposed }
  }
}
