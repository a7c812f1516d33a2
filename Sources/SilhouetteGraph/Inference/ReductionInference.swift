extension Pool {
  func inferred(_ input: TensorType) throws(InferenceFailure) -> TensorType {
    var picture = try PictureShape(input.shape)
    let (height, width) = (picture.height, picture.width)
    picture.height = try slidingExtent(
      height, window: window.height, stride: strides.height,
      padding: (padding.top, padding.bottom), axis: "height")
    picture.width = try slidingExtent(
      width, window: window.width, stride: strides.width,
      padding: (padding.left, padding.right), axis: "width")
    guard padding.top < window.height, padding.bottom < window.height + strides.height,
      padding.left < window.width, padding.right < window.width + strides.width
    else { throw InferenceFailure("the padding leaves windows without any input") }
    guard (picture.height - 1) * strides.height - padding.top < height,
      (picture.width - 1) * strides.width - padding.left < width
    else { throw InferenceFailure("the last window lies in the padding alone") }
    return TensorType(input.elementType, picture.shape)
  }
}

extension AdaptiveAveragePool {
  func inferred(_ input: TensorType) throws(InferenceFailure) -> TensorType {
    var picture = try PictureShape(input.shape)
    picture.height = size.height
    picture.width = size.width
    return TensorType(input.elementType, picture.shape)
  }
}

extension Reduction {
  func inferred(_ input: TensorType) throws(InferenceFailure) -> TensorType {
    var previous = -1
    for axis in axes {
      try requireAxis(axis, of: input.shape)
      guard axis > previous else {
        throw InferenceFailure("axes must ascend without repetition")
      }
      previous = axis
    }
    var dimensions: [Int] = []
    for axis in 0..<input.shape.rank {
      if !axes.contains(axis) {
        dimensions.append(input.shape[axis])
      } else if keepsAxes {
        dimensions.append(1)
      }
    }
    return TensorType(input.elementType, Shape(dimensions))
  }
}

extension ArgMax {
  func inferred(_ input: TensorType) throws(InferenceFailure) -> TensorType {
    try requireAxis(axis, of: input.shape)
    guard elementType == .int32 || elementType == .int64 else {
      throw InferenceFailure("an index is int32 or int64, not \(elementType.name)")
    }
    let reduction = Reduction(.maximum, axes: [axis], keepsAxes: keepsAxis)
    return TensorType(elementType, try reduction.inferred(input).shape)
  }
}
