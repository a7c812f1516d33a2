import CSilhouetteKernels
import SilhouetteGraph

extension Scheduler {
  mutating func convolveBlocked(
    _ operation: Convolution, _ quantized: QuantizedNode, _ kernels: slh_blocked_kernels
  ) throws(RuntimeError) -> Bool {
    let node = quantized.node
    let (input, output) = (quantized.inputs[0].shape, quantized.results[0].shape)
    let isDepthwise = operation.groups > 1
    if isDepthwise {
      guard operation.groups == input[3], input[3] == output[3], operation.dilations == Extent2D(1)
      else { return false }
    }
    guard reach(of: operation, node) != nil else { return false }
    let sums = try quantized.sums(operation.activation)
    let weights = ByteWeights(
      quantized, zeroPoint: sums.inputZeroPoint, byteOffset: kernels.byte_offset)
    guard
      let scales = ByteScales(
        sums.factors, zeroPoint: sums.outputZeroPoint, magnitudes: weights.magnitudes),
      let source = bytePicture(of: node.inputs[0]), !isDepthwise || source.pixel == 16
    else { return false }
    let activation = try fusedActivation(quantized)
    let target = makeBytePicture(activation.result)
    let packed =
      isDepthwise
      ? weights.packedDepthwise(for: source, in: builder.memory)
      : weights.packed(for: source, dilations: operation.dilations, in: builder.memory)
    let storedScales = scales.stored(in: builder.memory)
    let result = byteResult(sums.range, activation.table)
    let isPointwise =
      weights.isSinglePlace && operation.strides == Extent2D(1) && operation.padding == .none
    appendBlocked(
      title(node), isDepthwise ? kernels.depthwise : kernels.convolution, reads: [source],
      result: (target, activation.result), units: output[1],
      work: output[2] * output[3] * (weights.taps / 4 + 8) / 8,
      multiplyAdds: graph.arithmetic(of: node).multiplyAdds, isRowwise: isPointwise
    ) { places in
      slh_byte_convolution(
        input: source.parameter(in: places), output: target.parameter(in: places),
        weights: packed.weights, bias: packed.bias, scales: storedScales, taps: packed.taps,
        tap_count: Int32(packed.tapCount), groups: Int32(packed.groups),
        stride_height: Int32(operation.strides.height),
        stride_width: Int32(operation.strides.width), top: Int32(operation.padding.top),
        left: Int32(operation.padding.left),
        keeps_negative: sums.range.lowerBound < sums.outputZeroPoint ? 1 : 0, result: result)
    }
    return true
  }

  /// A transposed convolution that makes of every pixel of the input four of the output.
  mutating func expandBlocked(
    _ operation: TransposedConvolution, _ quantized: QuantizedNode,
    _ kernels: slh_blocked_kernels
  ) throws(RuntimeError) -> Bool {
    let node = quantized.node
    let (input, kernel) = (quantized.inputs[0].shape, quantized.inputs[1].shape)
    guard operation.strides == Extent2D(2), kernel[0] == 1, kernel[1] == 2, kernel[2] == 2,
      operation.padding == .none, operation.outputPadding == Extent2D(0)
    else { return false }
    let sums = try quantized.sums(operation.activation)
    let weights = ByteWeights(
      quantized, zeroPoint: sums.inputZeroPoint, byteOffset: kernels.byte_offset)
    guard
      let scales = ByteScales(
        repeating: sums.factors[0], zeroPoint: sums.outputZeroPoint,
        magnitude: weights.magnitudes[0]),
      let source = bytePicture(of: node.inputs[0]), source.pixel == 16
    else { return false }
    let activation = try fusedActivation(quantized)
    let target = define(activation.result)
    let packed = weights.packedPlaces(for: source, in: builder.memory)
    let scale = scales.stored(in: builder.memory)
    let result = byteResult(sums.range, activation.table)
    appendBlocked(
      title(node), kernels.expand, reads: [source], result: nil, dense: [target],
      units: input[1], work: input[2] * (input[3] / 4 + 8) / 2,
      multiplyAdds: graph.arithmetic(of: node).multiplyAdds, isRowwise: true
    ) { places in
      slh_byte_expansion(
        input: source.parameter(in: places), output: Int64(places.layout[target]),
        weights: packed.weights, taps: packed.taps, tap_count: Int32(packed.tapCount),
        bias: packed.bias, scale: scale, result: result)
    }
    return true
  }
}
