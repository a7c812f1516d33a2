import SilhouetteGraph

/// A list of axes that says where each went.
extension [Int] {
  /// The order that undoes this permutation: `inverse[self[i]] == i`.
  var inverse: [Int] {
    var result = self
    for (axis, place) in enumerated() { result[place] = axis }
    return result
  }

  var isIdentity: Bool {
    for (axis, place) in enumerated() where axis != place { return false }
    return true
  }

  /// What is left of this order without the axes `dropped` of the file, places renumbered.
  func dropping(_ dropped: [Int]) -> [Int] {
    let gone = dropped.map { self[$0] }
    var result: [Int] = []
    for (axis, place) in enumerated() where !dropped.contains(axis) {
      result.append(place - gone.count { $0 < place })
    }
    return result
  }

  /// Where an order's `axes` lie, ascending.
  func places(of axes: [Int]) -> [Int] { axes.map { self[$0] }.sorted() }

  /// A list with one entry an axis of the file, as one entry an axis of the value.
  func placing<Entry>(_ entries: [Entry]) -> [Entry] {
    inverse.map { entries[$0] }
  }
}

extension ChannelsFirstBuilder {
  /// The same tensor with its axes lying as `order` says; moves data only if it has to.
  mutating func aligned(_ tensor: Tensor, to order: [Int]) throws(FormatError) -> Tensor {
    guard tensor.order != order else { return tensor }
    let permutation = order.inverse.map { tensor.order[$0] }
    let value = graph[tensor.value]
    var result = Tensor(value: tensor.value, order: order, contents: tensor.contents)
    if let constant = value.constant {
      var view = value
      view.constant = constant.transposed(by: permutation)
      view.type.shape = value.shape.permuted(by: permutation)
      if let axis = value.quantization?.axis {
        view.quantization?.axis = permutation.firstIndex(of: axis)
      }
      result.value = append(view)
      return result
    }
    let shape = value.shape.permuted(by: permutation)
    let long = permutation.filter { value.shape[$0] > 1 }
    // Axes of extent 1 may stand anywhere: no element moves.
    let operation: Operator =
      long == long.sorted() ? .reshape(Reshape(to: shape)) : .transpose(Transpose(permutation))
    result.value = try add(operation, [tensor.value], quantization: value.quantization)
    return result
  }

  /// The value of a picture in our layout.
  mutating func pictureValue(_ tensor: Tensor) throws(FormatError) -> ValueID {
    try requirePicture(tensor)
    return try aligned(tensor, to: Self.picture).value
  }

  /// The value in the file's own order.
  mutating func plainValue(_ tensor: Tensor) throws(FormatError) -> ValueID {
    try aligned(tensor, to: Array(0..<tensor.order.count)).value
  }
}
