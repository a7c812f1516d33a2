import SilhouetteGraph

extension ChannelsFirstBuilder {
  mutating func resize(_ resize: Resize, _ picture: Tensor) throws(FormatError) -> Tensor {
    Tensor(value: try add(.resize(resize), [pictureValue(picture)]), order: Self.picture)
  }

  mutating func concatenation(_ tensors: [Tensor], axis: Int) throws(FormatError) -> Tensor {
    guard let first = tensors.first else {
      throw .malformed(place: place, reason: "has no input")
    }
    if let known = try knownConcatenation(tensors) { return known }
    let axis = try self.axis(axis, of: first)
    let order = (tensors.first { constant(of: $0) == nil } ?? first).order
    var inputs: [ValueID] = []
    for tensor in tensors {
      guard tensor.order.count == order.count else {
        throw .malformed(
          place: place, reason: "\(shape(of: tensor)) does not join \(shape(of: first))")
      }
      inputs.append(try aligned(tensor, to: order).value)
    }
    let value = try add(.concatenation(Concatenation(axis: order[axis])), inputs)
    return Tensor(value: value, order: order)
  }

  mutating func split(
    _ tensor: Tensor, axis: Int, sizes: [Int]
  ) throws(FormatError) -> [Tensor] {
    let place = tensor.order[try self.axis(axis, of: tensor)]
    let split = Split(axis: place, sizes: sizes)
    return try addMany(.split(split), [tensor.value]).map { Tensor(value: $0, order: tensor.order) }
  }

  /// Starts, sizes and steps have one entry an axis of the file.
  mutating func slice(_ slice: Slice, _ tensor: Tensor) throws(FormatError) -> Tensor {
    let rank = tensor.order.count
    guard slice.starts.count == rank, slice.sizes.count == rank, slice.steps.count == rank else {
      throw .malformed(place: place, reason: "a slice of \(rank) axes needs as many starts")
    }
    if let known = try knownSlice(slice, tensor) { return known }
    let placed = Slice(
      starts: tensor.order.placing(slice.starts), sizes: tensor.order.placing(slice.sizes),
      steps: tensor.order.placing(slice.steps))
    return Tensor(value: try add(.slice(placed), [tensor.value]), order: tensor.order)
  }

  /// `before` and `after` have one entry an axis of the file.
  mutating func pad(_ pad: Pad, _ tensor: Tensor) throws(FormatError) -> Tensor {
    guard pad.before.count == tensor.order.count, pad.after.count == tensor.order.count else {
      throw .malformed(
        place: place, reason: "\(shape(of: tensor)) needs \(tensor.order.count) pairs of padding")
    }
    let placed = Pad(
      before: tensor.order.placing(pad.before), after: tensor.order.placing(pad.after),
      value: pad.value)
    return Tensor(value: try add(.pad(placed), [tensor.value]), order: tensor.order)
  }

  /// Changes the order; no element moves.
  func transpose(_ tensor: Tensor, _ permutation: [Int]) throws(FormatError) -> Tensor {
    guard permutation.sorted() == Array(tensor.order.indices) else {
      throw .malformed(
        place: place, reason: "not a permutation of the axes of \(shape(of: tensor))")
    }
    var result = tensor
    result.order = permutation.map { tensor.order[$0] }
    return result
  }

  /// Extents are explicit: 0 and −1 are the caller's to resolve.
  mutating func reshape(
    _ tensor: Tensor, to target: Shape, preferred: [Int]? = nil
  ) throws(FormatError) -> Tensor {
    let source = shape(of: tensor)
    guard target.rank <= Self.maximumRank, target.checkedElementCount == source.elementCount else {
      throw .malformed(
        place: place,
        reason: "\(source) does not have as many elements as \(target)")
    }
    if source == target { return tensor }
    if let contents = tensor.contents, target.rank <= 1 {
      return try known(contents, isScalar: target.rank == 0)
    }
    if let constant = reshapedConstant(tensor, to: target) { return constant }
    let layout = ReshapeLayout(
      order: tensor.order, before: source.dimensions, after: target.dimensions,
      preferred: preferred ?? (target.rank == 4 ? Self.picture : nil))
    let input = try aligned(tensor, to: layout.source)
    let shape = target.permuted(by: layout.target.inverse)
    if graph[input.value].shape == shape { return Tensor(value: input.value, order: layout.target) }
    let value = try add(
      .reshape(Reshape(to: shape)), [input.value], quantization: graph[input.value].quantization)
    return Tensor(value: value, order: layout.target)
  }

