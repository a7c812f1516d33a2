import CSilhouetteKernels
import SilhouetteGraph

extension Scheduler {
  mutating func chooseUnary(_ activation: slh_activation, _ node: Node) -> Bool {
    guard let input = blockedInput(node.inputs[0]) else { return false }
    var attributes = slh_row_operator(kernel: kernels.combine)
    attributes.outer = activation
    append(
      node.outputs[0], title: title(node), attributes: attributes, input: input,
      keepsChannelsApart: true, rowWork: pictures[input.index].rowPitch(packing.vector))
    return true
  }

  /// The blocked picture of a value that is not only dense: what is dense and cheap stays dense.
  mutating func blockedInput(_ value: ValueID) -> PictureID? {
    if isDense[value.index], blocked[value.index] == nil { return nil }
    return requireBlocked(value)
  }

  mutating func chooseBinary(_ operation: Binary, _ node: Node) -> Bool {
    let (a, b) = (node.inputs[0], node.inputs[1])
    if graph[a].shape == graph[b].shape, isPicture(b) { return chooseMaps(operation, node) }
    if isFoldable(operation, node) {
      gated[node.outputs[0].index] = Gated(map: a, gate: b)
      return true
    }
    return chooseWithVector(operation.kind.parameter, operation.activation, node, map: a, vector: b)
  }

  /// Two maps: what makes one of them takes the other in, if it waited for that.
  private mutating func chooseMaps(_ operation: Binary, _ node: Node) -> Bool {
    let (a, b) = (node.inputs[0], node.inputs[1])
    if operation.kind == .add, chooseSumInPassing(operation, node) { return true }
    let input = requireBlocked(a)
    let addend = requireBlocked(b)
    var attributes = slh_row_operator(kernel: kernels.combine)
    attributes.kind = operation.kind.parameter
    attributes.outer = operation.activation.parameters
    append(
      node.outputs[0], title: title(node), attributes: attributes, input: input, addend: addend,
      keepsChannelsApart: true, rowWork: 2 * pictures[input.index].rowPitch(packing.vector))
    return true
  }

  /// `convolution(map · gate) = (weights · diag gate)(map)`: a product with one number for each
  /// channel that only convolutions read costs less in their weights than on the map.
  private func isFoldable(_ operation: Binary, _ node: Node) -> Bool {
    let output = node.outputs[0]
    let shape = graph[output].shape
    guard operation.kind == .multiply, operation.activation == .identity, shape[0] == 1,
      isPicture(node.inputs[1]), graph[node.inputs[0]].shape == shape,
      graph[node.inputs[1]].shape == [1, 1, 1, shape[3]], !graph.isOutput(output),
      !consumers[output.index].isEmpty
    else { return false }
    for index in consumers[output.index] {
      let consumer = graph.nodes[index]
      guard case .convolution(let convolution) = consumer.operation, convolution.groups == 1,
        consumer.inputs[0] == output, isRowConvolution(convolution, consumer),
        graph[consumer.inputs[1]].shape.elementCount <= shape.elementCount
      else { return false }
    }
    return true
  }

  /// A map and a number for each channel, known or computed before (`[n, 1, 1, c]`).
  mutating func chooseWithVector(
    _ kind: slh_binary_kind, _ activation: Activation, _ node: Node, map: ValueID, vector: ValueID
  ) -> Bool {
    guard isPicture(map), graph[map].shape == graph[node.outputs[0]].shape,
      let weights = channelNumbers(vector, for: graph[map].shape),
      let input = blockedInput(map)
    else { return false }
    var attributes = slh_row_operator(kernel: kernels.combine)
    attributes.kind = kind
    attributes.outer = activation.parameters
    append(
      node.outputs[0], title: title(node), attributes: attributes, input: input, weights: weights,
      keepsChannelsApart: true, rowWork: pictures[input.index].rowPitch(packing.vector))
    return true
  }

  mutating func appendGate(_ product: Gated, to value: ValueID) {
    let input = requireBlocked(product.map)
    let gate = requireBlocked(product.gate)
    var attributes = slh_row_operator(kernel: kernels.combine)
    attributes.kind = SLH_MULTIPLY
    append(
      value, title: "gate \(graph[value].name)", attributes: attributes, input: input,
      weights: .picture(gate), keepsChannelsApart: true,
      rowWork: pictures[input.index].rowPitch(packing.vector))
  }

  private mutating func channelNumbers(_ value: ValueID, for map: Shape) -> RowStep.Weights? {
    let shape = graph[value].shape
    if let constant = graph[value].constant, constant.elementType.isFloatingPoint {
      let channels = shape.dimensions.last ?? 1
      guard shape.elementCount == channels, channels == 1 || channels == map[3] else { return nil }
      let numbers = constant.floats()
      let repeated = channels == 1 ? [Float](repeating: numbers[0], count: map[3]) : numbers
      return .constant(builder.memory.store(packing.perChannel(repeated)))
    }
    guard isPicture(value), shape == [map[0], 1, 1, map[3]] || shape == [1, 1, 1, map[3]] else {
      return nil
    }
    return .picture(requireBlocked(value))
  }
}
