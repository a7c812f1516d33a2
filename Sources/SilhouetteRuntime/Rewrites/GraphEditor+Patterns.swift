import SilhouetteGraph

/// A float convolution with known weights, as the rewrites match it.
struct ConvolutionMatch {
  let index: Int
  let name: String
  let attributes: Convolution
  let input: ValueID
  let weights: ValueID
  let bias: ValueID?
  let output: ValueID
  let weightShape: Shape

  var isLinear: Bool { attributes.activation == .identity }

  /// 1×1, every pixel for itself.
  var isPointwise: Bool {
    weightShape[1] == 1 && weightShape[2] == 1 && attributes.strides == .one
      && attributes.padding == .none
  }

  /// Pointwise, and every output channel sees every input channel.
  var isDensePointwise: Bool { isPointwise && attributes.groups == 1 }

  var inputs: [ValueID] {
    if let bias { [input, weights, bias] } else { [input, weights] }
  }
}

extension GraphEditor {
  /// The node at an index, if it is there and works on floats alone.
  func floatNode(_ index: Int) -> Node? {
    isFloatNode(index) ? node(index) : nil
  }

  /// The float node that makes a value, and its index.
  func floatProducer(of id: ValueID) -> (index: Int, node: Node)? {
    guard let index = producer(of: id), let node = floatNode(index) else { return nil }
    return (index, node)
  }

  func isConstant(_ id: ValueID) -> Bool { graph[id].constant != nil }

  /// The numbers of a constant, float16 expanded.
  func floats(_ id: ValueID) -> [Float]? {
    isFloat(id) ? graph[id].constant?.floats() : nil
  }

  /// The number in a constant that has only one.
  func scalar(_ id: ValueID) -> Float? {
    guard shape(of: id).elementCount == 1 else { return nil }
    return floats(id)?[0]
  }

  func convolution(at index: Int) -> ConvolutionMatch? {
    guard let node = floatNode(index), case .convolution(let attributes) = node.operation,
      node.inputs.dropFirst().allSatisfy({ isConstant($0) })
    else { return nil }
    return ConvolutionMatch(
      index: index, name: node.name, attributes: attributes, input: node.inputs[0],
      weights: node.inputs[1], bias: node.inputs.count > 2 ? node.inputs[2] : nil,
      output: node.outputs[0], weightShape: shape(of: node.inputs[1]))
  }

  /// The convolution that makes a value.
  func convolution(making id: ValueID) -> ConvolutionMatch? {
    guard let index = producer(of: id) else { return nil }
    return convolution(at: index)
  }

  /// The rows times the columns of a picture.
  func pixelCount(_ id: ValueID) -> Int { shape(of: id)[1] * shape(of: id)[2] }

  /// Whether a value is `[n, 1, 1, c]`.
  func isVector(_ id: ValueID) -> Bool {
    let shape = shape(of: id)
    return shape.rank == 4 && shape[1] == 1 && shape[2] == 1
  }

  /// Whether the node is the mean over the rows and columns of a picture, which it keeps.
  func isMapMean(_ index: Int) -> Bool {
    guard let node = floatNode(index), case .reduction(let reduction) = node.operation else {
      return false
    }
    return reduction == Reduction(.mean, axes: [1, 2], keepsAxes: true)
      && shape(of: node.inputs[0]).rank == 4
  }
}