  /// Extents of a reshape as files state them: 0 keeps an extent, −1 stands for what is left.
  func resolved(_ target: [Int], of tensor: Tensor) throws(FormatError) -> Shape {
    let source = shape(of: tensor)
    var dimensions = target
    for axis in target.indices where target[axis] == 0 && axis < source.rank {
      dimensions[axis] = source[axis]
    }
    guard let open = dimensions.firstIndex(of: -1) else { return Shape(dimensions) }
    dimensions[open] = 1
    guard let known = Shape(dimensions).checkedElementCount, source.elementCount % known == 0 else {
      throw .malformed(place: place, reason: "\(source) cannot become \(Shape(target))")
    }
    dimensions[open] = source.elementCount / known
    return Shape(dimensions)
  }

  /// Inserts axes of extent 1 so that they become `axes` of the result.
  mutating func unsqueeze(_ tensor: Tensor, axes: [Int]) throws(FormatError) -> Tensor {
    let rank = tensor.order.count + axes.count
    guard rank <= Self.maximumRank else {
      throw .unsupported(place: place, reason: "the result would have \(rank) axes")
    }
    var isNew = [Bool](repeating: false, count: rank)
    for axis in axes {
      let axis = try self.axis(axis, rank: rank)
      guard !isNew[axis] else {
        throw .malformed(place: place, reason: "axis \(axis) is inserted twice")
      }
      isNew[axis] = true
    }
    var extents = shape(of: tensor).dimensions[...]
    var dimensions: [Int] = []
    for axis in 0..<rank { dimensions.append(isNew[axis] ? 1 : extents.popFirst() ?? 1) }
    return try reshape(tensor, to: Shape(dimensions))
  }

  /// Drops `axes`, all of extent 1; every such axis if none is named.
  mutating func squeeze(_ tensor: Tensor, axes: [Int]) throws(FormatError) -> Tensor {
    let shape = shape(of: tensor)
    var dropped: [Int] = []
    for axis in axes { dropped.append(try self.axis(axis, of: tensor)) }
    if axes.isEmpty { dropped = tensor.order.indices.filter { shape[$0] == 1 } }
    for axis in dropped where shape[axis] != 1 {
      throw .malformed(place: place, reason: "axis \(axis) of \(shape) is longer than 1")
    }
    let kept = tensor.order.indices.filter { !dropped.contains($0) }
    return try reshape(tensor, to: Shape(kept.map { shape[$0] }))
  }

  /// Repeats the tensor to a shape by NumPy's rule.
  mutating func broadcast(_ tensor: Tensor, to target: Shape) throws(FormatError) -> Tensor {
    let source = shape(of: tensor)
    guard let shape = source.broadcast(with: target), shape.rank <= Self.maximumRank else {
      throw .malformed(place: place, reason: "\(source) does not broadcast to \(target)")
    }
    if shape == source { return tensor }
    let missing = [Int](repeating: 1, count: shape.rank - source.rank)
    let raised = try reshape(tensor, to: Shape(missing + source.dimensions))
    let placed = shape.permuted(by: raised.order.inverse)
    return Tensor(
      value: try add(.broadcast(Broadcast(to: placed)), [raised.value]), order: raised.order)
  }

  /// Indices may count from the end; one that is a scalar drops the axis.
  mutating func gather(
    _ tensor: Tensor, axis: Int, indices: [Int], isScalar: Bool
  ) throws(FormatError) -> Tensor {
    let axis = try self.axis(axis, of: tensor)
    var shape = shape(of: tensor)
    var counted: [Int] = []
    for index in indices {
      guard index >= -shape[axis], index < shape[axis] else {
        throw .malformed(place: place, reason: "index \(index) is outside axis \(axis) of \(shape)")
      }
      counted.append(index < 0 ? index + shape[axis] : index)
    }
    if let contents = tensor.contents, tensor.order.count == 1 {
      return try known(counted.map { contents[$0] }, isScalar: isScalar)
    }
    try spend(counted.count)
    let gather = Gather(axis: tensor.order[axis], indices: counted)
    let result = Tensor(value: try add(.gather(gather), [tensor.value]), order: tensor.order)
    guard isScalar else { return result }
    shape.dimensions.remove(at: axis)
    return try reshape(result, to: shape)
  }

  /// A constant in the order of its bytes is reshaped by saying so.
  private mutating func reshapedConstant(_ tensor: Tensor, to target: Shape) -> Tensor? {
    let value = graph[tensor.value]
    guard let constant = value.constant, value.quantization?.axis == nil, tensor.order.isIdentity,
      constant.permutation.isIdentity
    else { return nil }
    let reshaped = Constant(
      storage: constant.storage, offset: constant.offset, elementType: constant.elementType,
      storedShape: target)
    return self.constant(value.name, reshaped, quantization: value.quantization)
  }
}
