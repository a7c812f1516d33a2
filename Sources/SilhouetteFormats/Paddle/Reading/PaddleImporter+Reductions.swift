import SilhouetteGraph

extension PaddleImporter {
  mutating func reduction(
    _ operation: PaddleOperator, _ kind: Reduction.Kind
  ) throws(FormatError) -> Tensor {
    let all = try operation.bool("reduce_all")
    let axes = try operation.integers("dim")
    return try builder.reduction(
      kind, input(operation, "X"), axes: all ? [] : axes.isEmpty ? [0] : axes,
      keepsAxes: operation.bool("keep_dim"))
  }

  mutating func argMax(_ operation: PaddleOperator) throws(FormatError) -> Tensor {
    let tensor = try input(operation, "X")
    guard try !operation.bool("flatten") || builder.rank(of: tensor) == 1 else {
      throw unsupported("the largest of all elements is not supported, only along an axis")
    }
    // 2 is int32, 3 is int64, −1 leaves it to Paddle, which takes int64.
    return try builder.argMax(
      tensor, axis: operation.integer("axis", default: -1),
      keepsAxis: operation.bool("keepdims"),
      elementType: operation.integer("dtype", default: 3) == 2 ? .int32 : .int64)
  }
}
