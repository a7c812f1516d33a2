import SilhouetteGraph

extension TFLiteExporter {
  mutating func add(_ convolution: Convolution, _ node: Node) throws(FormatError) {
    let picture = graph[node.inputs[0]].shape
    let weights = graph[node.inputs[1]].shape
    let isDepthwise = convolution.groups > 1 && convolution.groups == picture[3]
    let (source, padding) = try padded(
      node, convolution.padding, kernel: Extent2D(height: weights[1], width: weights[2]),
      strides: convolution.strides, dilations: convolution.dilations, filler: 0)
    let inputs = [
      source, parameter(node.inputs[1], order: isDepthwise ? [3, 1, 2, 0] : nil), try bias(node),
    ]
    let (activation, result) = begin(convolution.activation, node)
    let multiplier = isDepthwise ? Int32(weights[0] / picture[3]) : nil
    emit(
      isDepthwise ? .depthwiseConvolution2D : .convolution2D, inputs, [result],
      options: options(convolution, padding, activation, depthMultiplier: multiplier),
      version: version(node, quantized: 3))
    try finish(convolution.activation, result, node)
  }

  /// The bias of a convolution; runtimes ask for one, so zeros stand for none.
  private mutating func bias(_ node: Node) throws(FormatError) -> TensorIndex {
    if node.inputs.count > 2 { return parameter(node.inputs[2]) }
    guard graph[node.inputs[0]].elementType.isFloatingPoint else {
      throw inexpressible(node, "an integer convolution without a bias")
    }
    let channels = graph[node.inputs[1]].shape[0]
    let zeros = Constant([Float](repeating: 0, count: channels), shape: [channels])
    return addParameter(zeros, name: "\(scope)/bias")
  }

  private func options(
    _ convolution: Convolution, _ padding: TFLiteOptions.Padding, _ activation: Int8,
    depthMultiplier: Int32?
  ) -> (UInt8, FlatBufferTree) {
    let strides = convolution.strides
    let dilations = convolution.dilations
    guard let depthMultiplier else {
      typealias Field = TFLiteOptions.Convolution
      return (
        Field.unionType,
        FlatBufferTree([
          (Field.padding, .int8(padding.rawValue)),
          (Field.strideWidth, .int32(Int32(strides.width))),
          (Field.strideHeight, .int32(Int32(strides.height))),
          (Field.activation, .int8(activation)),
          (Field.dilationWidth, .int32(Int32(dilations.width))),
          (Field.dilationHeight, .int32(Int32(dilations.height))),
        ])
      )
    }
    typealias Field = TFLiteOptions.DepthwiseConvolution
    return (
      Field.unionType,
      FlatBufferTree([
        (Field.padding, .int8(padding.rawValue)),
        (Field.strideWidth, .int32(Int32(strides.width))),
        (Field.strideHeight, .int32(Int32(strides.height))),
        (Field.depthMultiplier, .int32(depthMultiplier)),
        (Field.activation, .int8(activation)),
        (Field.dilationWidth, .int32(Int32(dilations.width))),
        (Field.dilationHeight, .int32(Int32(dilations.height))),
      ])
    )
  }

  /// The format counts the padding from the output's size; what lies after follows from that, and
  /// runtimes refuse an input whose size does not.
  mutating func add(_ convolution: TransposedConvolution, _ node: Node) throws(FormatError) {
    typealias Field = TFLiteOptions.TransposedConvolution
    let weights = graph[node.inputs[1]].shape
    let output = graph[node.outputs[0]].shape
    let same = Padding.same(
      input: Extent2D(height: output[1], width: output[2]),
      kernel: Extent2D(height: weights[1], width: weights[2]), strides: convolution.strides)
    let input = graph[node.inputs[0]].shape
    let (strides, before) = (convolution.strides, convolution.padding)
    let isSame =
      before.top == same.top && before.left == same.left
      && (output[1] + strides.height - 1) / strides.height == input[1]
      && (output[2] + strides.width - 1) / strides.width == input[2]
    let isValid =
      before.top == 0 && before.left == 0
      && (output[1] - weights[1] + strides.height) / strides.height == input[1]
      && (output[2] - weights[2] + strides.width) / strides.width == input[2]
    guard isSame || isValid else {
      throw inexpressible(node, "the padding of this transposed convolution")
    }
    var inputs = [
      list(output.dimensions), parameter(node.inputs[1]), tensor(node.inputs[0]),
    ]
    if node.inputs.count > 2 { inputs.append(parameter(node.inputs[2])) }
    let (_, result) = begin(convolution.activation, node, canFuse: false)
    let padding: TFLiteOptions.Padding = isSame ? .same : .valid
    let options = FlatBufferTree([
      (Field.padding, .int8(padding.rawValue)),
      (Field.strideWidth, .int32(Int32(convolution.strides.width))),
      (Field.strideHeight, .int32(Int32(convolution.strides.height))),
    ])
    emit(
      .transposeConvolution, inputs, [result], options: (Field.unionType, options),
      version: inputs.count > 3 ? 3 : 1)
    try finish(convolution.activation, result, node)
  }

  mutating func add(_ layer: FullyConnected, _ node: Node) throws(FormatError) {
    typealias Field = TFLiteOptions.FullyConnected
    var inputs = [tensor(node.inputs[0]), parameter(node.inputs[1])]
    if node.inputs.count > 2 { inputs.append(parameter(node.inputs[2])) }
    let (activation, result) = begin(layer.activation, node)
    let keepsAxes = graph[node.inputs[0]].shape.rank != 2
    let options = FlatBufferTree([
      (Field.activation, .int8(activation)), (Field.keepsAxes, .bool(keepsAxes)),
    ])
    emit(
      .fullyConnected, inputs, [result], options: (Field.unionType, options),
      version: keepsAxes ? 5 : version(node, quantized: 4))
    try finish(layer.activation, result, node)
  }

  /// The node's picture and how the format says its padding: `SAME` or `VALID` where the numbers are
  /// those, else a PAD before and `VALID`.
  mutating func padded(
    _ node: Node, _ padding: Padding, kernel: Extent2D, strides: Extent2D,
    dilations: Extent2D = .one, filler: Float
  ) throws(FormatError) -> (TensorIndex, TFLiteOptions.Padding) {
    let source = tensor(node.inputs[0])
    if padding == .none { return (source, .valid) }
    let picture = graph[node.inputs[0]].type
    let same = Padding.same(
      input: Extent2D(height: picture.shape[1], width: picture.shape[2]), kernel: kernel,
      strides: strides, dilations: dilations)
    if padding == same { return (source, .same) }
    return (try enlarged(node, padding, filler: filler), .valid)
  }

  /// The node's picture with its padding as a part of it.
  mutating func enlarged(
    _ node: Node, _ padding: Padding, filler: Float
  ) throws(FormatError) -> TensorIndex {
    var enlarged = graph[node.inputs[0]].type
    let before = [0, padding.top, padding.left, 0]
    let after = [0, padding.bottom, padding.right, 0]
    for axis in 0..<4 { enlarged.shape[axis] += before[axis] + after[axis] }
    let result = intermediate(enlarged, like: node.inputs[0])
    try addPad(
      from: tensor(node.inputs[0]), to: result, before, after, value: filler, node)
    return result
  }
}
