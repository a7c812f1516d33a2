import CSilhouetteKernels
import SilhouetteGraph

extension Scheduler {
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
    let packed = PackedInt8Weights(
      weights: quantized.constantIntegers(1), biases: quantized.constantIntegers(2),
      factors: sums.factors, groups: groups, in: builder.memory)
    let target = define(node.outputs[0])
    convolve(
      packed, operation, sums, node, to: target, input: input, kernel: kernel, output: output,
      isDepthwise: isDepthwise)
  }

  /// Appends a convolution on packed weights.
  mutating func convolve(
    _ packed: PackedInt8Weights, _ operation: Convolution, _ sums: QuantizedSums, _ node: Node,
    to target: BufferID, input: Shape, kernel: Shape, output: Shape, isDepthwise: Bool = false
  ) {
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
        left: Int64(operation.padding.left), groups: Int64(isDepthwise ? 1 : operation.groups),
        ring_rows: Int64(ringRows), row_numbers: Int64(rowNumbers),
        input_zero_point: Int32(sums.inputZeroPoint),
        result: int8Output(
          zeroPoint: sums.outputZeroPoint, range: sums.range, saturates: packed.saturates))
    }
  }
}
