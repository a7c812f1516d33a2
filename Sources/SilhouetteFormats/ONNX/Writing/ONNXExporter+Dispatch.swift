import SilhouetteGraph

extension ONNXExporter {
  /// Adds what one node becomes.
  mutating func add(_ node: Node) throws(FormatError) {
    try requireExpressibleQuantization(node)
    switch node.operation {
    case .convolution(let convolution): add(convolution, node)
    case .transposedConvolution(let convolution): add(convolution, node)
    case .fullyConnected(let layer): add(layer, node)
    case .batchNormalization(let normalization): try add(normalization, node)

    case .activation(let activation):
      finish(
        operand(node.inputs[0]), activation, as: node.outputs[0], order: order(of: node.inputs[0]))
    case .prelu: addElementwise("PRelu", .identity, node)
    case .binary(let binary): addElementwise(binary.kind.onnxType, binary.activation, node)
    case .affine(let affine): add(affine, node)
    case .cast(let cast): add(cast, node)
    case .quantize:
      finish(operand(node.inputs[0]), as: node.outputs[0], order: order(of: node.inputs[0]))
    case .dequantize: addDequantization(node)

    case .pool(let pool): try add(pool, node)
    case .adaptiveAveragePool(let pool): try add(pool, node)
    case .reduction(let reduction): add(reduction, node)
    case .softmax(let softmax): add(softmax, node)
    case .argMax(let argMax): add(argMax, node)

    case .resize(let resize): add(resize, node)
    case .windowedResize: throw inexpressible(node, "a windowed resize")
    case .concatenation(let concatenation): add(concatenation, node)
    case .split(let split): add(split, node)
    case .slice(let slice): add(slice, node)
    case .pad(let pad): try add(pad, node)
    case .reshape(let reshape): add(reshape, node)
    case .transpose(let transpose): add(transpose, node)
    case .gather(let gather): add(gather, node)
    case .broadcast(let broadcast): add(broadcast, node)
    }
  }

  private func requireExpressibleQuantization(_ node: Node) throws(FormatError) {
    for id in node.inputs + node.outputs where isQuantized(id) {
      guard let quantization = graph[id].quantization,
        isExpressible(quantization, graph[id].elementType)
      else {
        throw inexpressible(node, "quantised \(graph[id].elementType.name) tensors of this kind")
      }
    }
  }
}

extension Binary.Kind {
  fileprivate var onnxType: String {
    switch self {
    case .add: "Add"
    case .subtract: "Sub"
    case .multiply: "Mul"
    case .divide: "Div"
    case .maximum: "Max"
    case .minimum: "Min"
    }
  }
}
