import SilhouetteGraph

extension ONNXImporter {
  mutating func addConstant(_ operation: ONNXOperator) throws(FormatError) {
    guard let name = operation.outputs.first else { throw operation.malformed("has no output") }
    if let tensor = operation.attribute("value")?.tensor {
      return try define(name, constant: tensor)
    }
    if let number = operation.attribute("value_int")?.integer {
      return define(name, try builder.known([Int(clamping: number)], isScalar: true))
    }
    if let numbers = operation.integers("value_ints"), !numbers.isEmpty {
      return define(name, try builder.known(numbers))
    }
    if let number = operation.attribute("value_float")?.float {
      return define(name, builder.constant(name, Constant([number], shape: [])))
    }
    if let numbers = operation.attribute("value_floats")?.floats, !numbers.isEmpty {
      return define(name, builder.constant(name, Constant(numbers, shape: [numbers.count])))
    }
    throw operation.unsupported("this form of a constant is not supported")
  }

  mutating func concatenation(_ operation: ONNXOperator) throws(FormatError) -> Tensor {
    var tensors: [Tensor] = []
    for position in operation.inputs.indices {
      tensors.append(try input(position, of: operation))
    }
    return try builder.concatenation(tensors, axis: operation.integer("axis", default: 1))
  }

  mutating func addSplit(_ operation: ONNXOperator) throws(FormatError) {
    let tensor = try input(0, of: operation)
    let axis = try builder.axis(operation.integer("axis"), of: tensor)
    let count = operation.outputs.count
    let given =
      file.operatorSet >= 13
      ? try integers(1, of: operation, "list of sizes") : operation.integers("split")
    var sizes = given ?? []
    if sizes.isEmpty {
      let extent = builder.shape(of: tensor)[axis]
      guard count >= 1, extent % count == 0 else {
        throw operation.malformed("\(extent) cannot be split into \(count) equal parts")
      }
      sizes = [Int](repeating: extent / count, count: count)
    }
    let parts = try builder.split(tensor, axis: axis, sizes: sizes)
    guard parts.count == count else {
      throw operation.malformed("\(parts.count) sizes for \(count) outputs")
    }
    for (name, part) in zip(operation.outputs, parts) { define(name, part) }
  }

  /// Starts, ends and axes are inputs since operator set 10.
  mutating func slice(_ operation: ONNXOperator) throws(FormatError) -> Tensor {
    let tensor = try input(0, of: operation)
    let isOld = file.operatorSet < 10
    let starts =
      try isOld ? operation.integers("starts") : integers(1, of: operation, "list of starts")
    let ends = try isOld ? operation.integers("ends") : integers(2, of: operation, "list of ends")
    let axes = try isOld ? operation.integers("axes") : integers(3, of: operation, "list of axes")
    let steps = try isOld ? nil : integers(4, of: operation, "list of steps")
    guard let starts, let ends, starts.count == ends.count,
      axes == nil || axes?.count == starts.count, steps == nil || steps?.count == starts.count,
      starts.count <= tensor.order.count
    else { throw operation.malformed("its starts, ends, axes and steps do not fit each other") }
    let shape = builder.shape(of: tensor)
    var slice = Slice(
      starts: [Int](repeating: 0, count: shape.rank), sizes: shape.dimensions,
      steps: [Int](repeating: 1, count: shape.rank))
    for index in starts.indices {
      let axis = try builder.axis(axes?[index] ?? index, of: tensor)
      guard
        slice.set(
          axis, from: starts[index], to: ends[index], step: steps?[index] ?? 1,
          extent: shape[axis])
      else { throw operation.malformed("the slice along axis \(axis) is empty") }
    }
    return try builder.slice(slice, tensor)
  }

