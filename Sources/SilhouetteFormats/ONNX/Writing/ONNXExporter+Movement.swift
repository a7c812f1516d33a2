import SilhouetteGraph

extension ONNXExporter {
  mutating func add(_ resize: Resize, _ node: Node) {
    let result = graph[node.outputs[0]].shape.permuted(by: .onnxPicture)
    var attributes: [ONNXWrittenAttribute] = [
      .text("coordinate_transformation_mode", resize.coordinates.onnxName)
    ]
    switch resize.filter {
    case .bilinear: attributes.append(.text("mode", "linear"))
    case .nearest(let rounding):
      attributes += [.text("mode", "nearest"), .text("nearest_mode", rounding.onnxName)]
    }
    let picture = operand(node.inputs[0], order: .onnxPicture)
    let resized = emit("Resize", [picture, nil, nil, list(result.dimensions)], attributes)
    finish(resized, as: node.outputs[0], order: .onnxPicture)
  }

  mutating func add(_ concatenation: Concatenation, _ node: Node) {
    let rank = graph[node.outputs[0]].shape.rank
    let order = commonOrder(of: node.inputs, rank: rank)
    let result = emit(
      "Concat", node.inputs.map { operand($0, order: order) },
      [.integer("axis", order.place(of: concatenation.axis))])
    finish(result, concatenation.activation, as: node.outputs[0], order: order)
  }

  mutating func add(_ split: Split, _ node: Node) {
    let order = order(of: node.inputs[0])
    let results = model.addNode(
      "Split", [operand(node.inputs[0]), list(split.sizes)],
      [.integer("axis", order.place(of: split.axis))], outputs: split.sizes.count, scope: scope)
    for (id, result) in zip(node.outputs, results) { finish(result, as: id, order: order) }
  }

  mutating func add(_ slice: Slice, _ node: Node) {
    let order = order(of: node.inputs[0])
    let shape = graph[node.inputs[0]].shape
    var (starts, ends, axes, steps) = ([Int](), [Int](), [Int](), [Int]())
    for axis in order where !slice.keepsAll(of: shape, along: axis) {
      starts.append(slice.starts[axis])
      // Going down to place 0 ends far before it, even when counted from the back.
      ends.append(slice.end(along: axis) ?? -(1 << 30))
      axes.append(order.place(of: axis))
      steps.append(slice.steps[axis])
    }
    let source = operand(node.inputs[0])
    let result =
      axes.isEmpty
      ? source
      : emit("Slice", [source, list(starts), list(ends), list(axes), list(steps)])
    finish(result, as: node.outputs[0], order: order)
  }

  mutating func add(_ pad: Pad, _ node: Node) throws(FormatError) {
    let order = order(of: node.inputs[0])
    let pads = list(order.map { pad.before[$0] } + order.map { pad.after[$0] })
    var inputs: [TensorIndex?] = [operand(node.inputs[0]), pads]
    if pad.value != 0 {
      guard isQuantized(node.inputs[0]) || graph[node.inputs[0]].elementType == .float32 else {
        throw inexpressible(node, "padding of integers with \(pad.value)")
      }
      inputs.append(scalar(pad.value))
    }
    finish(emit("Pad", inputs), as: node.outputs[0], order: order)
  }

  /// In the order that is there if the reshape can be said in it, else in the value's own.
  mutating func add(_ reshape: Reshape, _ node: Node) {
    let shape = graph[node.inputs[0]].shape
    let made = order(of: node.inputs[0])
    if let order = made.reshaped(from: shape, to: reshape.shape) {
      let extents = list(reshape.shape.permuted(by: order).dimensions)
      let result = emit("Reshape", [operand(node.inputs[0]), extents])
      return finish(result, as: node.outputs[0], order: order)
    }
    let source = operand(node.inputs[0], order: Array(0..<shape.rank))
    let result = emit("Reshape", [source, list(reshape.shape.dimensions)])
    finish(result, as: node.outputs[0], order: Array(0..<reshape.shape.rank))
  }

  /// No node: the same tensor, whose axes now stand for others.
  mutating func add(_ transpose: Transpose, _ node: Node) {
    let order = order(of: node.inputs[0]).places(in: transpose.permutation)
    finish(operand(node.inputs[0]), as: node.outputs[0], order: order)
  }

  mutating func add(_ gather: Gather, _ node: Node) {
    let order = order(of: node.inputs[0])
    let result = emit(
      "Gather", [operand(node.inputs[0]), list(gather.indices)],
      [.integer("axis", order.place(of: gather.axis))])
    finish(result, as: node.outputs[0], order: order)
  }

  mutating func add(_ broadcast: Broadcast, _ node: Node) {
    let order = commonOrder(of: node.inputs, rank: broadcast.shape.rank)
    let source = operand(node.inputs[0], broadcastingTo: order)
    let result = emit("Expand", [source, list(broadcast.shape.permuted(by: order).dimensions)])
    finish(result, as: node.outputs[0], order: order)
  }
}

extension Resize.Coordinates {
  fileprivate var onnxName: String {
    switch self {
    case .halfPixel: "half_pixel"
    case .alignCorners: "align_corners"
    case .asymmetric: "asymmetric"
    }
  }
}

extension Resize.Rounding {
  fileprivate var onnxName: String {
    switch self {
    case .floor: "floor"
    case .halfDown: "round_prefer_floor"
    case .halfUp: "round_prefer_ceil"
    case .ceiling: "ceil"
    }
  }
}
