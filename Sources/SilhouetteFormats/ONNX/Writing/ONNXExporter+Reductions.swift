import SilhouetteGraph

extension ONNXExporter {
  mutating func add(_ pool: Pool, _ node: Node) throws(FormatError) {
    let shape = graph[node.inputs[0]].shape
    var attributes: [ONNXWrittenAttribute] = [
      .integers("kernel_shape", pool.window.list),
      .integers("pads", pool.usedPadding(of: shape, result: graph[node.outputs[0]].shape).list),
      .integers("strides", pool.strides.list),
    ]
    var type = "MaxPool"
    if case .average(let countsPadding) = pool.kind {
      type = "AveragePool"
      attributes.append(.integer("count_include_pad", countsPadding ? 1 : 0))
    }
    let result = emit(type, [operand(node.inputs[0], order: .onnxPicture)], attributes)
    finish(result, pool.activation, as: node.outputs[0], order: .onnxPicture)
  }

  /// Up to operator set 17 a sum takes its axes as an input, the others as an attribute.
  mutating func add(_ reduction: Reduction, _ node: Node) {
    let order = order(of: node.inputs[0])
    let axes = reduction.axes.places(in: order).sorted()
    let keepsAxes = ONNXWrittenAttribute.integer("keepdims", reduction.keepsAxes ? 1 : 0)
    let source = operand(node.inputs[0])
    let result =
      switch reduction.kind {
      case .sum: emit("ReduceSum", [source, list(axes)], [keepsAxes])
      case .mean: emit("ReduceMean", [source], [.integers("axes", axes), keepsAxes])
      case .maximum: emit("ReduceMax", [source], [.integers("axes", axes), keepsAxes])
      case .minimum: emit("ReduceMin", [source], [.integers("axes", axes), keepsAxes])
      }
    finish(
      result, as: node.outputs[0],
      order: reduction.keepsAxes ? order : order.dropping(axes))
  }

  mutating func add(_ softmax: Softmax, _ node: Node) {
    let order = order(of: node.inputs[0])
    var source = operand(node.inputs[0])
    if softmax.beta != 1 { source = emit("Mul", [source, scalar(softmax.beta)]) }
    let result = emit("Softmax", [source], [.integer("axis", order.place(of: softmax.axis))])
    finish(result, as: node.outputs[0], order: order)
  }

  /// The operator makes int64.
  mutating func add(_ argMax: ArgMax, _ node: Node) {
    let order = order(of: node.inputs[0])
    var result = emit(
      "ArgMax", [operand(node.inputs[0])],
      [
        .integer("axis", order.place(of: argMax.axis)),
        .integer("keepdims", argMax.keepsAxis ? 1 : 0),
      ])
    if argMax.elementType != .int64 {
      result = cast(result, to: argMax.elementType)
    }
    record(
      result, as: node.outputs[0],
      order: argMax.keepsAxis ? order : order.dropping([order.place(of: argMax.axis)]))
  }
}

extension Pool {
  /// The padding without rows and columns that no window reaches; what is left after the picture is
  /// less than a window, as runtimes ask.
  func usedPadding(of picture: Shape, result: Shape) -> Padding {
    func used(_ input: Int, _ output: Int, _ window: Int, _ stride: Int, _ before: Int) -> Int {
      max((output - 1) * stride + window - before - input, 0)
    }
    return Padding(
      top: padding.top,
      bottom: used(picture[1], result[1], window.height, strides.height, padding.top),
      left: padding.left,
      right: used(picture[2], result[2], window.width, strides.width, padding.left))
  }
}
