import SilhouetteGraph

extension PictureTransform.Resize {
  /// What a picture of `size` becomes.
  func size(of size: RasterSize) -> RasterSize {
    var result = RasterSize(width: width, height: height)
    if keepsRatio {
      let (long, short) = (max(size.width, size.height), min(size.width, size.height))
      let scale = min(
        Double(max(width, height)) / Double(long),
        Double(min(width, height)) / Double(short))
      result = size.scaled(by: scale)
    }
    if let divisor {
      result.width = (result.width + divisor - 1) / divisor * divisor
      result.height = (result.height + divisor - 1) / divisor * divisor
    }
    return result
  }
}

extension RasterSize {
  /// Sides rounded as Python does, halves to even, and never less than 1.
  func scaled(by scale: Double) -> RasterSize {
    RasterSize(
      width: max(Int((Double(width) * scale).rounded(.toNearestOrEven)), 1),
      height: max(Int((Double(height) * scale).rounded(.toNearestOrEven)), 1))
  }
}
