import CSilhouetteKernels
import SilhouetteGraph

extension Scheduler {
  func isRowConvolution(_ operation: Convolution, _ node: Node) -> Bool {
    guard graph[node.inputs[1]].constant != nil, graph[node.inputs[1]].shape[1] <= maximumWindow,
      node.inputs.count < 3 || graph[node.inputs[2]].constant != nil,
      operation.isCountable(kernel: graph[node.inputs[1]].shape)
    else { return false }
    return operation.groups == 1 || isDepthwise(operation, node)
  }

  private func isDepthwise(_ operation: Convolution, _ node: Node) -> Bool {
    operation.groups > 1 && operation.groups == graph[node.inputs[0]].shape[3]
      && operation.groups == graph[node.outputs[0]].shape[3]
  }

  var maximumWindow: Int { Int(SLH_WINDOW_ROWS) }

  mutating func chooseConvolution(_ operation: Convolution, _ node: Node) -> Bool {
    guard isRowConvolution(operation, node) else { return false }
    if choosePixelConvolution(operation, node) { return true }
    appendConvolution(
      operation, node, to: node.outputs[0], inner: .identity, outer: operation.activation,
      addend: nil)
    return true
  }

  /// Appends the convolution of `node`, which makes `value`: its own output, or that of the sum which
  /// takes it in.
  mutating func appendConvolution(
    _ operation: Convolution, _ node: Node, to value: ValueID, inner: Activation,
    outer: Activation, addend: PictureID?
  ) {
    let weights = graph[node.inputs[1]].shape
    let isDepthwise = isDepthwise(operation, node)
    let output = graph[node.outputs[0]].shape
    let selection = selection(operation, node)
    var attributes = slh_row_operator(
      kernel: !selection.isEmpty
        ? kernels.selected_convolution : isDepthwise ? kernels.depthwise : kernels.convolution)
    attributes.window = Int32(weights[1])
    attributes.row_stride = Int32(clamping: operation.strides.height)
    attributes.row_dilation = Int32(clamping: operation.dilations.height)
    attributes.row_before = Int32(clamping: operation.padding.top)
    attributes.columns = Int32(weights[2])
    attributes.column_stride = Int32(clamping: operation.strides.width)
    attributes.column_dilation = Int32(clamping: operation.dilations.width)
    attributes.column_before = Int32(clamping: operation.padding.left)
    attributes.inner = inner.parameters
    attributes.outer = outer.parameters
    attributes.bias = bias(node)
    if isWinograd(operation, node) {
      appendWinograd(operation, node, attributes, to: value, addend: addend)
      return
    }
    if selection.isEmpty { attributes.tail_channels = Int32(tailChannels(operation, node)) }
    let (input, packed) = source(
      node, isDepthwise: isDepthwise, selection, tail: Int(attributes.tail_channels))
    widenMargins(of: input, operation, kernelWidth: weights[2], outputWidth: output[2])
    append(
      value, title: title(node, with: addend), attributes: attributes, input: input,
      addend: addend, weights: packed, selection: selection, keepsChannelsApart: isDepthwise,
      weightCount: weights.elementCount, rowWork: output[2] * weights.elementCount,
      arithmetic: graph.arithmetic(of: node))
  }

  func title(_ node: Node, with addend: PictureID?) -> String {
    title(node) + (addend == nil ? "" : " + addend")
  }

  private func bias(_ node: Node) -> UnsafePointer<Float>? {
    guard node.inputs.count > 2, let constant = graph[node.inputs[2]].constant else { return nil }
    return builder.memory.store(packing.perChannel(constant.floats()))
  }

  /// The channels that a convolution of single pixels reads where they lie; none if it reads a
  /// picture.
  private func selection(_ operation: Convolution, _ node: Node) -> [ChannelSource] {
    let kernel = graph[node.inputs[1]].shape
    guard isPointwise(operation, kernel), blocked[node.inputs[0].index] == nil
    else { return [] }
    return selections[node.inputs[0].index] ?? []
  }

  /// Channels of a last block that are better made as those of an expansion: few of them, of so many
  /// that the moves of lanes, which each pixel needs, are a small part.
  private func tailChannels(_ operation: Convolution, _ node: Node) -> Int {
    let kernel = graph[node.inputs[1]].shape
    let tail = kernel[0] % packing.vector
    guard isPointwise(operation, kernel), graph[node.outputs[0]].shape[2] >= packing.vector / 2,
      tail <= kernels.tail_channels, 2 * tail <= kernel[3],
      gated[node.inputs[0].index] == nil,
      blocked[node.inputs[0].index] != nil || !isDense[node.inputs[0].index]
    else { return 0 }
    return tail
  }

  /// Single pixels of one group, each for itself.
  func isPointwise(_ operation: Convolution, _ kernel: Shape) -> Bool {
    operation.groups == 1 && kernel[1] == 1 && kernel[2] == 1 && operation.strides == .one
      && operation.padding == .none
  }

