import CSilhouetteKernels
import SilhouetteGraph

extension Scheduler {
  mutating func int8TransposedConvolution(
    _ operation: TransposedConvolution, _ quantized: QuantizedNode
  ) throws(RuntimeError) {
    let node = quantized.node
    let sums = try quantized.sums(operation.activation)
    let (input, output) = (quantized.inputs[0].shape, quantized.results[0].shape)
    let kernel = quantized.inputs[1].shape
    let places = Extent2D(height: kernel[1], width: kernel[2])
    if operation.strides == places, operation.padding == .none,
      operation.outputPadding == Extent2D(0)
    {
      return try int8Expansion(sums, quantized)
    }
    let weights = quantized.constantIntegers(1).map { Int8(clamping: $0) }
    let biases = quantized.constantIntegers(2).map { Int32(clamping: $0) }
    let memory = builder.memory
    let source = operand(node.inputs[0])
    let target = define(node.outputs[0])
    let storedWeights = memory.store(weights)
    let storedBiases = biases.isEmpty ? nil : memory.store(biases)
    let factors = memory.store(sums.factors.map { $0.parameter })
    builder.step(
      title(node), int8Kernels.transposed, uses: source.buffers + [target],
      units: output[0] * output[1],
      grain: grain(workPerUnit: output[2] * output[3] * kernel.elementCount / kernel[0])
    ) { layout in
      slh_int8_transposed(
        input: source.located(in: layout), output: Int64(layout[target]), weights: storedWeights,
        bias: storedBiases, factors: factors,
        input_height: Int64(input[1]), input_width: Int64(input[2]),
        input_channels: Int64(input[3]), output_height: Int64(output[1]),
        output_width: Int64(output[2]), output_channels: Int64(output[3]),
        kernel_height: Int64(kernel[1]), kernel_width: Int64(kernel[2]),
        stride_height: Int64(operation.strides.height),
        stride_width: Int64(operation.strides.width), top: Int64(operation.padding.top),
        left: Int64(operation.padding.left), input_zero_point: Int32(sums.inputZeroPoint),
        result: int8Output(
          zeroPoint: sums.outputZeroPoint, range: sums.range, saturates: true))
    }
  }

  /// A transposed convolution whose kernel places do not overlap: each output has one input place,
  /// so it is a pointwise convolution to `kernelHeight · kernelWidth · c` channels, which then take
  /// their places in the picture.
  private mutating func int8Expansion(
    _ sums: QuantizedSums, _ quantized: QuantizedNode
  ) throws(RuntimeError) {
    let (input, output) = (quantized.inputs[0].shape, quantized.results[0].shape)
    let kernel = quantized.inputs[1].shape
    let weights = quantized.constantIntegers(1)
    let biases = quantized.constantIntegers(2)
    let (channels, depth) = (kernel[0], kernel[3])
    let places = kernel[1] * kernel[2]
    // [channel][place][depth] to [place][channel][depth].
    var placed: [Int] = []
    placed.reserveCapacity(weights.count)
    var placedBiases: [Int] = []
    var placedFactors: [FixedPointMultiplier] = []
    for place in 0..<places {
      for channel in 0..<channels {
        let first = (channel * places + place) * depth
        placed += weights[first..<first + depth]
        if !biases.isEmpty { placedBiases.append(biases[channel]) }
        placedFactors.append(sums.factors[channel])
      }
    }
    let packed = PackedInt8Weights(
      weights: placed, biases: placedBiases, factors: placedFactors, groups: 1,
      in: builder.memory)
    let expanded: Shape = [input[0], input[1], input[2], places * channels]
    let buffer = builder.buffer(byteCount: expanded.elementCount)
    convolve(
      packed, Convolution(), sums, quantized.node, to: buffer, input: input,
      kernel: [places * channels, 1, 1, depth], output: expanded)
    // [n, h, w, i, j·c] to [n, h, i, w, j·c].
    let (rows, row) = (kernel[1], kernel[2] * channels)
    try copy(
      title(quantized.node), from: .buffer(buffer), to: define(quantized.node.outputs[0]),
      elementSize: 1,
      loop: StridedLoop(
        extents: [input[0] * input[1], rows, input[2], row],
        strides: [
          [input[2] * rows * row, row, rows * row, 1],
          [output[2] * channels * rows, output[2] * channels, row, 1],
        ]))
  }
}

extension QuantizedNode {
  /// The numbers of a constant input; none where the input is absent.
  func constantIntegers(_ index: Int) -> [Int] {
    index < inputs.count ? inputs[index].constant?.integers() ?? [] : []
  }
}
