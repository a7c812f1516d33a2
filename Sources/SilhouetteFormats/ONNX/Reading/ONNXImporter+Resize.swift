import SilhouetteGraph

extension ONNXImporter {
  /// Resize, and Upsample as its older form (places multiplied by the ratio, rounded down).
  mutating func resize(_ operation: ONNXOperator) throws(FormatError) -> Tensor {
    let picture = try input(0, of: operation)
    let size = try resizedExtent(operation, picture)
    let isOld = file.operatorSet < 11 || operation.type == "Upsample"
    let coordinates = try isOld ? .asymmetric : coordinates(operation, size)
    let filter: Resize.Filter
    switch operation.string("mode", default: "nearest") {
    case "nearest": filter = .nearest(try isOld ? .floor : rounding(operation))
    case "linear", "bilinear": filter = .bilinear
    case let mode: throw operation.unsupported("mode '\(mode)' is not supported")
    }
    return try builder.resize(
      Resize(size: size, filter: filter, coordinates: coordinates), picture)
  }

  private func coordinates(
    _ operation: ONNXOperator, _ size: Extent2D
  ) throws(FormatError) -> Resize.Coordinates {
    let name = "coordinate_transformation_mode"
    switch operation.string(name, default: "half_pixel") {
    case "half_pixel": return .halfPixel
    // The same but for an output of one place.
    case "pytorch_half_pixel" where size.height > 1 && size.width > 1: return .halfPixel
    case "align_corners": return .alignCorners
    case "asymmetric": return .asymmetric
    case let mode: throw operation.unsupported("\(name) '\(mode)' is not supported")
    }
  }

  private func rounding(_ operation: ONNXOperator) throws(FormatError) -> Resize.Rounding {
    switch operation.string("nearest_mode", default: "round_prefer_floor") {
    case "round_prefer_floor": return .halfDown
    case "round_prefer_ceil": return .halfUp
    case "floor": return .floor
    case "ceil": return .ceiling
    case let mode: throw operation.unsupported("nearest_mode '\(mode)' is not supported")
    }
  }

  /// Sizes as they stand, or by scales.
  private func resizedExtent(
    _ operation: ONNXOperator, _ picture: Tensor
  ) throws(FormatError) -> Extent2D {
    try builder.requirePicture(picture)
    let shape = builder.shape(of: picture)
    var target: [Int] = []
    if let sizes = try integers(3, of: operation, "list of sizes") {
      target = sizes
    } else if file.operatorSet < 9 || operation.has("scales") {
      throw operation.unsupported("scales as an attribute are not supported")
    } else {
      let position = file.operatorSet < 11 ? 1 : 2
      let scales = try reals(position, of: operation, "list of scales") ?? []
      for (extent, scale) in zip(shape.dimensions, scales) {
        target.append(try scaled(extent, by: scale, operation))
      }
    }
    guard target.count == 4, target[0] == shape[0], target[1] == shape[1],
      (1...Shape.maximumElementCount).contains(target[2]),
      (1...Shape.maximumElementCount).contains(target[3])
    else {
      throw operation.unsupported(
        "only height and width can be resized, not \(shape) to \(Shape(target))")
    }
    return Extent2D(height: target[2], width: target[3])
  }

  /// A scale that is not the ratio of two sizes would move every place a little; it is refused.
  private func scaled(
    _ extent: Int, by scale: Float, _ operation: ONNXOperator
  ) throws(FormatError) -> Int {
    let exact = Double(extent) * Double(scale)
    guard exact >= 0.5, exact <= Double(Shape.maximumElementCount),
      abs(exact - exact.rounded()) <= 1e-3
    else {
      throw operation.unsupported("scale \(scale) of \(extent) does not give a whole number")
    }
    return Int(exact.rounded())
  }
}
