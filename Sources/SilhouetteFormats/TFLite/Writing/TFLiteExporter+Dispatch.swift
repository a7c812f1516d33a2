import SilhouetteGraph

extension TFLiteExporter {
  /// Adds what one node becomes.
  mutating func add(_ node: Node) throws(FormatError) {
    switch node.operation {
    case .convolution(let convolution): try add(convolution, node)
    case .transposedConvolution(let convolution): try add(convolution, node)
    case .fullyConnected(let layer): try add(layer, node)
    case .batchNormalization(let normalization): try add(normalization, node)

    case .activation(let activation):
      try add(activation, from: tensor(node.inputs[0]), to: tensor(node.outputs[0]), node)
    case .prelu: emit(.prelu, node)
    case .binary(let binary): try add(binary, node)
    case .affine(let affine): try add(affine, node)
    case .cast(let cast): try add(cast, node)
    case .quantize: emit(.quantize, node)
    case .dequantize: emit(.dequantize, node, version: 2)

    case .pool(let pool): try add(pool, node)
    case .adaptiveAveragePool(let pool): try add(pool, node)
    case .reduction(let reduction): add(reduction, node)
    case .softmax(let softmax): add(softmax, node)
    case .argMax(let argMax): add(argMax, node)

    case .resize(let resize): try add(resize, node)
    case .windowedResize: throw inexpressible(node, "a windowed resize")
    case .concatenation(let concatenation): try add(concatenation, node)
    case .split(let split): add(split, node)
    case .slice(let slice): add(slice, node)
    case .pad(let pad): try add(pad, node)
    case .reshape(let reshape): emit(.reshape, node, list(reshape.shape.dimensions))
    case .transpose(let transpose):
      emitTranspose(tensor(node.inputs[0]), transpose.permutation, tensor(node.outputs[0]))
    case .gather(let gather): add(gather, node)
    case .broadcast(let broadcast):
      emit(.broadcastTo, node, list(broadcast.shape.dimensions), version: 2)
    }
  }

  /// One operator for the node, with the node's inputs, then `operand`.
  mutating func emit(
    _ code: TFLiteOperatorCode, _ node: Node, _ operand: TensorIndex? = nil,
    options: TFLiteModel.Options? = nil, version: Int32 = 1
  ) {
    var inputs = node.inputs.map { tensor($0) }
    if let operand { inputs.append(operand) }
    emit(code, inputs, node.outputs.map { tensor($0) }, options: options, version: version)
  }

  mutating func emitCopy(_ source: TensorIndex, _ result: TensorIndex) {
    emit(.reshape, [source, list(type(of: source).shape.dimensions)], [result])
  }

  mutating func emitTranspose(_ source: TensorIndex, _ order: [Int], _ result: TensorIndex) {
    emit(.transpose, [source, list(order)], [result])
  }
}
