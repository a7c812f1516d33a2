import CSilhouetteKernels
import SilhouetteGraph

extension Scheduler {
  mutating func averageBlocked(
    _ operation: Pool, _ quantized: QuantizedNode, _ kernels: slh_blocked_kernels
  ) throws(RuntimeError) -> Bool {
    let input = quantized.inputs[0].shape
    guard operation.kind != .maximum, operation.padding == .none,
      operation.window == Extent2D(height: input[1], width: input[2])
    else { return false }
    _ = try quantized.sharedQuantization()
    let range = try quantized.range(operation.activation)
    return meanBlocked(
      slh_byte_mean(
        input: slh_byte_picture(), output: slh_byte_picture(), is_average: 1, input_zero_point: 0,
        factor: slh_fixed_point(),
        result: int8Output(zeroPoint: 0, range: range, saturates: false)),
      quantized.node, kernels)
  }

  mutating func meanBlocked(
    _ operation: Reduction, _ quantized: QuantizedNode, _ kernels: slh_blocked_kernels
  ) throws(RuntimeError) -> Bool {
    guard operation.kind == .mean, operation.axes == [1, 2], operation.keepsAxes else {
      return false
    }
    let mean = try quantized.mean()
    return meanBlocked(
      slh_byte_mean(
        input: slh_byte_picture(), output: slh_byte_picture(), is_average: 0,
        input_zero_point: Int32(mean.inputZeroPoint), factor: mean.factor.parameter,
        result: int8Output(zeroPoint: mean.outputZeroPoint, range: -128...127, saturates: false)),
      quantized.node, kernels)
  }

  private mutating func meanBlocked(
    _ attributes: slh_byte_mean, _ node: Node, _ kernels: slh_blocked_kernels
  ) -> Bool {
    // Sums of bytes are counted in 32 bits.
    guard let source = bytePicture(of: node.inputs[0]), source.pixel == 16,
      source.shape[1] * source.shape[2] < 1 << 22
    else { return false }
    let target = makeBytePicture(node.outputs[0])
    appendBlocked(
      title(node), kernels.mean, reads: [source], result: (target, node.outputs[0]),
      units: source.blocks, work: source.shape[1] * source.shape[2] / 2, makesRows: false
    ) { places in
      var parameters = attributes
      parameters.input = source.parameter(in: places)
      parameters.output = target.parameter(in: places)
      return parameters
    }
    return true
  }

  mutating func enlargeBlocked(
    _ operation: Resize, _ quantized: QuantizedNode, _ kernels: slh_blocked_kernels
  ) throws(RuntimeError) -> Bool {
    _ = try quantized.sharedQuantization()
    let (input, output) = (quantized.inputs[0].shape, quantized.results[0].shape)
    guard operation.filter == .bilinear, operation.coordinates == .halfPixel,
      output[1] == 2 * input[1], output[2] == 2 * input[2],
      let source = bytePicture(of: quantized.node.inputs[0]), source.pixel == 16
    else { return false }
    let target = makeBytePicture(quantized.node.outputs[0])
    appendBlocked(
      title(quantized.node), kernels.enlarge, reads: [source],
      result: (target, quantized.node.outputs[0]), units: output[1], work: target.rowPitch / 8,
      scratchBytes: (input[2] + 4) * 32
    ) { places in
      slh_byte_enlargement(
        input: source.parameter(in: places), output: target.parameter(in: places))
    }
    return true
  }
}
