import CSilhouetteKernels
import SilhouetteGraph

extension Scheduler {
  mutating func reduction(_ operation: Reduction, _ node: Node) throws(RuntimeError) {
    try requireFloat(node)
    let shape = graph[node.inputs[0]].shape
    var kept: (extents: [Int], strides: [Int]) = ([], [])
    var reduced: (extents: [Int], strides: [Int]) = ([], [])
    for (axis, stride) in shape.strides.enumerated() {
      if operation.axes.contains(axis) {
        reduced.extents.append(shape[axis])
        reduced.strides.append(stride)
      } else {
        kept.extents.append(shape[axis])
        kept.strides.append(stride)
      }
    }
    let keptLoop = StridedLoop(extents: kept.extents, strides: [kept.strides])
    let reducedLoop = StridedLoop(extents: reduced.extents, strides: [reduced.strides])
    guard max(keptLoop.rank, reducedLoop.rank) <= StridedLoop.maximumRank else {
      throw unsupported(node, "\(shape.description) has too many axes")
    }
    let input = operand(node.inputs[0])
    let output = define(node.outputs[0])
    let count = graph[node.outputs[0]].shape.elementCount
    builder.step(
      title(node), slh_reduction_run, uses: input.buffers + [output], units: count,
      grain: grain(workPerUnit: shape.elementCount / count)
    ) { layout in
      slh_reduction(
        input: input.located(in: layout), output: Int64(layout[output]),
        kind: operation.kind.parameter, kept_rank: Int32(keptLoop.rank),
        reduced_rank: Int32(reducedLoop.rank), kept_extents: eight(keptLoop.extents),
        kept_strides: eight(keptLoop.strides[0]), reduced_extents: eight(reducedLoop.extents),
        reduced_strides: eight(reducedLoop.strides[0]))
    }
  }

  mutating func softmax(_ operation: Softmax, _ node: Node) throws(RuntimeError) {
    try requireFloat(node)
    alongAxis(
      slh_softmax_run, axis: operation.axis, beta: operation.beta, indexSize: 0, node)
  }

  mutating func argMax(_ operation: ArgMax, _ node: Node) throws(RuntimeError) {
    guard graph[node.inputs[0]].elementType == .float32 else {
      throw unsupported(node, "\(graph[node.inputs[0]].elementType.name) elements")
    }
    alongAxis(
      slh_arg_max_run, axis: operation.axis, beta: 1, indexSize: operation.elementType.size, node)
  }

  private mutating func alongAxis(
    _ function: @escaping slh_step_function, axis: Int, beta: Float, indexSize: Int, _ node: Node
  ) {
    let parts = graph[node.inputs[0]].shape.split(at: axis)
    let input = operand(node.inputs[0])
    let output = define(node.outputs[0])
    builder.step(
      title(node), function, uses: input.buffers + [output], units: parts.outer,
      grain: grain(workPerUnit: 8 * parts.extent * parts.inner)
    ) { layout in
      slh_along_axis(
        input: input.located(in: layout), output: Int64(layout[output]),
        extent: Int64(parts.extent), inner: Int64(parts.inner), beta: beta,
        index_size: Int32(indexSize))
    }
  }
}

extension Shape {
  /// The shape as `[outer, extent, inner]` around one axis.
  func split(at axis: Int) -> (outer: Int, extent: Int, inner: Int) {
    var outer = 1
    var inner = 1
    for other in 0..<rank {
      if other < axis { outer *= dimensions[other] }
      if other > axis { inner *= dimensions[other] }
    }
    return (outer, dimensions[axis], inner)
  }
}

extension Reduction.Kind {
  var parameter: slh_reduction_kind {
    switch self {
    case .mean: SLH_MEAN
    case .maximum: SLH_REDUCE_MAXIMUM
    case .minimum: SLH_REDUCE_MINIMUM
    case .sum: SLH_SUM
    }
  }
}