  /// Paddings are an input since operator set 11.
  mutating func pad(_ operation: ONNXOperator) throws(FormatError) -> Tensor {
    let mode = operation.string("mode", default: "constant")
    guard mode == "constant" else {
      throw operation.unsupported("mode '\(mode)' is not supported, only 'constant'")
    }
    let tensor = try input(0, of: operation)
    let isOld = file.operatorSet < 11
    let pads = try isOld ? operation.integers("pads") : integers(1, of: operation, "padding")
    let value = try isOld ? operation.float("value") : real(2, of: operation, "value")
    let rank = tensor.order.count
    guard let pads, pads.count == 2 * rank, pads.allSatisfy({ $0 >= 0 }) else {
      throw operation.unsupported("its padding is not \(2 * rank) numbers from 0 on")
    }
    return try builder.pad(
      Pad(before: Array(pads[..<rank]), after: Array(pads[rank...]), value: value ?? 0), tensor)
  }

  mutating func transpose(_ operation: ONNXOperator) throws(FormatError) -> Tensor {
    let tensor = try input(0, of: operation)
    let reversed = Array(tensor.order.indices.reversed())
    return try builder.transpose(tensor, operation.integers("perm") ?? reversed)
  }

  mutating func gather(_ operation: ONNXOperator) throws(FormatError) -> Tensor {
    let indices = try input(1, of: operation)
    return try builder.gather(
      input(0, of: operation), axis: operation.integer("axis"),
      indices: builder.integers(indices, "list of indices"), isScalar: indices.order.isEmpty)
  }

  mutating func shapeTensor(_ operation: ONNXOperator) throws(FormatError) -> Tensor {
    guard operation.integer("start") == 0, !operation.has("end") else {
      throw operation.unsupported("a part of the shape is not supported")
    }
    return try builder.shapeTensor(of: input(0, of: operation))
  }
}

// MARK: - Reshapes

extension ONNXImporter {
  /// 0 keeps an extent, −1 stands for what is left.
  mutating func reshape(_ operation: ONNXOperator) throws(FormatError) -> Tensor {
    let tensor = try input(0, of: operation)
    guard operation.integer("allowzero") == 0 else {
      throw operation.unsupported("allowzero is not supported")
    }
    // A scalar is said by a list without numbers.
    let target = try integers(1, of: operation, "shape") ?? []
    let shape = try builder.resolved(target, of: tensor)
    return try builder.reshape(tensor, to: shape)
  }

  mutating func flatten(_ operation: ONNXOperator) throws(FormatError) -> Tensor {
    let tensor = try input(0, of: operation)
    let shape = builder.shape(of: tensor)
    var axis = operation.integer("axis", default: 1)
    guard axis >= -shape.rank, axis <= shape.rank else {
      throw operation.malformed("axis \(axis) is outside \(shape)")
    }
    if axis < 0 { axis += shape.rank }
    return try builder.reshape(
      tensor,
      to: [
        shape.dimensions[..<axis].reduce(1, *), shape.dimensions[axis...].reduce(1, *),
      ])
  }
}

extension Slice {
  /// One axis by ONNX's rule: places count from the end if negative and are clamped to the axis.
  /// `false` if nothing is left.
  fileprivate mutating func set(
    _ axis: Int, from start: Int, to end: Int, step: Int, extent: Int
  ) -> Bool {
    guard step != 0, step != Int.min else { return false }
    func clamped(_ place: Int, _ range: ClosedRange<Int>) -> Int {
      let counted = place < 0 ? place.addingReportingOverflow(extent).partialValue : place
      return min(max(counted, range.lowerBound), range.upperBound)
    }
    let first = clamped(start, step > 0 ? 0...extent : 0...(extent - 1))
    let stop = clamped(end, step > 0 ? 0...extent : -1...(extent - 1))
    let distance = step > 0 ? stop - first : first - stop
    guard distance > 0 else { return false }
    let stride = Int(step.magnitude)
    starts[axis] = first
    sizes[axis] = (distance - 1) / stride + 1
    steps[axis] = sizes[axis] == 1 ? 1 : step
    return true
  }
}
