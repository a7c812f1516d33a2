import CSilhouetteKernels
import SilhouetteGraph

extension Scheduler {
  mutating func chooseResize(_ node: Node) -> Bool {
    if let pixels = interleaved[node.inputs[0].index], case .resize(let operation) = node.operation
    {
      appendPixelResize(pixels, operation, node)
      return true
    }
    guard let resize = rowResize(node) else { return false }
    appendResize(resize, of: node, to: node.outputs[0], outer: .identity, addend: nil)
    return true
  }

  /// What makes the output of a resize on blocked rows; `nil` where nothing does.
  mutating func rowResize(_ node: Node) -> slh_row_operator? {
    let input = graph[node.inputs[0]].shape
    let output = graph[node.outputs[0]].shape
    switch node.operation {
    case .resize(let operation) where interleaved[node.inputs[0].index] == nil:
      return resizeAttributes(operation, input, output)
    case .windowedResize(let operation)
    where WindowedResizeLimits.admit(operation, input: input, channels: output[3]):
      return windowedAttributes(operation, input, output)
    default: return nil
    }
  }

  /// Appends a resize, which makes `value`: the output of `node`, or that of the sum which takes it in.
  mutating func appendResize(
    _ resize: slh_row_operator, of node: Node, to value: ValueID, outer: Activation,
    addend: PictureID?
  ) {
    let output = graph[node.outputs[0]].shape
    var attributes = resize
    attributes.outer = outer.parameters
    let source = requireBlocked(node.inputs[0])
    append(
      value, title: title(node, with: addend), attributes: attributes, input: source,
      addend: addend, keepsChannelsApart: pictures[source.index].channels == output[3],
      rowWork: Int(2 + 2 * attributes.columns) * output[2] * output[3])
  }

  private mutating func resizeAttributes(
    _ operation: Resize, _ input: Shape, _ output: Shape
  ) -> slh_row_operator {
    let rows = InterpolationTable(operation, input: input[1], output: output[1])
    let columns = InterpolationTable(operation, input: input[2], output: output[2])
    var attributes = slh_row_operator(kernel: kernels.resize)
    attributes.window = 2
    attributes.row_table = builder.memory.store(rows.pairs)
    attributes.row_weights = builder.memory.store(rows.weight)
    attributes.column_table = columns.stored(in: builder.memory)
    attributes.doubles_columns = columns.doubles(input[2]) ? 1 : 0
    return attributes
  }

  private mutating func windowedAttributes(
    _ operation: WindowedResize, _ input: Shape, _ output: Shape
  ) -> slh_row_operator {
    let rows = InterpolationTable(operation.resize, input: input[1], output: output[1])
    let columns = InterpolationTable(operation.resize, input: input[2], output: output[2])
    let places = rows.window(
      operation.window.height, before: operation.before.height, input: input[1])
    var attributes = slh_row_operator(kernel: kernels.windowed_resize)
    attributes.window = Int32(2 * operation.window.height)
    attributes.row_table = builder.memory.store(places.rows)
    attributes.row_weights = builder.memory.store(places.weights)
    attributes.columns = Int32(operation.window.width)
    attributes.column_before = Int32(operation.before.width)
    attributes.column_table = columns.stored(in: builder.memory)
    return attributes
  }

  mutating func choosePool(_ operation: Pool, _ node: Node) -> Bool {
    guard operation.window.height <= maximumWindow else { return false }
    let input = graph[node.inputs[0]].shape
    let output = graph[node.outputs[0]].shape
    let countsPadding = operation.kind == .average(countsPadding: true)
    let rows = WindowTable(
      input: input[1], output: output[1], window: operation.window.height,
      stride: operation.strides.height, padding: operation.padding.top,
      countsPadding: countsPadding)
    let columns = WindowTable(
      input: input[2], output: output[2], window: operation.window.width,
      stride: operation.strides.width, padding: operation.padding.left,
      countsPadding: countsPadding)
    var attributes = slh_row_operator(kernel: kernels.pool)
    attributes.window = Int32(operation.window.height)
    attributes.row_table = builder.memory.store(rows.rows(window: operation.window.height))
    attributes.window_rows = rows.stored(in: builder.memory)
    attributes.window_columns = columns.stored(in: builder.memory)
    attributes.takes_maximum = operation.kind == .maximum ? 1 : 0
    attributes.outer = operation.activation.parameters
    let source = requireBlocked(node.inputs[0])
    append(
      node.outputs[0], title: title(node), attributes: attributes, input: source,
      keepsChannelsApart: true,
      rowWork: output[2] * output[3] * operation.window.height * operation.window.width)
    return true
  }

  /// Over few channels of a blocked picture: probabilities are as a rule what leaves the network, so
  /// they are made dense.
  mutating func chooseSoftmax(_ operation: Softmax, _ node: Node) -> Bool {
    let shape = graph[node.outputs[0]].shape
    // A resize of interleaved pixels has made it in passing.
    if isDense[node.outputs[0].index] { return true }
    guard operation.axis == 3, operation.beta == 1, shape[3] <= packing.vector,
      let input = blockedInput(node.inputs[0])
    else { return false }
    let target = add(RowPicture(shape, layout: .dense(node.outputs[0])))
    var attributes = slh_row_operator(kernel: kernels.softmax)
    attributes.output_channels = Int32(shape[3])
    isDense[node.outputs[0].index] = true
    append(
      RowStep(
        title: title(node), input: input, output: target, attributes: attributes,
        rowWork: 8 * shape[2] * shape[3]))
    return true
  }

  /// A mean over each whole map is a by-product of whatever makes the map.
  mutating func chooseMean(_ operation: Reduction, _ node: Node) -> Bool {
    guard operation.kind == .mean, operation.axes == [1, 2], operation.keepsAxes else {
      return false
    }
    let map = requireBlocked(node.inputs[0])
    guard let maker = makers[map.index], case .row(var step) = items[maker] else { return false }
    let shape = graph[node.inputs[0]].shape
    let line = packing.blocks(shape[3]) * packing.vector
    let sums = step.sums ?? builder.buffer(byteCount: shape[0] * shape[1] * line * 4)
    step.sums = sums
    items[maker] = .row(step)
    let target = picture(of: node.outputs[0])
    blocked[node.outputs[0].index] = target
    items.append(.mean(sums: sums, of: map, to: target, title: title(node)))
    return true
  }
}
