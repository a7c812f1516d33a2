import CSilhouetteKernels
import SilhouetteGraph

extension Scheduler {
  mutating func unary(_ activation: slh_activation, _ node: Node) throws(RuntimeError) {
    try requireFloat(node)
    let input = operand(node.inputs[0])
    let count = graph[node.outputs[0]].shape.elementCount
    apply(activation, title(node), from: input, to: define(node.outputs[0]), count: count)
  }

  /// Applies an activation to `count` dense numbers; `from` and `to` may be the same.
  mutating func apply(
    _ activation: slh_activation, _ name: String, from input: DenseOperand, to output: BufferID,
    count: Int
  ) {
    let unit = Int(SLH_UNARY_UNIT)
    builder.step(
      name, slh_unary_run, uses: input.buffers + [output], units: (count + unit - 1) / unit,
      grain: grain(workPerUnit: unit)
    ) { layout in
      slh_unary(
        input: input.located(in: layout), output: Int64(layout[output]), count: Int64(count),
        activation: activation)
    }
  }

  mutating func binary(
    _ kind: slh_binary_kind, _ activation: Activation, _ node: Node
  ) throws(RuntimeError) {
    try requireFloat(node)
    let shape = graph[node.outputs[0]].shape
    let a = operand(node.inputs[0])
    let b = operand(node.inputs[1])
    try combine(
      kind, activation, node,
      a: (a, repeatingStrides(of: graph[node.inputs[0]].shape, in: shape)),
      b: (b, repeatingStrides(of: graph[node.inputs[1]].shape, in: shape)),
      to: define(node.outputs[0]))
  }

  /// Combines two views of the output's shape, each given by its strides.
  mutating func combine(
    _ kind: slh_binary_kind, _ activation: Activation, _ node: Node,
    a: (operand: DenseOperand, strides: [Int]), b: (operand: DenseOperand, strides: [Int]),
    to output: BufferID
  ) throws(RuntimeError) {
    let shape = graph[node.outputs[0]].shape
    let loop = StridedLoop(
      extents: shape.dimensions, strides: [a.strides, b.strides, shape.strides])
    guard loop.rank <= StridedLoop.maximumRank else {
      throw unsupported(node, "the shapes \(shape.description) interleave too many axes")
    }
    builder.step(
      title(node), slh_binary_run, uses: a.operand.buffers + b.operand.buffers + [output],
      units: loop.extents[0], grain: grain(workPerUnit: shape.elementCount / loop.extents[0])
    ) { layout in
      slh_binary(
        a: a.operand.located(in: layout), b: b.operand.located(in: layout),
        output: Int64(layout[output]), kind: kind, activation: activation.parameters,
        rank: Int32(loop.rank), extents: eight(loop.extents), a_strides: eight(loop.strides[0]),
        b_strides: eight(loop.strides[1]))
    }
  }

  /// Strides that repeat a tensor over a larger shape, axes aligned from the last one.
  func repeatingStrides(of shape: Shape, in target: Shape) -> [Int] {
    let own = shape.strides
    let missing = target.rank - shape.rank
    var strides = [Int](repeating: 0, count: target.rank)
    for axis in 0..<shape.rank where shape[axis] != 1 { strides[axis + missing] = own[axis] }
    return strides
  }

  /// `(x − mean) / √(variance + ε) · scale + bias` as `x · factor + term`, both known or computed
  /// once before the run.
  mutating func batchNormalization(
    _ operation: BatchNormalization, _ node: Node
  ) throws(RuntimeError) {
    try requireFloat(node)
    var parameters: [[Float]] = []
    for input in node.inputs.dropFirst() {
      guard let constant = graph[input].constant else {
        throw unsupported(node, "its scale, bias, mean and variance must be constants")
      }
      parameters.append(constant.floats())
    }
    var factors: [Float] = []
    var terms: [Float] = []
    for channel in parameters[0].indices {
      let deviation = (parameters[3][channel] + operation.epsilon).squareRoot()
      let factor = parameters[0][channel] / deviation
      factors.append(factor)
      terms.append(parameters[1][channel] - parameters[2][channel] * factor)
    }
    let shape = graph[node.outputs[0]].shape
    let channelStrides = repeatingStrides(of: [factors.count], in: shape)
    let input = operand(node.inputs[0])
    let output = define(node.outputs[0])
    try combine(
      SLH_MULTIPLY, .identity, node, a: (input, shape.strides),
      b: (.constant(UnsafeRawPointer(builder.memory.store(factors))), channelStrides), to: output)
    try combine(
      SLH_ADD, .identity, node, a: (.buffer(output), shape.strides),
      b: (.constant(UnsafeRawPointer(builder.memory.store(terms))), channelStrides), to: output)
  }
}

extension Binary.Kind {
  var parameter: slh_binary_kind {
    switch self {
    case .add: SLH_ADD
    case .subtract: SLH_SUBTRACT
    case .multiply: SLH_MULTIPLY
    case .divide: SLH_DIVIDE
    case .maximum: SLH_MAXIMUM
    case .minimum: SLH_MINIMUM
    }
  }
}
