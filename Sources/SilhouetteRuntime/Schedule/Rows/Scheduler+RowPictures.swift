import CSilhouetteKernels
import SilhouetteGraph

extension Scheduler {
  mutating func chooseResize(_ operation: Resize, _ node: Node) -> Bool {
    let input = graph[node.inputs[0]].shape
    let output = graph[node.outputs[0]].shape
    let rows = InterpolationTable(operation, input: input[1], output: output[1])
    let columns = InterpolationTable(operation, input: input[2], output: output[2])
    if let pixels = interleaved[node.inputs[0].index] {
      appendPixelResize(pixels, rows, columns, node)
      return true
    }
    var attributes = slh_row_operator(kernel: kernels.resize)
    attributes.window = 2
    attributes.row_table = builder.memory.store(rows.pairs)
    attributes.row_weights = builder.memory.store(rows.weight)
    attributes.column_table = columns.stored(in: builder.memory)
    attributes.doubles_columns = columns.doubles(input[2]) ? 1 : 0
    let source = requireBlocked(node.inputs[0])
    append(
      node.outputs[0], title: title(node), attributes: attributes, input: source,
      rowWork: 4 * output[2] * output[3])
    return true
  }

  mutating func chooseWindowedResize(_ operation: WindowedResize, _ node: Node) -> Bool {
    let input = graph[node.inputs[0]].shape
    let output = graph[node.outputs[0]].shape
    guard WindowedResizeLimits.admit(operation, input: input, channels: output[3]) else {
      return false
    }
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
    let source = requireBlocked(node.inputs[0])
    append(
      node.outputs[0], title: title(node), attributes: attributes, input: source,
      rowWork: 2 * operation.window.width * output[2] * output[3])
    return true
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
    makers[target.index] = items.count
    isDense[node.outputs[0].index] = true
    items.append(
      .row(
        RowStep(
          title: title(node), input: input, addend: nil, output: target, attributes: attributes,
          rowWork: 8 * shape[2] * shape[3])))
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
