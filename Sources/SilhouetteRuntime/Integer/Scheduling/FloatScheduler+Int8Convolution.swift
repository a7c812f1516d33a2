import CSilhouetteKernels
import SilhouetteGraph

extension FloatScheduler {
  mutating func int8Convolution(
    _ operation: Convolution, _ quantized: QuantizedNode
  ) throws(RuntimeError) {
    let node = quantized.node
    let sums = try quantized.sums(operation.activation)
    let (input, output) = (quantized.inputs[0].shape, quantized.results[0].shape)
    let kernel = quantized.inputs[1].shape
    let isDepthwise =
      operation.groups == input[3] && operation.groups == output[3] && operation.groups > 1
    let groups = isDepthwise ? 1 : operation.groups
    let packed = PackedInt8Weights(quantized, sums, groups: groups, in: builder.memory)
    let ringRows = (kernel[1] - 1) * operation.dilations.height + 1
    // Up to the last column that a window reaches, and what a ragged block reads beyond.
    let columns =
      (output[2] - 1) * operation.strides.width + (kernel[2] - 1) * operation.dilations.width + 1
    let rowNumbers = columns * input[3] + Int(SLH_INT8_BLOCK)
    let kernels = int8Kernels
    let function =
      switch (isDepthwise, packed.isFloat) {
      case (true, true): kernels.depthwise
      case (true, false): kernels.wide_depthwise
      case (false, true): kernels.convolution
      case (false, false): kernels.wide_convolution
      }
    let source = operand(node.inputs[0])
    let target = define(node.outputs[0])
    builder.step(
      title(node), function, uses: source.buffers + [target], units: output[0] * output[1],
      grain: grain(workPerUnit: output[2] * output[3] * kernel.elementCount / kernel[0]),
      scratchBytes: ringRows * rowNumbers * 4
    ) { layout in
      slh_int8_convolution(
        input: source.located(in: layout), output: Int64(layout[target]), weights: packed.weights,
        bias: packed.bias, factors: packed.factors,
        input_height: Int64(input[1]), input_width: Int64(input[2]),
        input_channels: Int64(input[3]), output_height: Int64(output[1]),
        output_width: Int64(output[2]), output_channels: Int64(output[3]),
        kernel_height: Int64(kernel[1]), kernel_width: Int64(kernel[2]),
        stride_height: Int64(operation.strides.height),
        stride_width: Int64(operation.strides.width),
        dilation_height: Int64(operation.dilations.height),
        dilation_width: Int64(operation.dilations.width), top: Int64(operation.padding.top),
        left: Int64(operation.padding.left), groups: Int64(groups), ring_rows: Int64(ringRows),
        row_numbers: Int64(rowNumbers), input_zero_point: Int32(sums.inputZeroPoint),
        result: int8Output(
          zeroPoint: sums.outputZeroPoint, range: sums.range, saturates: packed.saturates))
    }
  }

  mutating func int8TransposedConvolution(
    _ operation: TransposedConvolution, _ quantized: QuantizedNode
  ) throws(RuntimeError) {
    let node = quantized.node
    let sums = try quantized.sums(operation.activation)
    let (input, output) = (quantized.inputs[0].shape, quantized.results[0].shape)
    let kernel = quantized.inputs[1].shape
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
}

extension QuantizedNode {
  /// The numbers of a constant input; none where the input is absent.
  func constantIntegers(_ index: Int) -> [Int] {
    index < inputs.count ? inputs[index].constant?.integers() ?? [] : []
  }
}

/// Weights, biases and factors of a convolution in the order of its kernel: blocks of 16 output
/// channels, `[group][block][kernel row][kernel column][input channel][16]`, missing ones zero.
///
/// A depthwise convolution is packed as one group whose "input channels" are the single one that
/// each output reads.
private struct PackedInt8Weights {
  let weights: UnsafeRawPointer
  let bias: UnsafeRawPointer
  let factors: UnsafePointer<slh_fixed_point>
  /// Every possible sum is an exact float32.
  let isFloat: Bool
  let saturates: Bool

  init(_ node: QuantizedNode, _ sums: QuantizedSums, groups: Int, in memory: ProgramMemory) {
    let shape = node.inputs[1].shape
    let (outputs, taps) = (shape[0], shape.elementCount / shape[0])
    let weights = node.constantIntegers(1)
    var biases = node.constantIntegers(2)
    if biases.isEmpty { biases = [Int](repeating: 0, count: outputs) }
    let block = Int(SLH_INT8_BLOCK)
    let blocks = (outputs / groups + block - 1) / block
    var packedWeights = [Int32](repeating: 0, count: groups * blocks * taps * block)
    var packedBias = [Int32](repeating: 0, count: groups * blocks * block)
    var packedFactors = packedBias.map { _ in slh_fixed_point(mantissa: 0, exponent: 0) }
    var largest: Int64 = 0
    var saturates = false
    for output in 0..<outputs {
      let (group, member) = output.quotientAndRemainder(dividingBy: outputs / groups)
      let (number, lane) = (group * blocks + member / block, member % block)
      var magnitude = Int64(biases[output].magnitude)
      for tap in 0..<taps {
        let weight = weights[output * taps + tap]
        packedWeights[(number * taps + tap) * block + lane] = Int32(weight)
        magnitude += 255 * Int64(weight.magnitude)
      }
      packedBias[number * block + lane] = Int32(biases[output])
      packedFactors[number * block + lane] = sums.factors[output].parameter
      largest = max(largest, magnitude)
      if !sums.factors[output].staysInside32Bits(magnitude: magnitude) { saturates = true }
    }
    isFloat = largest < 1 << 24
    self.saturates = saturates
    factors = memory.store(packedFactors)
    if isFloat {
      self.weights = UnsafeRawPointer(memory.store(packedWeights.map { Float($0) }))
      bias = UnsafeRawPointer(memory.store(packedBias.map { Float($0) }))
    } else {
      self.weights = UnsafeRawPointer(memory.store(packedWeights))
      bias = UnsafeRawPointer(memory.store(packedBias))
    }
  }
}
