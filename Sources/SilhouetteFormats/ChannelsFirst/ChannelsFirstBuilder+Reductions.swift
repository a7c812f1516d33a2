import SilhouetteGraph

extension ChannelsFirstBuilder {
  mutating func pool(_ pool: Pool, _ picture: Tensor) throws(FormatError) -> Tensor {
    Tensor(value: try add(.pool(pool), [pictureValue(picture)]), order: Self.picture)
  }

  mutating func adaptiveAveragePool(
    _ pool: AdaptiveAveragePool, _ picture: Tensor
  ) throws(FormatError) -> Tensor {
    Tensor(value: try add(.adaptiveAveragePool(pool), [pictureValue(picture)]), order: Self.picture)
  }

  /// Axes are the file's, in any order; they may count from the end. None means all.
  mutating func reduction(
    _ kind: Reduction.Kind, _ tensor: Tensor, axes: [Int], keepsAxes: Bool
  ) throws(FormatError) -> Tensor {
    var reduced: [Int] = []
    for axis in axes {
      let axis = try self.axis(axis, of: tensor)
      if !reduced.contains(axis) { reduced.append(axis) }
    }
    if reduced.isEmpty { reduced = Array(tensor.order.indices) }
    let reduction = Reduction(
      kind, axes: tensor.order.places(of: reduced), keepsAxes: keepsAxes)
    return Tensor(
      value: try add(.reduction(reduction), [tensor.value]),
      order: keepsAxes ? tensor.order : tensor.order.dropping(reduced))
  }

  mutating func softmax(_ tensor: Tensor, axis: Int) throws(FormatError) -> Tensor {
    let place = tensor.order[try self.axis(axis, of: tensor)]
    return Tensor(
      value: try add(.softmax(Softmax(axis: place)), [tensor.value]), order: tensor.order)
  }

  mutating func argMax(
    _ tensor: Tensor, axis: Int, keepsAxis: Bool, elementType: ElementType
  ) throws(FormatError) -> Tensor {
    let axis = try self.axis(axis, of: tensor)
    let argMax = ArgMax(axis: tensor.order[axis], keepsAxis: keepsAxis, elementType: elementType)
    return Tensor(
      value: try add(.argMax(argMax), [tensor.value]),
      order: keepsAxis ? tensor.order : tensor.order.dropping([axis]))
  }
}
