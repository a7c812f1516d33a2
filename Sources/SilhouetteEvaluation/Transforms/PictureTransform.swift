/// One step of PaddleSeg's pre-processing (`paddleseg/transforms/transforms.py`) that has nothing
/// random in it.
package enum PictureTransform: Hashable, Sendable {
  case resize(Resize)
  /// The longer side becomes `longSide`.
  case resizeByLong(longSide: Int)
  /// The shorter side becomes `shortSide`, or less where the longer one would pass `maximum`.
  case resizeByShort(shortSide: Int, maximum: Int? = nil)
  /// The longer side is brought into `minimum … maximum`.
  case limitLong(maximum: Int? = nil, minimum: Int? = nil)
  /// Room at the bottom and on the right up to a size.
  case padding(RasterSize, picture: Float = 127.5, label: UInt8 = 255)
  /// Room on one side until width / height is `ratio`.
  case paddingByAspectRatio(Double, picture: Float = 127.5, label: UInt8 = 255)
  case normalize(mean: [Float], standardDeviation: [Float])

  package struct Resize: Hashable, Sendable {
    package var target: RasterSize
    /// Fits into the target with the longer side along its longer side, keeping the proportions.
    package var keepsRatio = false
    /// Both sides are rounded up to multiples of it.
    package var divisor: Int?
    package var interpolation = Interpolation.linear

    package init(
      _ target: RasterSize, keepsRatio: Bool = false, divisor: Int? = nil,
      interpolation: Interpolation = .linear
    ) {
      self.target = target
      self.keepsRatio = keepsRatio
      self.divisor = divisor
      self.interpolation = interpolation
    }
  }
}

extension PictureTransform.Resize {
  /// What a picture of `size` becomes.
  func size(of size: RasterSize) -> RasterSize {
    var result = target
    if keepsRatio {
      let (long, short) = (max(size.width, size.height), min(size.width, size.height))
      let scale = min(
        Double(max(target.width, target.height)) / Double(long),
        Double(min(target.width, target.height)) / Double(short))
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
