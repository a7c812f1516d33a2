import SilhouetteGraph

/// Windows that slide over pictures: strides, kernels and padding as numbers.
extension ONNXImporter {
  func pictureExtent(_ picture: Tensor) throws(FormatError) -> Extent2D {
    try builder.requirePicture(picture)
    let shape = builder.shape(of: picture)
    return Extent2D(height: shape[2], width: shape[3])
  }

  func padding(
    _ operation: ONNXOperator, _ picture: Tensor, kernel: Extent2D, strides: Extent2D,
    dilations: Extent2D = .one
  ) throws(FormatError) -> Padding {
    let input = try pictureExtent(picture)
    guard kernel.height <= ChannelsFirstBuilder.maximumWindow,
      kernel.width <= ChannelsFirstBuilder.maximumWindow
    else {
      throw operation.malformed("a kernel of \(kernel.height) x \(kernel.width)")
    }
    switch operation.string("auto_pad", default: "NOTSET") {
    case "NOTSET": return try operation.explicitPadding()
    case "VALID": return .none
    case "SAME_UPPER":
      return .same(input: input, kernel: kernel, strides: strides, dilations: dilations)
    case "SAME_LOWER":
      let upper = Padding.same(
        input: input, kernel: kernel, strides: strides, dilations: dilations)
      return Padding(
        top: upper.bottom, bottom: upper.top, left: upper.right, right: upper.left)
    case let mode: throw operation.malformed("padding mode '\(mode)' is not defined")
    }
  }

  mutating func pool(
    _ kind: Pool.Kind, _ operation: ONNXOperator
  ) throws(FormatError) -> Tensor {
    guard operation.has("kernel_shape") else { throw operation.malformed("has no kernel_shape") }
    guard try operation.extent("dilations") == .one else {
      throw operation.unsupported("dilations are not supported here")
    }
    let picture = try input(0, of: operation)
    var pool = Pool(
      kind, window: try operation.extent("kernel_shape"), strides: try operation.extent("strides"))
    pool.padding = try padding(
      operation, picture, kernel: pool.window, strides: pool.strides)
    if case .average = kind, pool.padding == .none { pool.kind = .average(countsPadding: false) }
    if operation.integer("ceil_mode") != 0 {
      let extended = pool.extendedUpwards(over: try pictureExtent(picture))
      guard extended.padding == pool.padding || pool.kind != .average(countsPadding: true) else {
        throw operation.unsupported("windows beyond a padding that counts are not supported")
      }
      pool = extended
    }
    return try builder.pool(pool, picture)
  }
}

extension ONNXOperator {
  /// A pair of numbers along height and width.
  func extent(
    _ name: String, default value: Int = 1, minimum: Int = 1
  ) throws(FormatError) -> Extent2D {
    guard let numbers = integers(name), !numbers.isEmpty else { return Extent2D(value) }
    let range = minimum...ChannelsFirstBuilder.maximumWindow
    guard numbers.count == 2, numbers.allSatisfy({ range.contains($0) }) else {
      throw malformed("\(name) \(Shape(numbers)) are not two numbers in \(minimum)...32767")
    }
    return Extent2D(height: numbers[0], width: numbers[1])
  }

  /// The last two numbers of `output_shape`.
  func outputExtent() throws(FormatError) -> Extent2D {
    let numbers = integers("output_shape") ?? []
    guard numbers.count == 2 || numbers.count == 4,
      numbers.allSatisfy({ (1...Shape.maximumElementCount).contains($0) })
    else { throw malformed("its output_shape is \(Shape(numbers))") }
    return Extent2D(height: numbers[numbers.count - 2], width: numbers[numbers.count - 1])
  }

  /// `pads`: top, left, bottom, right.
  func explicitPadding() throws(FormatError) -> Padding {
    guard let pads = integers("pads"), !pads.isEmpty else { return .none }
    guard pads.count == 4,
      pads.allSatisfy({ (0...ChannelsFirstBuilder.maximumWindow).contains($0) })
    else { throw malformed("pads \(Shape(pads)) are not four numbers in 0...32767") }
    return Padding(top: pads[0], bottom: pads[2], left: pads[1], right: pads[3])
  }
}
