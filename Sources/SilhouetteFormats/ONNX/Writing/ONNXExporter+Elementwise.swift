import SilhouetteGraph

extension ONNXExporter {
  mutating func add(_ activation: Activation, to source: TensorIndex) -> TensorIndex {
    switch activation {
    case .identity: source
    case .relu: emit("Relu", [source])
    case .relu6: emit("Clip", [source, scalar(0), scalar(6)])
    case .clip(let minimum, let maximum):
      emit("Clip", [source, scalar(minimum), scalar(maximum)])
    case .leakyRelu(let slope): emit("LeakyRelu", [source], [.float("alpha", slope)])
    case .hardSwish: emit("Mul", [source, addHardSigmoid(to: source, slope: 1 / 6, offset: 0.5)])
    case .hardSigmoid(let slope, let offset):
      addHardSigmoid(to: source, slope: slope, offset: offset)
    case .sigmoid: emit("Sigmoid", [source])
    case .tanh: emit("Tanh", [source])
    }
  }

  private mutating func addHardSigmoid(
    to source: TensorIndex, slope: Float, offset: Float
  ) -> TensorIndex {
    emit("HardSigmoid", [source], [.float("alpha", slope), .float("beta", offset)])
  }

  /// An operator whose inputs broadcast, in the order of axes of the first that is computed.
  mutating func addElementwise(_ type: String, _ activation: Activation, _ node: Node) {
    let rank = graph[node.outputs[0]].shape.rank
    let order = commonOrder(of: node.inputs, rank: rank)
    let result = emit(type, node.inputs.map { operand($0, broadcastingTo: order) })
    finish(result, activation, as: node.outputs[0], order: order)
  }

  /// The order in which the first computed input of this rank is there.
  func commonOrder(of inputs: [ValueID], rank: Int) -> [Int] {
    for id in inputs where graph[id].constant == nil && graph[id].shape.rank == rank {
      return order(of: id)
    }
    return Array(0..<rank)
  }

  /// An operand of an operator whose result has this order. Where it has fewer axes, ones go before
  /// them, since axes are aligned from the last one, which in the file may be another.
  mutating func operand(_ id: ValueID, broadcastingTo order: [Int]) -> TensorIndex {
    let shape = graph[id].shape
    let missing = order.count - shape.rank
    if missing == 0 { return operand(id, order: order) }
    if shape.elementCount == 1 && shape.rank <= 1 || order == Array(0..<order.count) {
      return operand(id, order: Array(0..<shape.rank))
    }
    let enlarged = Shape([Int](repeating: 1, count: missing) + shape.dimensions)
    let tensor = operand(id, order: Array(0..<shape.rank))
    // Only one axis is not 1: its place can be said by the shape.
    if enlarged.dimensions.count(where: { $0 != 1 }) <= 1 {
      return emit("Reshape", [tensor, list(enlarged.permuted(by: order).dimensions)])
    }
    let reshaped = emit("Reshape", [tensor, list(enlarged.dimensions)])
    return transposed(reshaped, from: Array(0..<order.count), to: order)
  }

  mutating func add(_ affine: Affine, _ node: Node) {
    let order = order(of: node.inputs[0])
    let product = emit("Mul", [operand(node.inputs[0]), scalar(affine.scale)])
    let sum = emit("Add", [product, scalar(affine.bias)])
    finish(sum, as: node.outputs[0], order: order)
  }

  mutating func add(_ cast: Cast, _ node: Node) {
    let order = order(of: node.inputs[0])
    let result = self.cast(stored(node.inputs[0]), to: cast.elementType)
    record(result, as: node.outputs[0], order: order)
  }

  mutating func addDequantization(_ node: Node) {
    let id = node.inputs[0]
    let order = order(of: id)
    guard graph[id].elementType == .float16 else {
      return finish(operand(id), as: node.outputs[0], order: order)
    }
    record(cast(stored(id), to: .float32), as: node.outputs[0], order: order)
  }
}
