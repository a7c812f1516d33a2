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
      // Zeros that are part of the picture count.
      let picture = try enlarged(node, pool.padding, filler: 0)
      return try addPool(code, picture, .valid, pool, node)
    case .average:
      guard isBuiltIn else { return try addUncountedAverage(pool, node) }
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

  /// An average that leaves its padding out: the one that counts it, times the window's area over
  /// the part of it that lies in the picture, a number for each place.
  private mutating func addUncountedAverage(_ pool: Pool, _ node: Node) throws(FormatError) {
    let output = graph[node.outputs[0]].type
    guard output.elementType == .float32 else {
      throw inexpressible(node, "the padding of this average")
    }
    var plain = pool
    plain.activation = .identity
    let average = intermediate(output)
    let picture = try enlarged(node, pool.padding, filler: 0)
    emitPool(.averagePool2D, picture, .valid, plain, 0, average, node)
    let factors = pool.uncountedFactors(of: graph[node.inputs[0]].shape, result: output.shape)
    let factor = floats(factors, shape: [1, output.shape[1], output.shape[2], 1])
    let (activation, result) = begin(pool.activation, node)
    emit(
      .multiply, [average, factor], [result],
      options: (
        TFLiteOptions.Arithmetic.multiplyUnionType,
        FlatBufferTree([(TFLiteOptions.Arithmetic.activation, .int8(activation))])
      ))
    try finish(pool.activation, result, node)
  }

  private mutating func addPool(
    _ code: TFLiteOperatorCode, _ source: TensorIndex, _ padding: TFLiteOptions.Padding,
    _ pool: Pool, _ node: Node
  ) throws(FormatError) {
    let (activation, result) = begin(pool.activation, node)
    emitPool(code, source, padding, pool, activation, result, node)
    try finish(pool.activation, result, node)
  }

  private mutating func emitPool(
    _ code: TFLiteOperatorCode, _ source: TensorIndex, _ padding: TFLiteOptions.Padding,
    _ pool: Pool, _ activation: Int8, _ result: TensorIndex, _ node: Node
  ) {
    typealias Field = TFLiteOptions.Pool
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

extension Pool {
  /// For each place of the result the window's area over the part of it in the picture.
  fileprivate func uncountedFactors(of picture: Shape, result: Shape) -> [Float] {
    func covered(_ place: Int, _ stride: Int, _ before: Int, _ window: Int, _ extent: Int) -> Int {
      let start = place * stride - before
      return min(start + window, extent) - max(start, 0)
    }
    var factors: [Float] = []
    for y in 0..<result[1] {
      let rows = covered(y, strides.height, padding.top, window.height, picture[1])
      for x in 0..<result[2] {
        let columns = covered(x, strides.width, padding.left, window.width, picture[2])
        factors.append(Float(window.height * window.width) / Float(rows * columns))
      }
    }
    return factors
  }
}