  /// The picture that a convolution reads and its weights: of a gated product the map, and the gate
  /// goes into the weights.
  private mutating func source(
    _ node: Node, isDepthwise: Bool, _ selection: [ChannelSource], tail: Int
  ) -> (PictureID, RowStep.Weights) {
    let shape = graph[node.inputs[1]].shape
    let places = shape[1] * shape[2]
    let numbers = graph[node.inputs[1]].constant?.floats() ?? []
    let packed =
      isDepthwise
      ? packing.depthwise(numbers, channels: shape[0], places: places)
      : tail > 0
        ? packing.convolution(numbers, outputs: shape[0], inputs: shape[3], tail: tail)
        : packing.convolution(numbers, outputs: shape[0], places: places, inputs: shape[3])
    let stored = builder.memory.store(packed)
    if let first = selection.first { return (first.picture, .constant(stored)) }
    guard let product = gated[node.inputs[0].index] else {
      return (convolutionInput(node.inputs[0], isDepthwise: isDepthwise), .constant(stored))
    }
    let target = builder.buffer(byteCount: packed.count * 4)
    let map = requireBlocked(product.map)
    let gate = requireBlocked(product.gate)
    items.append(
      .gate(
        weights: stored, gate: gate, to: target, blocks: packing.blocks(shape[0]), places: places,
        channels: shape[3], title: "gate weights of \(node.name)"))
    return (map, .buffer(target, imagePitch: 0))
  }

  /// Dense pictures are read as they are, except by depthwise kernels.
  private mutating func convolutionInput(_ value: ValueID, isDepthwise: Bool) -> PictureID {
    if isDepthwise || blocked[value.index] != nil || !isDense[value.index] {
      return requireBlocked(value)
    }
    return add(RowPicture(graph[value].shape, layout: .dense(value)))
  }

  private mutating func widenMargins(
    of input: PictureID, _ operation: Convolution, kernelWidth: Int, outputWidth: Int
  ) {
    let reach =
      (outputWidth - 1) * operation.strides.width + (kernelWidth - 1) * operation.dilations.width
      - operation.padding.left - (pictures[input.index].width - 1)
    pictures[input.index].widenMargins(left: operation.padding.left, right: max(reach, 0))
  }

  /// A transposed convolution whose kernel is its stride, to so few channels that the output is
  /// better made dense.
  mutating func chooseExpansion(_ operation: TransposedConvolution, _ node: Node) -> Bool {
    let kernel = graph[node.inputs[1]].shape
    let output = graph[node.outputs[0]].shape
    guard let weights = graph[node.inputs[1]].constant, operation.padding == .none,
      operation.outputPadding == Extent2D(0),
      operation.strides == Extent2D(height: kernel[1], width: kernel[2]),
      kernel[0] <= SLH_EXPANSION, kernel[1] <= SLH_EXPANSION, kernel[2] <= SLH_EXPANSION,
      kernel[0] * kernel[1] * kernel[2] <= SLH_EXPANSION,
      node.inputs.count < 3 || graph[node.inputs[2]].constant != nil
    else { return false }
    let input = requireBlocked(node.inputs[0])
    // Every input row makes `kernel[1]` rows that lie one after the other: together, one long row.
    let height = pictures[input.index].height
    let target = add(
      RowPicture(
        [output[0], height, output[2] * kernel[1], output[3]], layout: .dense(node.outputs[0])))
    var attributes = slh_row_operator(kernel: kernels.expand)
    attributes.expansion = Int32(kernel[1])
    attributes.columns = Int32(kernel[2])
    attributes.output_channels = Int32(kernel[0])
    attributes.outer = operation.activation.parameters
    if node.inputs.count > 2, let bias = graph[node.inputs[2]].constant {
      attributes.bias = builder.memory.store(bias.floats())
    }
    let packed = packing.expansion(
      weights.floats(), outputs: kernel[0], places: kernel[1] * kernel[2], inputs: kernel[3])
    isDense[node.outputs[0].index] = true
    append(
      RowStep(
        title: title(node), input: input, output: target, attributes: attributes,
        weights: .constant(builder.memory.store(packed)),
        rowWork: output[2] * kernel[1] * kernel[0] * kernel[3] * 4,
        arithmetic: graph.arithmetic(of: node)))
    return true
  }
}

extension Convolution {
  /// Whether every place that the window reaches has a number far inside 32 bits, as row operators
  /// count them.
  fileprivate func isCountable(kernel: Shape) -> Bool {
    let limit = 1 << 24
    return padding.vertical < limit && padding.horizontal < limit && strides.height < limit
      && strides.width < limit && dilations.height * kernel[1] < limit
      && dilations.width * kernel[2] < limit
  }
}
