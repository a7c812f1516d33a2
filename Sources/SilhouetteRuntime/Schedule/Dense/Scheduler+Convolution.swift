import CSilhouetteKernels
import SilhouetteGraph

extension Scheduler {
  mutating func convolution(_ operation: Convolution, _ node: Node) throws(RuntimeError) {
    var parameters = slh_dense_convolution()
    parameters.stride_height = Int64(operation.strides.height)
    parameters.stride_width = Int64(operation.strides.width)
    parameters.dilation_height = Int64(operation.dilations.height)
    parameters.dilation_width = Int64(operation.dilations.width)
    parameters.top = Int64(operation.padding.top)
    parameters.left = Int64(operation.padding.left)
    parameters.groups = Int64(operation.groups)
    parameters.activation = operation.activation.parameters
    try convolve(parameters, slh_dense_convolution_run, node)
  }

  mutating func transposedConvolution(
    _ operation: TransposedConvolution, _ node: Node
  ) throws(RuntimeError) {
    var parameters = slh_dense_convolution()
    parameters.stride_height = Int64(operation.strides.height)
    parameters.stride_width = Int64(operation.strides.width)
    parameters.top = Int64(operation.padding.top)
    parameters.left = Int64(operation.padding.left)
    parameters.groups = 1
    parameters.activation = operation.activation.parameters
    try convolve(parameters, slh_dense_transposed_run, node)
  }

  /// `[…, k]` is a picture of one column: every place of the leading axes is a row.
  mutating func fullyConnected(_ operation: FullyConnected, _ node: Node) throws(RuntimeError) {
    let weights = graph[node.inputs[1]].shape
    var parameters = slh_dense_convolution()
    parameters.stride_height = 1
    parameters.stride_width = 1
    parameters.dilation_height = 1
    parameters.dilation_width = 1
    parameters.groups = 1
    parameters.activation = operation.activation.parameters
    let rows = graph[node.inputs[0]].shape.elementCount / weights[1]
    try convolve(
      parameters, slh_dense_convolution_run, node, input: [1, rows, 1, weights[1]],
      weights: [weights[0], 1, 1, weights[1]], output: [1, rows, 1, weights[0]])
  }

  private mutating func convolve(
    _ parameters: slh_dense_convolution, _ function: @escaping slh_step_function, _ node: Node
  ) throws(RuntimeError) {
    try convolve(
      parameters, function, node, input: graph[node.inputs[0]].shape,
      weights: graph[node.inputs[1]].shape, output: graph[node.outputs[0]].shape)
  }

  private mutating func convolve(
    _ attributes: slh_dense_convolution, _ function: @escaping slh_step_function, _ node: Node,
    input: Shape, weights: Shape, output: Shape
  ) throws(RuntimeError) {
    try requireFloat(node)
    var parameters = attributes
    (parameters.input_height, parameters.input_width) = (Int64(input[1]), Int64(input[2]))
    parameters.input_channels = Int64(input[3])
    (parameters.output_height, parameters.output_width) = (Int64(output[1]), Int64(output[2]))
    parameters.output_channels = Int64(output[3])
    (parameters.kernel_height, parameters.kernel_width) = (Int64(weights[1]), Int64(weights[2]))
    parameters.has_bias = node.inputs.count > 2 ? 1 : 0
    let operands = node.inputs.map { operand($0) }
    let target = define(node.outputs[0])
    let rowWork = output[2] * output[3] * (weights.elementCount / weights[0])
    let complete = parameters
    builder.step(
      title(node), function, uses: operands.flatMap { $0.buffers } + [target],
      units: output[0] * output[1], grain: grain(workPerUnit: rowWork)
    ) { layout in
      var parameters = complete
      parameters.input = operands[0].located(in: layout)
      parameters.weights = operands[1].located(in: layout)
      if operands.count > 2 { parameters.bias = operands[2].located(in: layout) }
      parameters.output = Int64(layout[target])
      return parameters
    }
  }
}
