import SilhouetteGraph

extension TFLiteExporter {
  mutating func add(_ resize: Resize, _ node: Node) throws(FormatError) {
    let size = list([resize.size.height, resize.size.width])
    let alignsCorners = resize.coordinates == .alignCorners
    let hasHalfPixelCenters = resize.coordinates == .halfPixel
    switch (resize.filter, resize.coordinates) {
    case (.bilinear, _):
      typealias Field = TFLiteOptions.ResizeBilinear
      let options = FlatBufferTree([
        (Field.alignCorners, .bool(alignsCorners)),
        (Field.halfPixelCenters, .bool(hasHalfPixelCenters)),
      ])
      emit(.resizeBilinear, node, size, options: (Field.unionType, options), version: 3)
    case (.nearest(.floor), .asymmetric), (.nearest(.halfUp), .halfPixel),
      (.nearest(.halfUp), .alignCorners):
      typealias Field = TFLiteOptions.ResizeNearest
      let options = FlatBufferTree([
        (Field.alignCorners, .bool(alignsCorners)),
        (Field.halfPixelCenters, .bool(hasHalfPixelCenters)),
      ])
      emit(.resizeNearestNeighbor, node, size, options: (Field.unionType, options), version: 3)
    case (.nearest, _):
      throw inexpressible(node, "this rounding of nearest neighbours")
    }
  }

  mutating func add(_ concatenation: Concatenation, _ node: Node) throws(FormatError) {
    typealias Field = TFLiteOptions.Concatenation
    let (_, result) = begin(concatenation.activation, node, canFuse: false)
    let options = FlatBufferTree([(Field.axis, .int32(Int32(concatenation.axis)))])
    let inputs = node.inputs.map { tensor($0) }
    emit(
      .concatenation, inputs, [result], options: (Field.unionType, options),
      version: version(node, quantized: 2))
    try finish(concatenation.activation, result, node)
  }

  mutating func add(_ split: Split, _ node: Node) {
    typealias Field = TFLiteOptions.SplitSizes
    let options = FlatBufferTree([(Field.count, .int32(Int32(split.sizes.count)))])
    emit(
      .splitV, [tensor(node.inputs[0]), list(split.sizes), list([split.axis], shape: [])],
      node.outputs.map { tensor($0) }, options: (Field.unionType, options))
  }

  mutating func add(_ slice: Slice, _ node: Node) {
    let source = tensor(node.inputs[0])
    let output = tensor(node.outputs[0])
    if slice.steps.allSatisfy({ $0 == 1 }) {
      emit(.slice, [source, list(slice.starts), list(slice.sizes)], [output])
      return
    }
    typealias Field = TFLiteOptions.StridedSlice
    var ends: [Int] = []
    var openEnds: Int32 = 0
    for axis in slice.starts.indices {
      let end = slice.end(along: axis)
      if end == nil { openEnds |= 1 << Int32(axis) }
      ends.append(end ?? 0)
    }
    let options = FlatBufferTree([(Field.endMask, .int32(openEnds))])
    emit(
      .stridedSlice, [source, list(slice.starts), list(ends), list(slice.steps)], [output],
      options: (Field.unionType, options))
  }

  mutating func add(_ pad: Pad, _ node: Node) throws(FormatError) {
    try addPad(
      from: tensor(node.inputs[0]), to: tensor(node.outputs[0]), pad.before, pad.after,
      value: pad.value, node)
  }

  mutating func addPad(
    from source: TensorIndex, to result: TensorIndex, _ before: [Int], _ after: [Int],
    value: Float, _ node: Node
  ) throws(FormatError) {
    var pairs: [Int] = []
    for axis in before.indices { pairs += [before[axis], after[axis]] }
    let padding = list(pairs, shape: [before.count, 2])
    if value == 0 { return emit(.pad, [source, padding], [result]) }
    guard type(of: source).elementType == .float32 else {
      throw inexpressible(node, "padding of integers with \(value)")
    }
    emit(.padV2, [source, padding, scalar(value)], [result])
  }

  mutating func add(_ gather: Gather, _ node: Node) {
    typealias Field = TFLiteOptions.Gather
    let options = FlatBufferTree([(Field.axis, .int32(Int32(gather.axis)))])
    emit(.gather, node, list(gather.indices), options: (Field.unionType, options))
  }
}
