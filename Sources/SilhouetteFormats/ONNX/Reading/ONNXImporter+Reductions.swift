import SilhouetteGraph

extension ONNXImporter {
  mutating func globalPool(
    _ kind: Reduction.Kind, _ operation: ONNXOperator
  ) throws(FormatError) -> Tensor {
    let picture = try input(0, of: operation)
    try builder.requirePicture(picture)
    return try builder.reduction(kind, picture, axes: [2, 3], keepsAxes: true)
  }

  /// The axes of a sum are an input since operator set 13.
  mutating func reduction(
    _ kind: Reduction.Kind, _ operation: ONNXOperator
  ) throws(FormatError) -> Tensor {
    let tensor = try input(0, of: operation)
    let axes = try axes(1, of: operation, from: kind == .sum ? 13 : Int64.max) ?? []
    if axes.isEmpty, operation.integer("noop_with_empty_axes") != 0 { return tensor }
    return try builder.reduction(
      kind, tensor, axes: axes, keepsAxes: operation.integer("keepdims", default: 1) != 0)
  }

  /// Up to operator set 12 all axes from the one named on are taken as one.
  mutating func softmax(_ operation: ONNXOperator) throws(FormatError) -> Tensor {
    let tensor = try input(0, of: operation)
    let isJoint = file.operatorSet < 13
    let axis = try builder.axis(
      operation.integer("axis", default: isJoint ? 1 : -1), of: tensor)
    let shape = builder.shape(of: tensor)
    let behind = shape.dimensions[(axis + 1)...]
    guard isJoint, behind.contains(where: { $0 > 1 }) else {
      return try builder.softmax(tensor, axis: axis)
    }
    var joint = shape.dimensions
    joint[axis...] = [behind.reduce(shape[axis], *)]
    let flat = try builder.reshape(tensor, to: Shape(joint))
    return try builder.reshape(builder.softmax(flat, axis: axis), to: shape)
  }

  mutating func argMax(_ operation: ONNXOperator) throws(FormatError) -> Tensor {
    guard operation.integer("select_last_index") == 0 else {
      throw operation.unsupported("the last of equals is not supported, only the first")
    }
    return try builder.argMax(
      input(0, of: operation), axis: operation.integer("axis"),
      keepsAxis: operation.integer("keepdims", default: 1) != 0, elementType: .int64)
  }
}
