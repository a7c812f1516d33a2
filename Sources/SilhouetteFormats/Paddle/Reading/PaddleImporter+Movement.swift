import SilhouetteGraph

extension PaddleImporter {
  mutating func cast(_ operation: PaddleOperator) throws(FormatError) -> Tensor {
    let type = try ElementType(
      paddle: Int64(operation.integer("out_dtype", default: -1)), place: builder.place)
    return try builder.cast(input(operation, "X"), to: type)
  }

  mutating func filledConstant(_ operation: PaddleOperator) throws(FormatError) -> Tensor {
    try refuse(operation, inputs: ["ValueTensor"])
    let shape = Shape(
      try integers(
        operation, list: "ShapeTensorList", tensor: "ShapeTensor", attribute: "shape"))
    guard let count = shape.checkedElementCount else {
      throw .malformed(place: builder.place, reason: "its shape is \(shape)")
    }
    let type = try ElementType(
      paddle: Int64(operation.integer("dtype", default: 5)), place: builder.place)
    let text = try operation.string("str_value", default: "")
    let value = try operation.real("value", default: 0)
    if !type.isFloatingPoint, shape.rank <= 1, count <= ChannelsFirstBuilder.maximumContents {
      // A float has no room for every integer, so the text counts where there is one.
      guard let integer = Int(text) ?? Int(exactly: value) else {
        throw .malformed(place: builder.place, reason: "its value is no integer")
      }
      return try builder.known(
        [Int](repeating: integer, count: count), isScalar: shape.rank == 0)
    }
    guard type == .float32 else {
      throw unsupported("a filled constant of \(type.name) is not supported")
    }
    let element = builder.constant(operation.name, Constant([Float(value)], shape: [1]))
    return try builder.broadcast(element, to: shape)
  }

  /// The elements `starts ..< ends` along `axes`; both may count from the end.
  mutating func slice(_ operation: PaddleOperator) throws(FormatError) -> Tensor {
    let tensor = try input(operation, "Input")
    let axes = try operation.integers("axes")
    let starts = try integers(
      operation, list: "StartsTensorList", tensor: "StartsTensor", attribute: "starts")
    let ends = try integers(
      operation, list: "EndsTensorList", tensor: "EndsTensor", attribute: "ends")
    guard starts.count == axes.count, ends.count == axes.count else {
      throw .malformed(
        place: builder.place,
        reason: "it has \(starts.count) starts and \(ends.count) ends for \(axes.count) axes")
    }
    let shape = builder.shape(of: tensor)
    var slice = Slice(
      starts: [Int](repeating: 0, count: shape.rank), sizes: shape.dimensions,
      steps: [Int](repeating: 1, count: shape.rank))
    for (index, axis) in axes.enumerated() {
      let axis = try builder.axis(axis, of: tensor)
      let extent = shape[axis]
      func place(_ number: Int) -> Int {
        number < 0 ? max(number + extent, 0) : min(number, extent)
      }
      slice.starts[axis] = place(starts[index])
      slice.sizes[axis] = place(ends[index]) - slice.starts[axis]
      guard slice.sizes[axis] >= 1 else {
        throw .malformed(
          place: builder.place,
          reason: "\(starts[index])..<\(ends[index]) is empty along axis \(axis) of \(shape)")
      }
    }
    let sliced = try builder.slice(slice, tensor)
    let dropped = try operation.integers("decrease_axis")
    return dropped.isEmpty ? sliced : try builder.squeeze(sliced, axes: dropped)
  }

  mutating func concatenation(_ operation: PaddleOperator) throws(FormatError) -> Tensor {
    let axes = try integers(operation, list: "", tensor: "AxisTensor", attribute: "axis")
    return try builder.concatenation(inputs(operation, "X"), axis: axes.first ?? 0)
  }

  /// Into `num` equal parts, or `sections`, one of which may be −1: the rest.
  mutating func split(_ operation: PaddleOperator) throws(FormatError) -> [Tensor] {
    let tensor = try input(operation, "X")
    let axes = try integers(operation, list: "", tensor: "AxisTensor", attribute: "axis")
    let axis = try builder.axis(axes.first ?? 0, of: tensor)
    let extent = builder.shape(of: tensor)[axis]
    var sizes = try integers(
      operation, list: "SectionsTensorList", tensor: "", attribute: "sections")
    if sizes.isEmpty {
      let count = try operation.integer("num", default: 0)
      guard count >= 1, extent % count == 0, count == operation.outputs("Out").count else {
        throw .malformed(
          place: builder.place, reason: "\(extent) places do not make \(count) equal parts")
      }
      sizes = [Int](repeating: extent / count, count: count)
    } else if let rest = sizes.firstIndex(of: -1) {
      var left = extent
      for (index, size) in sizes.enumerated() where index != rest {
        guard size >= 1, size <= left else {
          throw .malformed(place: builder.place, reason: "\(sizes) do not fit \(extent) places")
        }
        left -= size
      }
      sizes[rest] = left
    }
    return try builder.split(tensor, axis: axis, sizes: sizes)
  }

  /// 0 copies the input's extent, −1 is what is left.
  mutating func reshape(_ operation: PaddleOperator) throws(FormatError) -> Tensor {
    let tensor = try input(operation, "X")
    let source = builder.shape(of: tensor)
    var target = try integers(
      operation, list: "ShapeTensor", tensor: "Shape", attribute: "shape")
    for (axis, extent) in target.enumerated() where extent == 0 {
      guard axis < source.rank else {
        throw .malformed(place: builder.place, reason: "\(source) has no axis \(axis) to copy")
      }
      target[axis] = source[axis]
    }
    if let open = target.firstIndex(of: -1) {
      target[open] = 1
      guard let known = Shape(target).checkedElementCount, source.elementCount % known == 0 else {
        throw .malformed(
          place: builder.place, reason: "\(source) does not divide into \(Shape(target))")
      }
      target[open] = source.elementCount / known
    }
    return try builder.reshape(tensor, to: Shape(target))
  }
}
