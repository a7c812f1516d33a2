import CSilhouetteKernels
import SilhouetteGraph

extension Scheduler {
  mutating func int8Pool(_ operation: Pool, _ quantized: QuantizedNode) throws(RuntimeError) {
    try quantized.requireFormula()
    let range = try quantized.range(operation.activation)
    let node = quantized.node
    let (input, output) = (quantized.inputs[0].shape, quantized.results[0].shape)
    let rows = WindowTable(
      input: input[1], output: output[1], window: operation.window.height,
      stride: operation.strides.height, padding: operation.padding.top, countsPadding: false
    ).stored(in: builder.memory)
    let columns = WindowTable(
      input: input[2], output: output[2], window: operation.window.width,
      stride: operation.strides.width, padding: operation.padding.left, countsPadding: false
    ).stored(in: builder.memory)
    let source = operand(node.inputs[0])
    let target = define(node.outputs[0])
    builder.step(
      title(node), int8Kernels.pool, uses: source.buffers + [target],
      units: output[0] * output[1],
      grain: grain(
        workPerUnit: output[2] * output[3] * operation.window.height * operation.window.width)
    ) { layout in
      slh_int8_pool(
        input: source.located(in: layout), output: Int64(layout[target]),
        input_height: Int64(input[1]), input_width: Int64(input[2]), channels: Int64(input[3]),
        output_height: Int64(output[1]), output_width: Int64(output[2]), rows: rows,
        columns: columns, takes_maximum: operation.kind == .maximum ? 1 : 0,
        lowest: Int32(range.lowerBound), highest: Int32(range.upperBound))
    }
  }

  mutating func int8Mean(
    _ operation: Reduction, _ quantized: QuantizedNode
  ) throws(RuntimeError) {
    try quantized.requireFormula()
    let mean = try quantized.mean()
    let node = quantized.node
    let shape = quantized.inputs[0].shape
    var source = operand(node.inputs[0])
    var inner = 1
    let kept = (0..<shape.rank).filter { !operation.axes.contains($0) }
    if let first = operation.axes.first, let last = operation.axes.last,
      last - first == operation.axes.count - 1
    {
      inner = shape.strides[last]
    } else {
      // The reduced axes are brought together, innermost.
      source = .buffer(
        try transposed(source, shape, by: kept + operation.axes, name: title(node)))
    }
    let outer = shape.elementCount / mean.count / inner
    let target = define(node.outputs[0])
    let located = source
    let places = inner
    builder.step(
      title(node), int8Kernels.mean, uses: source.buffers + [target], units: outer,
      grain: grain(workPerUnit: mean.count * inner), scratchBytes: inner * 4
    ) { layout in
      slh_int8_mean(
        input: located.located(in: layout), output: Int64(layout[target]),
        extent: Int64(mean.count), inner: Int64(places),
        input_zero_point: Int32(mean.inputZeroPoint), factor: mean.factor.parameter,
        result: int8Output(zeroPoint: mean.outputZeroPoint, range: -128...127, saturates: true))
    }
  }

  private mutating func transposed(
    _ source: DenseOperand, _ shape: Shape, by order: [Int], name: String
  ) throws(RuntimeError) -> BufferID {
    let moved = shape.permuted(by: order)
    let target = builder.buffer(byteCount: moved.elementCount)
    try copy(
      name, from: source, to: target, elementSize: 1,
      loop: StridedLoop(
        extents: moved.dimensions,
        strides: [order.map { shape.strides[$0] }, moved.strides]))
    return target
  }

  mutating func int8Resize(
    _ operation: Resize, _ quantized: QuantizedNode
  ) throws(RuntimeError) {
    _ = try quantized.sharedQuantization()
    let node = quantized.node
    let (input, output) = (quantized.inputs[0].shape, quantized.results[0].shape)
    let rows = interpolation(operation, input: input[1], output: output[1])
    let columns = interpolation(operation, input: input[2], output: output[2])
    let source = operand(node.inputs[0])
    let target = define(node.outputs[0])
    builder.step(
      title(node), int8Kernels.resize, uses: source.buffers + [target],
      units: output[0] * output[1], grain: grain(workPerUnit: 4 * output[2] * output[3])
    ) { layout in
      slh_int8_resize(
        input: source.located(in: layout), output: Int64(layout[target]),
        input_height: Int64(input[1]), input_width: Int64(input[2]), channels: Int64(input[3]),
        output_height: Int64(output[1]), output_width: Int64(output[2]), rows: rows,
        columns: columns)
    }
  }

  /// A nearest neighbour is taken whole: both neighbours are it.
  private func interpolation(
    _ operation: Resize, input: Int, output: Int
  ) -> slh_int8_interpolation {
    let axis = QuantizedResizeAxis(input: input, output: output, operation.coordinates)
    let exact = ResizeCoordinates(input: input, output: output, operation.coordinates)
    var (low, high, weight): ([Int32], [Int32], [Int32]) = ([], [], [])
    for place in 0..<output {
      let (lower, upper, part) =
        switch operation.filter {
        case .bilinear: axis.place(place)
        case .nearest(let rounding):
          (exact.nearest(place, rounding), exact.nearest(place, rounding), 0)
        }
      low.append(Int32(lower))
      high.append(Int32(upper))
      weight.append(Int32(clamping: part))
    }
    return slh_int8_interpolation(
      low: builder.memory.store(low), high: builder.memory.store(high),
      weight: builder.memory.store(weight))
  }
}
