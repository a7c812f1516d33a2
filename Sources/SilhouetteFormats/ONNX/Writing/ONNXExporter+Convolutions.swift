import SilhouetteGraph

extension ONNXExporter {
  mutating func add(_ convolution: Convolution, _ node: Node) {
    let weights = graph[node.inputs[1]].shape
    var inputs: [TensorIndex?] = [
      operand(node.inputs[0], order: .onnxPicture), parameter(node.inputs[1], order: [0, 3, 1, 2]),
    ]
    if node.inputs.count > 2 { inputs.append(parameter(node.inputs[2])) }
    let result = emit(
      "Conv", inputs,
      [
        .integers("dilations", convolution.dilations.list), .integer("group", convolution.groups),
        .integers("kernel_shape", [weights[1], weights[2]]),
        .integers("pads", convolution.padding.list),
        .integers("strides", convolution.strides.list),
      ])
    finish(result, convolution.activation, as: node.outputs[0], order: .onnxPicture)
  }

  /// Output padding takes back padding at the end. What it adds beyond the kernel's reach is written
  /// as a Pad before the bias, since runtimes allow less than a stride of it.
  mutating func add(_ convolution: TransposedConvolution, _ node: Node) {
    let weights = graph[node.inputs[1]].shape
    var padding = convolution.padding
    let missingRows = max(convolution.outputPadding.height - padding.bottom, 0)
    let missingColumns = max(convolution.outputPadding.width - padding.right, 0)
    padding.bottom = max(padding.bottom - convolution.outputPadding.height, 0)
    padding.right = max(padding.right - convolution.outputPadding.width, 0)
    let isWhole = missingRows == 0 && missingColumns == 0
    var inputs: [TensorIndex?] = [
      operand(node.inputs[0], order: .onnxPicture), parameter(node.inputs[1], order: [3, 0, 1, 2]),
    ]
    let bias = node.inputs.count > 2 ? parameter(node.inputs[2]) : nil
    if isWhole, let bias { inputs.append(bias) }
    var result = emit(
      "ConvTranspose", inputs,
      [
        .integers("kernel_shape", [weights[1], weights[2]]), .integers("pads", padding.list),
        .integers("strides", convolution.strides.list),
      ])
    if !isWhole {
      result = emit("Pad", [result, list([0, 0, 0, 0, 0, 0, missingRows, missingColumns])])
      if let bias {
        result = emit("Add", [result, emit("Reshape", [bias, list([1, weights[0], 1, 1])])])
      }
    }
    finish(result, convolution.activation, as: node.outputs[0], order: .onnxPicture)
  }

  mutating func add(_ layer: FullyConnected, _ node: Node) {
    let rank = graph[node.inputs[0]].shape.rank
    let order = Array(0..<rank)
    var result = emit(
      "MatMul",
      [operand(node.inputs[0], order: order), parameter(node.inputs[1], order: [1, 0])])
    if node.inputs.count > 2 { result = emit("Add", [result, parameter(node.inputs[2])]) }
    finish(result, layer.activation, as: node.outputs[0], order: order)
  }

  /// ONNX has the channels at axis 1.
  mutating func add(_ normalization: BatchNormalization, _ node: Node) throws(FormatError) {
    let rank = graph[node.inputs[0]].shape.rank
    guard rank > 1 else { throw inexpressible(node, "the normalisation of a vector") }
    let order = [0, rank - 1] + (1..<rank - 1)
    let inputs: [TensorIndex?] =
      [operand(node.inputs[0], order: order)] + node.inputs.dropFirst().map { operand($0) }
    let result = emit("BatchNormalization", inputs, [.float("epsilon", normalization.epsilon)])
    finish(result, as: node.outputs[0], order: order)
  }
}

extension Extent2D {
  var list: [Int] { [height, width] }
}

extension Padding {
  /// First what is before along each axis, then what is after.
  var list: [Int] { [top, left, bottom, right] }
}
