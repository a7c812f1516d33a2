import CSilhouetteKernels
import SilhouetteGraph

/// The end of a network: a convolution of single pixels to few channels, an enlargement, perhaps
/// softmax. In blocks most lanes would be empty, and there are as many pixels here as nowhere else,
/// so channels of a pixel lie side by side from the convolution on.
extension Scheduler {
  /// A convolution whose only reader resizes and is the last, or the last before softmax.
  mutating func choosePixelConvolution(_ operation: Convolution, _ node: Node) -> Bool {
    let kernel = graph[node.inputs[1]].shape
    let output = graph[node.outputs[0]].shape
    guard operation.groups == 1, kernel[1] == 1, kernel[2] == 1, operation.strides == .one,
      operation.padding == .none, output[3] <= mostPixelChannels,
      output[2] * output[3] + packing.vector <= Int(SLH_PIXEL_ROW), output[1] * output[2] > 1,
      let weights = graph[node.inputs[1]].constant,
      let resize = onlyConsumer(of: node.outputs[0]), case .resize = resize.operation,
      isRowNode(resize), endsNetwork(resize), let input = blockedInput(node.inputs[0])
    else { return false }
    let target = add(RowPicture(output, layout: .interleaved))
    var attributes = slh_row_operator(kernel: kernels.expand)
    attributes.expansion = 1
    attributes.output_channels = Int32(output[3])
    attributes.outer = operation.activation.parameters
    if node.inputs.count > 2, let bias = graph[node.inputs[2]].constant {
      attributes.bias = builder.memory.store(bias.floats())
    }
    let packed = packing.expansion(
      weights.floats(), outputs: output[3], places: 1, inputs: kernel[3])
    interleaved[node.outputs[0].index] = target
    append(
      RowStep(
        title: title(node), input: input, output: target, attributes: attributes,
        weights: .constant(builder.memory.store(packed)),
        rowWork: output[2] * output[3] * kernel[3] * 4, arithmetic: graph.arithmetic(of: node)))
    return true
  }

  private func endsNetwork(_ resize: Node) -> Bool {
    let value = resize.outputs[0]
    return consumers[value.index].isEmpty
      || onlyConsumer(of: value)?.operation == .softmax(Softmax(axis: 3))
  }

  /// More fill a vector well enough.
  private var mostPixelChannels: Int { 4 }

  /// The resize `node` of interleaved pixels into dense ones, and the softmax after it.
  mutating func appendPixelResize(
    _ input: PictureID, _ operation: Resize, _ node: Node
  ) {
    let (source, resized) = (graph[node.inputs[0]].shape, graph[node.outputs[0]].shape)
    let rows = InterpolationTable(operation, input: source[1], output: resized[1])
    let columns = InterpolationTable(operation, input: source[2], output: resized[2])
    var attributes = slh_row_operator(kernel: kernels.resize_pixels)
    attributes.window = 2
    attributes.row_table = builder.memory.store(rows.pairs)
    attributes.row_weights = builder.memory.store(rows.weight)
    attributes.column_table = columns.stored(in: builder.memory)
    attributes.doubles_columns = columns.doubles(source[2]) ? 1 : 0
    var value = node.outputs[0]
    var title = title(node)
    if let last = onlyConsumer(of: value), last.operation == .softmax(Softmax(axis: 3)) {
      attributes.takes_softmax = 1
      value = last.outputs[0]
      title += " > " + self.title(last)
    }
    let shape = graph[value].shape
    attributes.output_channels = Int32(shape[3])
    let target = add(RowPicture(shape, layout: .dense(value)))
    isDense[value.index] = true
    append(
      RowStep(
        title: title, input: input, output: target, attributes: attributes,
        rowWork: 16 * shape[2] * shape[3]))
  }
}
