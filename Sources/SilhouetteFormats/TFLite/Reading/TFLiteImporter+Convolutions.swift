import SilhouetteGraph

extension TFLiteImporter {
  mutating func addConvolution(_ operation: TFLiteOperator) throws(FormatError) {
    typealias Field = TFLiteOptions.Convolution
    let options = try operation.options(Field.unionType)
    let inputs = try convolutionInputs(operation, weights: parameter(1, of: operation))
    let (picture, weights) = try shapes(inputs, operation)
    guard picture[3] % weights[3] == 0 else {
      throw .malformed(
        place: operation.place,
        reason: "weights \(weights.description) do not divide \(picture[3]) channels")
    }
    var convolution = Convolution(groups: picture[3] / weights[3])
    convolution.strides = try options.extent(Field.strideHeight, Field.strideWidth)
    convolution.dilations = try options.extent(
      Field.dilationHeight, Field.dilationWidth, default: 1)
    try complete(&convolution, options, Field.padding, Field.activation, picture, weights)
    try add(.convolution(convolution), inputs, for: operation)
  }

  /// The file keeps depthwise weights as `[1, kernelHeight, kernelWidth, outputChannels]`.
  mutating func addDepthwiseConvolution(_ operation: TFLiteOperator) throws(FormatError) {
    typealias Field = TFLiteOptions.DepthwiseConvolution
    let options = try operation.options(Field.unionType)
    let inputs = try convolutionInputs(
      operation, weights: parameter(1, of: operation, order: [3, 1, 2, 0]))
    let (picture, weights) = try shapes(inputs, operation)
    var convolution = Convolution(groups: picture[3])
    convolution.strides = try options.extent(Field.strideHeight, Field.strideWidth)
    convolution.dilations = try options.extent(
      Field.dilationHeight, Field.dilationWidth, default: 1)
    try complete(&convolution, options, Field.padding, Field.activation, picture, weights)
    try add(.convolution(convolution), inputs, for: operation)
  }

  /// Inputs in the file: the output's shape, weights, picture, bias.
  mutating func addTransposedConvolution(_ operation: TFLiteOperator) throws(FormatError) {
    typealias Field = TFLiteOptions.TransposedConvolution
    let options = try operation.options(Field.unionType)
    _ = try integers(0, of: operation)  // the declared output says the same
    var inputs = [try input(2, of: operation), try parameter(1, of: operation)]
    if has(3, of: operation) { inputs.append(try parameter(3, of: operation)) }
    let (picture, weights) = try shapes(inputs, operation)
    let output = try outputType(0, of: operation).shape
    guard output.rank == 4 else {
      throw .malformed(
        place: operation.place, reason: "its output \(output.description) has not four axes")
    }
    let strides = try options.extent(Field.strideHeight, Field.strideWidth)
    let kernel = Extent2D(height: weights[1], width: weights[2])
    // The padding is that of the forward convolution from the output to the input.
    let forward = try padding(
      try options.integer(Field.padding, default: 0), place: operation.place,
      input: Extent2D(height: output[1], width: output[2]), kernel: kernel, strides: strides)
    let rows = fitted(
      picture[1], to: output[1], stride: strides.height, kernel: kernel.height, before: forward.top)
    let columns = fitted(
      picture[2], to: output[2], stride: strides.width, kernel: kernel.width, before: forward.left)
    let convolution = TransposedConvolution(
      strides: strides,
      padding: Padding(
        top: forward.top, bottom: rows.after, left: forward.left, right: columns.after),
      outputPadding: Extent2D(height: rows.added, width: columns.added),
      activation: try activation(
        try options.integer(Field.activation, default: 0), place: operation.place))
    try add(.transposedConvolution(convolution), inputs, for: operation)
  }

  /// Padding after, or output added, so that an axis gets the extent that the file asks for.
  private func fitted(
    _ input: Int, to output: Int, stride: Int, kernel: Int, before: Int
  ) -> (after: Int, added: Int) {
    let excess = Int64(input - 1) * Int64(stride) + Int64(kernel - before) - Int64(output)
    let clamped = Int(clamping: excess)
    return (after: max(clamped, 0), added: max(-clamped, 0))
  }

  mutating func addFullyConnected(_ operation: TFLiteOperator) throws(FormatError) {
    typealias Field = TFLiteOptions.FullyConnected
    let options = try operation.options(Field.unionType)
    guard try options.integer(Field.weightsFormat, default: Int8(0)) == 0 else {
      throw .unsupported(place: operation.place, reason: "shuffled weights are not supported")
    }
    var inputs = try convolutionInputs(operation, weights: parameter(1, of: operation))
    let shape = graph[inputs[0]].shape
    let weights = graph[inputs[1]].shape
    // Without `keep_num_dims` the input counts as a matrix with as many columns as the weights.
    if try !options.bool(Field.keepsAxes), shape.rank != 2, weights.rank == 2,
      shape.elementCount % weights[1] == 0
    {
      let matrix: Shape = [shape.elementCount / weights[1], weights[1]]
      inputs[0] = try addStep(.reshape(Reshape(to: matrix)), [inputs[0]], for: operation)
    }
    let fused = try activation(
      try options.integer(Field.activation, default: 0), place: operation.place)
    try add(.fullyConnected(FullyConnected(activation: fused)), inputs, for: operation)
  }

  /// Picture, weights and, if it is there, bias.
  private mutating func convolutionInputs(
    _ operation: TFLiteOperator, weights: ValueID
  ) throws(FormatError) -> [ValueID] {
    var inputs = [try input(0, of: operation), weights]
    if has(2, of: operation) { inputs.append(try parameter(2, of: operation)) }
    return inputs
  }

  /// The shapes of picture and weights, four axes each.
  private func shapes(
    _ inputs: [ValueID], _ operation: TFLiteOperator
  ) throws(FormatError) -> (picture: Shape, weights: Shape) {
    for (position, id) in inputs.prefix(2).enumerated() where graph[id].shape.rank != 4 {
      throw .malformed(
        place: operation.place,
        reason: "operand \(position) is \(graph[id].type.description), not one of four axes")
    }
    return (graph[inputs[0]].shape, graph[inputs[1]].shape)
  }

  private func complete(
    _ convolution: inout Convolution, _ options: TFLiteOptionsReader, _ paddingField: Int,
    _ activationField: Int, _ picture: Shape, _ weights: Shape
  ) throws(FormatError) {
    convolution.padding = try padding(
      try options.integer(paddingField, default: 0), place: options.place,
      input: Extent2D(height: picture[1], width: picture[2]),
      kernel: Extent2D(height: weights[1], width: weights[2]), strides: convolution.strides,
      dilations: convolution.dilations)
    convolution.activation = try activation(
      try options.integer(activationField, default: 0), place: options.place)
  }
}
