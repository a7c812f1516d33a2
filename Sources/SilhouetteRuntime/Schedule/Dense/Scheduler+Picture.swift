import CSilhouetteKernels
import SilhouetteGraph

extension Scheduler {
  mutating func pool(_ operation: Pool, _ node: Node) throws(RuntimeError) {
    let input = graph[node.inputs[0]].shape
    let output = graph[node.outputs[0]].shape
    let countsPadding = operation.kind == .average(countsPadding: true)
    let rows = WindowTable(
      input: input[1], output: output[1], window: operation.window.height,
      stride: operation.strides.height,
      padding: operation.padding.top, countsPadding: countsPadding)
    let columns = WindowTable(
      input: input[2], output: output[2], window: operation.window.width,
      stride: operation.strides.width,
      padding: operation.padding.left, countsPadding: countsPadding)
    try pool(
      rows, columns, takesMaximum: operation.kind == .maximum, operation.activation, node)
  }

  mutating func adaptivePool(
    _ operation: AdaptiveAveragePool, _ node: Node
  ) throws(RuntimeError) {
    let input = graph[node.inputs[0]].shape
    try pool(
      WindowTable(input: input[1], adaptiveOutput: operation.size.height),
      WindowTable(input: input[2], adaptiveOutput: operation.size.width),
      takesMaximum: false, .identity, node)
  }

  private mutating func pool(
    _ rowTable: WindowTable, _ columnTable: WindowTable, takesMaximum: Bool,
    _ activation: Activation, _ node: Node
  ) throws(RuntimeError) {
    try requireFloat(node)
    let input = graph[node.inputs[0]].shape
    let output = graph[node.outputs[0]].shape
    let source = operand(node.inputs[0])
    let target = define(node.outputs[0])
    let rows = rowTable.stored(in: builder.memory)
    let columns = columnTable.stored(in: builder.memory)
    let rowWork = input[1] * input[2] * input[3] / output[1]
    builder.step(
      title(node), slh_dense_pool_run, uses: source.buffers + [target],
      units: output[0] * output[1], grain: grain(workPerUnit: rowWork)
    ) { layout in
      slh_dense_pool(
        input: source.located(in: layout), output: Int64(layout[target]),
        input_height: Int64(input[1]), input_width: Int64(input[2]), channels: Int64(input[3]),
        output_height: Int64(output[1]), output_width: Int64(output[2]), rows: rows,
        columns: columns, takes_maximum: takesMaximum ? 1 : 0, activation: activation.parameters)
    }
  }

  mutating func resize(_ operation: Resize, _ node: Node) throws(RuntimeError) {
    try requireFloat(node)
    let input = graph[node.inputs[0]].shape
    let output = graph[node.outputs[0]].shape
    let source = operand(node.inputs[0])
    let target = define(node.outputs[0])
    let rows = InterpolationTable(operation, input: input[1], output: output[1])
      .stored(in: builder.memory)
    let columns = InterpolationTable(operation, input: input[2], output: output[2])
      .stored(in: builder.memory)
    builder.step(
      title(node), slh_dense_resize_run, uses: source.buffers + [target],
      units: output[0] * output[1], grain: grain(workPerUnit: 4 * output[2] * output[3])
    ) { layout in
      slh_dense_resize(
        input: source.located(in: layout), output: Int64(layout[target]),
        input_height: Int64(input[1]), input_width: Int64(input[2]), channels: Int64(input[3]),
        output_height: Int64(output[1]), output_width: Int64(output[2]), rows: rows,
        columns: columns)
    }
  }
}
