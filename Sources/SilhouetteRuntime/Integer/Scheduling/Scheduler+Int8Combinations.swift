import CSilhouetteKernels
import SilhouetteGraph

extension Scheduler {
  mutating func int8Binary(
    _ operation: Binary, _ quantized: QuantizedNode
  ) throws(RuntimeError) {
    var parameters = slh_int8_binary()
    let kernels = int8Kernels
    let function: slh_step_function
    switch operation.kind {
    case .add:
      let sum = try quantized.addition(operation.activation)
      parameters.a_zero_point = Int32(sum.zeroPoints.0)
      parameters.b_zero_point = Int32(sum.zeroPoints.1)
      parameters.a_factor = sum.factors.0.parameter
      parameters.b_factor = sum.factors.1.parameter
      parameters.factor = sum.outputFactor.parameter
      // Each input is at most 255 · 2^20 and scaled by at most one half.
      let magnitude = Int64(255) << Int64(QuantizedAddition.headroom)
      parameters.result = int8Output(
        zeroPoint: sum.outputZeroPoint, range: sum.range,
        saturates: !sum.outputFactor.staysInside32Bits(magnitude: magnitude))
      function = kernels.add
    case .multiply:
      let product = try quantized.product(operation.activation)
      parameters.a_zero_point = Int32(product.zeroPoints.0)
      parameters.b_zero_point = Int32(product.zeroPoints.1)
      parameters.factor = product.factor.parameter
      parameters.result = int8Output(
        zeroPoint: product.outputZeroPoint, range: product.range,
        saturates: !product.factor.staysInside32Bits(magnitude: 255 * 255))
      function = kernels.multiply
    case .subtract, .divide, .maximum, .minimum:
      throw quantized.unsupported("no int8 formula")
    }
    try combine(parameters, function, quantized)
  }

  private mutating func combine(
    _ attributes: slh_int8_binary, _ function: @escaping slh_step_function,
    _ quantized: QuantizedNode
  ) throws(RuntimeError) {
    let node = quantized.node
    let shape = quantized.results[0].shape
    let loop = StridedLoop(
      extents: shape.dimensions,
      strides: quantized.inputs.map {
        StridedView(broadcasting: $0.shape, to: shape).strides
      } + [shape.strides])
    guard loop.rank <= StridedLoop.maximumRank else {
      throw quantized.unsupported("it broadcasts over too many axes")
    }
    var parameters = attributes
    parameters.rank = Int32(loop.rank)
    parameters.extents = eight(loop.extents)
    parameters.a_strides = eight(loop.strides[0])
    parameters.b_strides = eight(loop.strides[1])
    let operands = node.inputs.map { operand($0) }
    let target = define(node.outputs[0])
    let complete = parameters
    builder.step(
      title(node), function, uses: operands.flatMap { $0.buffers } + [target],
      units: loop.extents[0],
      grain: grain(workPerUnit: shape.elementCount / loop.extents[0])
    ) { layout in
      var parameters = complete
      parameters.a = operands[0].located(in: layout)
      parameters.b = operands[1].located(in: layout)
      parameters.output = Int64(layout[target])
      return parameters
    }
  }
}
