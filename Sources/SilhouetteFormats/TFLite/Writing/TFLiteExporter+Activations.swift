import SilhouetteGraph

extension TFLiteExporter {
  /// The code under which an operator carries the activation itself; `nil` for those that kernels
  /// do not take there.
  func fusedCode(_ activation: Activation) -> Int8? {
    switch activation {
    case .identity: TFLiteOptions.Activation.none.rawValue
    case .relu: TFLiteOptions.Activation.relu.rawValue
    case .relu6: TFLiteOptions.Activation.relu6.rawValue
    case .clip(minimum: -1, maximum: 1): TFLiteOptions.Activation.reluMinusOneToOne.rawValue
    default: nil
    }
  }

  /// Splits an activation into what the operator carries itself and the tensor from which an
  /// operator of its own goes on; that one is added by `finish`.
  mutating func begin(
    _ activation: Activation, _ node: Node, canFuse: Bool = true
  ) -> (code: Int8, result: TensorIndex) {
    if let code = fusedCode(activation), canFuse || code == 0 {
      return (code, tensor(node.outputs[0]))
    }
    let output = node.outputs[0]
    return (TFLiteOptions.Activation.none.rawValue, intermediate(graph[output].type, like: output))
  }

  mutating func finish(
    _ activation: Activation, _ result: TensorIndex, _ node: Node
  ) throws(FormatError) {
    let output = tensor(node.outputs[0])
    if result != output { try add(activation, from: result, to: output, node) }
  }

  mutating func add(
    _ activation: Activation, from source: TensorIndex, to result: TensorIndex, _ node: Node
  ) throws(FormatError) {
    switch activation {
    case .identity:
      emitCopy(source, result)
    case .relu: emit(.relu, [source], [result])
    case .relu6: emit(.relu6, [source], [result])
    case .clip(minimum: -1, maximum: 1): emit(.reluMinusOneToOne, [source], [result])
    case .clip(let minimum, let maximum):
      try requireFloats(source, node)
      addClip(from: source, to: result, minimum, maximum)
    case .leakyRelu(let slope):
      let options = FlatBufferTree([(TFLiteOptions.LeakyRelu.alpha, .float(slope))])
      emit(.leakyRelu, [source], [result], options: (TFLiteOptions.LeakyRelu.unionType, options))
    case .hardSwish: emit(.hardSwish, [source], [result])
    case .hardSigmoid(let slope, let offset):
      try requireFloats(source, node)
      let scaled = intermediate(type(of: source))
      addScaled(from: source, to: scaled, scale: scalar(slope), bias: scalar(offset))
      addClip(from: scaled, to: result, 0, 1)
    case .sigmoid: emit(.logistic, [source], [result])
    case .tanh: emit(.tanh, [source], [result])
    }
  }

  /// What has no operator of its own is computed with float32 scalars, which go with nothing else.
  func requireFloats(_ source: TensorIndex, _ node: Node) throws(FormatError) {
    let elementType = type(of: source).elementType
    guard elementType == .float32 else {
      throw inexpressible(node, "this operator on \(elementType.name)")
    }
  }

  private mutating func addClip(
    from source: TensorIndex, to result: TensorIndex, _ minimum: Float, _ maximum: Float
  ) {
    let options = (TFLiteOptions.MaximumMinimum.unionType, FlatBufferTree())
    let raised = intermediate(type(of: source))
    emit(.maximum, [source, scalar(minimum)], [raised], options: options)
    emit(.minimum, [raised, scalar(maximum)], [result], options: options)
  }

  /// `scale · x + bias`.
  mutating func addScaled(
    from source: TensorIndex, to result: TensorIndex, scale: TensorIndex, bias: TensorIndex
  ) {
    let product = intermediate(type(of: source))
    emit(
      .multiply, [source, scale], [product],
      options: (TFLiteOptions.Arithmetic.multiplyUnionType, FlatBufferTree()))
    emit(
      .add, [product, bias], [result],
      options: (TFLiteOptions.Arithmetic.addUnionType, FlatBufferTree()))
  }
}
