import CSilhouetteKernels
import SilhouetteGraph

extension Scheduler {
  mutating func lookUpBlocked(
    _ activation: Activation, _ quantized: QuantizedNode, _ kernels: slh_blocked_kernels
  ) throws(RuntimeError) -> Bool {
    let node = quantized.node
    let table = try quantized.table(activation)
    guard let source = bytePictures[node.inputs[0].index], source.pixel == 16 else { return false }
    let target = makeBytePicture(node.outputs[0])
    let results = builder.memory.store(table.results.map { UInt8(Int($0) + 128) })
    appendBlocked(
      title(node), kernels.lookup, reads: [source], result: (target, node.outputs[0]),
      units: source.shape[1], work: source.rowPitch / 16, isRowwise: true
    ) { places in
      slh_byte_lookup(
        input: source.parameter(in: places), output: target.parameter(in: places), table: results)
    }
    return true
  }

  mutating func combineBlocked(
    _ operation: Binary, _ quantized: QuantizedNode, _ kernels: slh_blocked_kernels
  ) throws(RuntimeError) -> Bool {
    var (a, b) = (quantized.node.inputs[0], quantized.node.inputs[1])
    let shape = quantized.results[0].shape
    var isSwapped = false
    if graph[a].shape != shape { (a, b, isSwapped) = (b, a, true) }
    guard graph[a].shape == shape,
      graph[b].shape == shape
        || operation.kind == .multiply && graph[b].shape == [1, 1, 1, shape[3]]
    else { return false }
    var parameters = slh_byte_binary()
    let function: slh_step_function
    let range: ClosedRange<Int>
    switch operation.kind {
    case .add:
      let sum = try quantized.addition(operation.activation)
      guard prepare(&parameters, sum, kernels) else { return false }
      (function, range) = (kernels.add, sum.range)
    case .multiply:
      let product = try quantized.product(operation.activation)
      guard prepare(&parameters, product, isSwapped: isSwapped, kernels) else { return false }
      (function, range) = (kernels.multiply, product.range)
    case .subtract, .divide, .maximum, .minimum: return false
    }
    guard let first = bytePicture(of: a), let second = bytePicture(of: b), first.pixel == 16,
      second.pixel == 16
    else { return false }
    let activation = try fusedActivation(quantized)
    let target = makeBytePicture(activation.result)
    parameters.result = byteResult(range, activation.table)
    let complete = parameters
    appendBlocked(
      title(quantized.node), function, reads: [first, second],
      result: (target, activation.result), units: shape[1], work: target.rowPitch / 8,
      isRowwise: true
    ) { places in
      var parameters = complete
      parameters.a = first.parameter(in: places)
      parameters.b = second.parameter(in: places)
      parameters.output = target.parameter(in: places)
      return parameters
    }
    return true
  }

  /// False if the sum does not fit the kernel.
  private func prepare(
    _ parameters: inout slh_byte_binary, _ sum: QuantizedAddition, _ kernels: slh_blocked_kernels
  ) -> Bool {
    let one = Int64(255) << Int64(QuantizedAddition.headroom)
    guard
      let first = ByteScales(repeating: sum.factors.0, zeroPoint: -128, magnitude: one),
      let second = ByteScales(repeating: sum.factors.1, zeroPoint: -128, magnitude: one),
      // Each input is scaled by at most one half.
      let both = ByteScales(
        repeating: sum.outputFactor, zeroPoint: sum.outputZeroPoint, magnitude: one + 1)
    else { return false }
    parameters.a_scale = first.stored(in: builder.memory)
    parameters.b_scale = second.stored(in: builder.memory)
    parameters.scale = both.stored(in: builder.memory)
    parameters.a_zero_point = Int32(sum.zeroPoints.0 + 128)
    parameters.b_zero_point = Int32(sum.zeroPoints.1 + 128)
    let headroom = Double(1 << QuantizedAddition.headroom)
    let slopes = (
      sum.factors.0.real * sum.outputFactor.real * headroom,
      sum.factors.1.real * sum.outputFactor.real * headroom
    )
    parameters.a_slope = Float(slopes.0)
    parameters.b_slope = Float(slopes.1)
    let start =
      Double(sum.outputZeroPoint + 128) - Double(sum.zeroPoints.0 + 128) * slopes.0
      - Double(sum.zeroPoints.1 + 128) * slopes.1
    parameters.start = Float(start)
    findLine(&parameters, kernels.sum_is_linear)
    return true
  }

  private func prepare(
    _ parameters: inout slh_byte_binary, _ product: QuantizedProduct, isSwapped: Bool,
    _ kernels: slh_blocked_kernels
  ) -> Bool {
    guard
      let scale = ByteScales(
        repeating: product.factor, zeroPoint: product.outputZeroPoint, magnitude: 255 * 255)
    else { return false }
    parameters.scale = scale.stored(in: builder.memory)
    let zeroPoints = (Int32(product.zeroPoints.0 + 128), Int32(product.zeroPoints.1 + 128))
    parameters.a_zero_point = isSwapped ? zeroPoints.1 : zeroPoints.0
    parameters.b_zero_point = isSwapped ? zeroPoints.0 : zeroPoints.1
    parameters.a_slope = Float(product.factor.real)
    parameters.start = Float(product.outputZeroPoint + 128)
    // The first rounding, at bit 31, moves what the second one sees by half a unit of that bit.
    parameters.nudge = product.factor.exponent < 0 ? Float(product.factor.half) : 0
    findLine(&parameters, kernels.product_is_linear)
    return true
  }

  /// Looks for numbers beside the given ones with which one rounding of a float32 sum is right for all
  /// 65,536 pairs: the few pairs that lie as near to a tie as float32 errs move across it. Where there
  /// are none, the exact form is used.
  private func findLine(
    _ parameters: inout slh_byte_binary, _ isLinear: (UnsafePointer<slh_byte_binary>) -> Int32
  ) {
    let center = parameters
    let steps = [0, 1, -1, 2, -2]
    for b in center.b_slope == 0 ? [0] : steps {
      for a in steps {
        for start in [0, 1, -1] as [Float] {
          parameters.a_slope = center.a_slope.moved(ulps: a)
          parameters.b_slope = center.b_slope.moved(ulps: b)
          // Half an ulp of the largest results.
          parameters.start = center.start + start * 0x1p-17
          parameters.is_linear = isLinear(&parameters)
          if parameters.is_linear != 0 { return }
        }
      }
    }
  }
}

extension Float {
  fileprivate func moved(ulps count: Int) -> Float {
    var moved = self
    for _ in 0..<abs(count) { moved = count > 0 ? moved.nextUp : moved.nextDown }
    return moved
  }
}
