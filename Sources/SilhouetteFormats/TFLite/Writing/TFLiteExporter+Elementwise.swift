import SilhouetteGraph

extension TFLiteExporter {
  mutating func add(_ binary: Binary, _ node: Node) throws(FormatError) {
    typealias Options = TFLiteOptions.Arithmetic
    let (code, unionType): (TFLiteOperatorCode, UInt8) =
      switch binary.kind {
      case .add: (.add, Options.addUnionType)
      case .subtract: (.subtract, Options.subtractUnionType)
      case .multiply: (.multiply, Options.multiplyUnionType)
      case .divide: (.divide, Options.divideUnionType)
      case .maximum: (.maximum, TFLiteOptions.MaximumMinimum.unionType)
      case .minimum: (.minimum, TFLiteOptions.MaximumMinimum.unionType)
      }
    let canFuse = unionType != TFLiteOptions.MaximumMinimum.unionType
    let (activation, result) = begin(binary.activation, node, canFuse: canFuse)
    var options = FlatBufferTree()
    if canFuse { options[Options.activation] = .int8(activation) }
    let inputs = node.inputs.map { tensor($0) }
    emit(
      code, inputs, [result], options: (unionType, options), version: version(node, quantized: 2))
    try finish(binary.activation, result, node)
  }

  mutating func add(_ affine: Affine, _ node: Node) throws(FormatError) {
    let source = tensor(node.inputs[0])
    try requireFloats(source, node)
    addScaled(
      from: source, to: tensor(node.outputs[0]), scale: scalar(affine.scale),
      bias: scalar(affine.bias))
  }

  /// With `k = scale / √(variance + epsilon)`: `k · x + (bias − k · mean)`.
  mutating func add(_ normalization: BatchNormalization, _ node: Node) throws(FormatError) {
    try requireFloats(tensor(node.inputs[0]), node)
    var parameters: [[Float]] = []
    for id in node.inputs.dropFirst() {
      guard let constant = graph[id].constant else {
        throw inexpressible(node, "a normalisation whose parameters are computed")
      }
      parameters.append(constant.floats())
    }
    let (scale, bias, mean, variance) = (
      parameters[0], parameters[1], parameters[2], parameters[3]
    )
    let factors = scale.indices.map {
      scale[$0] / (variance[$0] + normalization.epsilon).squareRoot()
    }
    let offsets = factors.indices.map { bias[$0] - factors[$0] * mean[$0] }
    addScaled(
      from: tensor(node.inputs[0]), to: tensor(node.outputs[0]),
      scale: floats(factors, shape: [factors.count]),
      bias: floats(offsets, shape: [offsets.count]))
  }

  mutating func add(_ cast: Cast, _ node: Node) throws(FormatError) {
    typealias Field = TFLiteOptions.Cast
    let source = graph[node.inputs[0]].elementType
    let options = FlatBufferTree([
      (Field.from, .int8(TFLiteElementType.code(of: source))),
      (Field.to, .int8(TFLiteElementType.code(of: cast.elementType))),
    ])
    emit(.cast, node, options: (Field.unionType, options))
  }

  /// The format has it along the last axis; another one is put there and back.
  mutating func add(_ softmax: Softmax, _ node: Node) {
    let options = FlatBufferTree([(TFLiteOptions.Softmax.beta, .float(softmax.beta))])
    let version = version(node, quantized: 2)
    let source = tensor(node.inputs[0])
    let output = tensor(node.outputs[0])
    let shape = type(of: source).shape
    var order = Array(0..<shape.rank)
    order.swapAt(softmax.axis, shape.rank - 1)
    func emit(from source: TensorIndex, to result: TensorIndex) {
      self.emit(
        .softmax, [source], [result], options: (TFLiteOptions.Softmax.unionType, options),
        version: version)
    }
    if softmax.axis == shape.rank - 1 { return emit(from: source, to: output) }
    let swapped = shape.permuted(by: order)
    let turned = intermediate(
      TensorType(type(of: source).elementType, swapped), like: node.inputs[0])
    let result = intermediate(
      TensorType(type(of: output).elementType, swapped), like: node.outputs[0])
    emitTranspose(source, order, turned)
    emit(from: turned, to: result)
    emitTranspose(result, order, output)
  }

  /// Runtimes ask for a later version of an operator where it works on int8.
  func version(_ node: Node, quantized: Int32) -> Int32 {
    graph[node.inputs[0]].elementType == .int8 ? quantized : 1
  }
}
