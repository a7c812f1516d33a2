import SilhouetteGraph

extension TFLiteExporter {
  /// The format's average leaves padded places out. Where they count they are added as zeros by a
  /// PAD; a maximum's are added as −∞.
  mutating func add(_ pool: Pool, _ node: Node) throws(FormatError) {
    var code = TFLiteOperatorCode.averagePool2D
    var filler: Float = 0
    let picture = graph[node.inputs[0]].type
    let same = Padding.same(
      input: Extent2D(height: picture.shape[1], width: picture.shape[2]), kernel: pool.window,
      strides: pool.strides)
    let isBuiltIn = pool.padding == .none || pool.padding == same
    switch pool.kind {
    case .average(countsPadding: true) where pool.padding != .none:
      throw inexpressible(node, "an average that counts its padding")
    case .average:
      guard isBuiltIn else { throw inexpressible(node, "the padding of this average") }
    case .maximum:
      code = .maxPool2D
      filler = -.infinity
      guard isBuiltIn || picture.elementType == .float32 else {
        throw inexpressible(node, "the padding of this maximum")
      }
    }
    let (source, padding) = try padded(
      node, pool.padding, kernel: pool.window, strides: pool.strides, filler: filler)
    try addPool(code, source, padding, pool, node)
  }

  /// Windows of equal size next to each other, where the sizes divide.
  mutating func add(_ pool: AdaptiveAveragePool, _ node: Node) throws(FormatError) {
    let shape = graph[node.inputs[0]].shape
    guard shape[1] % pool.size.height == 0, shape[2] % pool.size.width == 0 else {
      throw inexpressible(
        node,
        "an adaptive average of \(shape.description) to "
          + "\(pool.size.height)x\(pool.size.width)")
    }
    let window = Extent2D(
      height: shape[1] / pool.size.height, width: shape[2] / pool.size.width)
    try addPool(
      .averagePool2D, tensor(node.inputs[0]), .valid,
      Pool(.average(countsPadding: false), window: window, strides: window), node)
  }

  private mutating func addPool(
    _ code: TFLiteOperatorCode, _ source: TensorIndex, _ padding: TFLiteOptions.Padding,
    _ pool: Pool, _ node: Node
  ) throws(FormatError) {
    typealias Field = TFLiteOptions.Pool
    let (activation, result) = begin(pool.activation, node)
    let options = FlatBufferTree([
      (Field.padding, .int8(padding.rawValue)),
      (Field.strideWidth, .int32(Int32(pool.strides.width))),
      (Field.strideHeight, .int32(Int32(pool.strides.height))),
      (Field.filterWidth, .int32(Int32(pool.window.width))),
      (Field.filterHeight, .int32(Int32(pool.window.height))),
      (Field.activation, .int8(activation)),
    ])
    emit(
      code, [source], [result], options: (Field.unionType, options),
      version: version(node, quantized: 2))
    finish(pool.activation, result, node)
  }

  mutating func add(_ reduction: Reduction, _ node: Node) {
    typealias Field = TFLiteOptions.Reducer
    let code: TFLiteOperatorCode =
      switch reduction.kind {
      case .mean: .mean
      case .sum: .sum
      case .maximum: .reduceMax
      case .minimum: .reduceMin
      }
    let options = FlatBufferTree([(Field.keepsAxes, .bool(reduction.keepsAxes))])
    emit(
      code, node, list(reduction.axes), options: (Field.unionType, options),
      version: version(node, quantized: 2))
  }

  /// The format drops the axis; where it is kept, a RESHAPE brings it back.
  mutating func add(_ argMax: ArgMax, _ node: Node) {
    typealias Field = TFLiteOptions.ArgMax
    let code = TFLiteElementType.code(of: argMax.elementType)
    let options = FlatBufferTree([(Field.outputType, .int8(code))])
    let source = tensor(node.inputs[0])
    let axis = list([argMax.axis], shape: [])
    let output = tensor(node.outputs[0])
    guard argMax.keepsAxis else {
      return emit(.argMax, [source, axis], [output], options: (Field.unionType, options))
    }
    var shape = graph[node.inputs[0]].shape
    shape.dimensions.remove(at: argMax.axis)
    let dropped = intermediate(TensorType(argMax.elementType, shape))
    emit(.argMax, [source, axis], [dropped], options: (Field.unionType, options))
    emit(.reshape, [dropped, list(graph[node.outputs[0]].shape.dimensions)], [output])
  }
}
