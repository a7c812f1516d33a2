import SilhouetteGraph

enum TFLiteGeometry {
  /// A stride, dilation or window, checked to be one that a real network can have: no product of
  /// two of them overflows.
  static func checked(_ extent: Int32, place: String) throws(FormatError) -> Int {
    guard extent >= 1, extent <= 32767 else {
      throw .malformed(
        place: place, reason: "a stride, dilation or window of \(extent) is not in 1...32767")
    }
    return Int(extent)
  }
}

/// Windows that slide over pictures: strides, kernels and padding as numbers.
extension TFLiteImporter {
  /// The padding that `SAME` (0) or `VALID` (1) means for these extents.
  func padding(
    _ code: Int8, place: String, input: Extent2D, kernel: Extent2D, strides: Extent2D,
    dilations: Extent2D = .one
  ) throws(FormatError) -> Padding {
    _ = try TFLiteGeometry.checked(Int32(clamping: kernel.height), place: place)
    _ = try TFLiteGeometry.checked(Int32(clamping: kernel.width), place: place)
    switch TFLiteOptions.Padding(rawValue: code) {
    case .same:
      return .same(input: input, kernel: kernel, strides: strides, dilations: dilations)
    case .valid:
      return .none
    case nil:
      throw .malformed(place: place, reason: "padding mode \(code) is not defined")
    }
  }

  mutating func addPool(_ kind: Pool.Kind, _ operation: TFLiteOperator) throws(FormatError) {
    typealias Field = TFLiteOptions.Pool
    let options = try operation.options(Field.unionType)
    let picture = try input(0, of: operation)
    let shape = graph[picture].shape
    guard shape.rank == 4 else {
      throw .malformed(
        place: operation.place, reason: "its input \(shape.description) has not four axes")
    }
    var pool = Pool(
      kind, window: try options.extent(Field.filterHeight, Field.filterWidth),
      strides: try options.extent(Field.strideHeight, Field.strideWidth))
    pool.padding = try padding(
      try options.integer(Field.padding, default: 0), place: operation.place,
      input: Extent2D(height: shape[1], width: shape[2]), kernel: pool.window,
      strides: pool.strides)
    pool.activation = try activation(
      try options.integer(Field.activation, default: 0), place: operation.place)
    try add(.pool(pool), [picture], for: operation)
  }
}
