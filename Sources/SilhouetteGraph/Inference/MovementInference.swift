extension Resize {
  func inferred(_ input: TensorType) throws(InferenceFailure) -> TensorType {
    var picture = try PictureShape(input.shape)
    picture.height = size.height
    picture.width = size.width
    return TensorType(input.elementType, picture.shape)
  }
}

extension WindowedResize {
  func inferred(_ input: TensorType) throws(InferenceFailure) -> TensorType {
    var picture = try PictureShape(input.shape)
    // Both far below what could overflow together with a picture's extent.
    let limit = 1 << 15
    guard window.height < limit, window.width < limit, before.height < limit, before.width < limit
    else {
      throw InferenceFailure("a window of \(window.height)×\(window.width) places is too large")
    }
    let places = window.height * window.width
    guard places > 0, picture.channels % places == 0 else {
      throw InferenceFailure(
        "\(picture.channels) channels are not one picture for each of \(places) places")
    }
    picture.height = size.height
    picture.width = size.width
    picture.channels /= places
    return TensorType(input.elementType, picture.shape)
  }
}

extension Concatenation {
  func inferred(_ inputs: [TensorType]) throws(InferenceFailure) -> TensorType {
    var result = inputs[0]
    try requireAxis(axis, of: result.shape)
    for input in inputs.dropFirst() {
      guard input.elementType == result.elementType, input.shape.rank == result.shape.rank else {
        throw InferenceFailure("\(input.description) does not join \(result.description)")
      }
      for other in 0..<result.shape.rank where other != axis {
        guard input.shape[other] == result.shape[other] else {
          throw InferenceFailure(
            "\(input.description) does not join \(result.description) along axis \(axis)")
        }
      }
      let (sum, overflow) = result.shape[axis].addingReportingOverflow(input.shape[axis])
      guard !overflow else { throw InferenceFailure("the joined axis is too long") }
      result.shape[axis] = sum
    }
    return result
  }
}

extension Split {
  func inferred(_ input: TensorType) throws(InferenceFailure) -> [TensorType] {
    try requireAxis(axis, of: input.shape)
    var remaining = input.shape[axis]
    var outputs: [TensorType] = []
    for size in sizes {
      guard size >= 1, size <= remaining else {
        throw InferenceFailure("sizes do not add up to \(input.shape[axis])")
      }
      remaining -= size
      var output = input
      output.shape[axis] = size
      outputs.append(output)
    }
    guard remaining == 0, !outputs.isEmpty else {
      throw InferenceFailure("sizes do not add up to \(input.shape[axis])")
    }
    return outputs
  }
}

extension Slice {
  func inferred(_ input: TensorType) throws(InferenceFailure) -> TensorType {
    let rank = input.shape.rank
    guard starts.count == rank, sizes.count == rank, steps.count == rank else {
      throw InferenceFailure("a slice of \(input.shape.description) needs \(rank) starts")
    }
    for axis in 0..<rank {
      let extent = input.shape[axis]
      guard steps[axis] != 0, sizes[axis] >= 1, sizes[axis] <= extent,
        starts[axis] >= 0, starts[axis] < extent,
        steps[axis].magnitude <= UInt(extent) || sizes[axis] == 1
      else { throw InferenceFailure("the slice along axis \(axis) leaves \(extent)") }
      let (distance, overflow) = steps[axis].multipliedReportingOverflow(by: sizes[axis] - 1)
      let last = starts[axis] &+ distance
      guard !overflow, last >= 0, last < extent else {
        throw InferenceFailure("the slice along axis \(axis) ends at \(last) of \(extent)")
      }
    }
    return TensorType(input.elementType, Shape(sizes))
  }
}

extension Pad {
  func inferred(_ input: TensorType) throws(InferenceFailure) -> TensorType {
    var result = input
    guard before.count == input.shape.rank, after.count == input.shape.rank else {
      throw InferenceFailure(
        "\(input.shape.description) needs \(input.shape.rank) pairs of padding")
    }
    for axis in 0..<before.count {
      guard before[axis] >= 0, after[axis] >= 0,
        before[axis] <= Shape.maximumElementCount, after[axis] <= Shape.maximumElementCount
      else { throw InferenceFailure("padding along axis \(axis) is out of range") }
      result.shape[axis] += before[axis] + after[axis]
    }
    return result
  }
}

extension Reshape {
  func inferred(_ input: TensorType) throws(InferenceFailure) -> TensorType {
    guard let count = shape.checkedElementCount, count == input.shape.elementCount else {
      throw InferenceFailure(
        "\(input.shape.description) does not have as many elements as \(shape.description)")
    }
    return TensorType(input.elementType, shape)
  }
}

extension Transpose {
  func inferred(_ input: TensorType) throws(InferenceFailure) -> TensorType {
    guard permutation.sorted() == Array(0..<input.shape.rank) else {
      throw InferenceFailure("not a permutation of the axes of \(input.shape.description)")
    }
    return TensorType(input.elementType, input.shape.permuted(by: permutation))
  }
}

extension Gather {
  func inferred(_ input: TensorType) throws(InferenceFailure) -> TensorType {
    try requireAxis(axis, of: input.shape)
    for index in indices where index < 0 || index >= input.shape[axis] {
      throw InferenceFailure("index \(index) is outside axis \(axis) of \(input.shape.description)")
    }
    var result = input
    result.shape[axis] = indices.count
    return result
  }
}

extension Broadcast {
  func inferred(_ input: TensorType) throws(InferenceFailure) -> TensorType {
    guard input.shape.broadcast(with: shape) == shape else {
      throw InferenceFailure(
        "\(input.shape.description) does not broadcast to \(shape.description)")
    }
    return TensorType(input.elementType, shape)
  }
}
