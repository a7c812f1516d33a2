import SilhouetteGraph

extension PaddleImporter {
  // MARK: - Pools

  mutating func pool(_ operation: PaddleOperator) throws(FormatError) -> Tensor {
    try requireChannelsFirst(operation, "data_format")
    let picture = try input(operation, "X")
    try builder.requirePicture(picture)
    let isMaximum = try operation.string("pooling_type", default: "max") == "max"
    var size: Extent2D? = try operation.bool("global_pooling") ? .one : nil
    if size == nil, try operation.bool("adaptive") { size = try extent(operation, "ksize") }
    guard let size else { return try windowPool(operation, picture, isMaximum: isMaximum) }
    if !isMaximum {
      return try builder.adaptiveAveragePool(AdaptiveAveragePool(size: size), picture)
    }
    guard size == .one else { throw unsupported("adaptive maxima are not supported") }
    return try builder.reduction(.maximum, picture, axes: [2, 3], keepsAxes: true)
  }

  private mutating func windowPool(
    _ operation: PaddleOperator, _ picture: Tensor, isMaximum: Bool
  ) throws(FormatError) -> Tensor {
    let window = try extent(operation, "ksize")
    let strides = try extent(operation, "strides", default: 1)
    var padding = try padding(operation, picture: picture, kernel: window, strides: strides)
    let countsPadding = try !operation.bool("exclusive", default: true)
    if try operation.bool("ceil_mode") {
      let shape = builder.shape(of: picture)
      let bottom = Self.overhang(
        shape[2] + padding.vertical, window: window.height, stride: strides.height)
      let right = Self.overhang(
        shape[3] + padding.horizontal, window: window.width, stride: strides.width)
      guard isMaximum || !countsPadding || (bottom == 0 && right == 0) else {
        throw unsupported("averages that count the padding are not supported in ceil_mode")
      }
      padding.bottom += bottom
      padding.right += right
    }
    let kind: Pool.Kind = isMaximum ? .maximum : .average(countsPadding: countsPadding)
    return try builder.pool(
      Pool(kind, window: window, strides: strides, padding: padding), picture)
  }

  /// By how much the last window reaches beyond `extent` places where their number is rounded up.
  private static func overhang(_ extent: Int, window: Int, stride: Int) -> Int {
    let rest = (extent - window) % stride
    return extent > window && rest > 0 ? stride - rest : 0
  }

  // MARK: - Resizing

  mutating func resize(_ operation: PaddleOperator) throws(FormatError) -> Tensor {
    try requireChannelsFirst(operation, "data_layout")
    let picture = try input(operation, "X")
    try builder.requirePicture(picture)
    let alignsCorners = try operation.bool("align_corners", default: true)
    let coordinates: Resize.Coordinates
    let filter: Resize.Filter
    if operation.type.utf8.starts(with: "nearest".utf8) {
      // ⌊i · ratio⌋, or ⌊i · ratio + 0.5⌋ with corners aligned.
      filter = .nearest(alignsCorners ? .halfUp : .floor)
      coordinates = alignsCorners ? .alignCorners : .asymmetric
    } else {
      filter = .bilinear
      let mode = try operation.integer("align_mode", default: 1)
      coordinates = alignsCorners ? .alignCorners : mode == 0 ? .halfPixel : .asymmetric
    }
    let size = try targetSize(operation, of: builder.shape(of: picture))
    return try builder.resize(
      Resize(size: size, filter: filter, coordinates: coordinates), picture)
  }

  /// The first that is there of `SizeTensor`, `OutSize`, `scale`, `out_h` and `out_w`: Paddle's
  /// order.
  private func targetSize(
    _ operation: PaddleOperator, of shape: Shape
  ) throws(FormatError) -> Extent2D {
    try refuse(operation, inputs: ["Scale"])
    var size = try integers(operation, list: "SizeTensor", tensor: "OutSize", attribute: "")
    if size.isEmpty {
      let scales = try operation.reals("scale")
      if let vertical = scales.first, let horizontal = scales.last, vertical > 0, horizontal > 0 {
        size = [
          try scaled(shape[2], by: vertical), try scaled(shape[3], by: horizontal),
        ]
      } else {
        size = [
          try operation.integer("out_h", default: -1), try operation.integer("out_w", default: -1),
        ]
      }
    }
    guard size.count == 2, size[0] >= 1, size[1] >= 1 else {
      throw .malformed(place: builder.place, reason: "it resizes to \(size)")
    }
    return Extent2D(height: size[0], width: size[1])
  }

  /// Where the product is not whole, Paddle's coordinates follow the scale instead of the sizes.
  private func scaled(_ extent: Int, by scale: Double) throws(FormatError) -> Int {
    guard let result = Int32(exactly: Double(extent) * scale) else {
      throw unsupported("\(extent) places times \(Float(scale)) are not a whole number")
    }
    return Int(result)
  }
}
