/// One step of PaddleSeg's picture preparation (`paddleseg/transforms/transforms.py`) that has nothing
/// random in it. Sizes are in pixels.
package enum PictureTransform: Hashable, Sendable {
  case resize(Resize)
  /// The longer side becomes that long.
  case resizeByLong(Int)
  /// The shorter side becomes that long, or less where the longer one would pass `maximum`.
  case resizeByShort(Int, maximum: Int? = nil)
  /// The longer side is brought into `minimum … maximum`.
  case limitLong(maximum: Int? = nil, minimum: Int? = nil)
  /// Room at the bottom and on the right up to a size.
  case padding(width: Int, height: Int, Fill = Fill())
  /// Room on one side until width / height is that ratio.
  case paddingByAspectRatio(Double, Fill = Fill())
  /// `(pixel / 255 − mean) / standardDeviation`, one number or three in the order red, green, blue.
  case normalize(mean: [Float], standardDeviation: [Float])

  package struct Resize: Hashable, Sendable {
    package var width: Int
    package var height: Int
    /// Fits into the size with the longer side along its longer side, keeping the proportions.
    package var keepsRatio: Bool
    /// Both sides are rounded up to multiples of it.
    package var divisor: Int?
    package var interpolation: Interpolation

    package init(
      width: Int, height: Int, keepsRatio: Bool = false, divisor: Int? = nil,
      interpolation: Interpolation = .linear
    ) {
      self.width = width
      self.height = height
      self.keepsRatio = keepsRatio
      self.divisor = divisor
      self.interpolation = interpolation
    }

    /// Whether every picture becomes `width` x `height`.
    package var isStretching: Bool { !keepsRatio && divisor == nil }
  }

  /// How pixels between pixels are found.
  package enum Interpolation: String, Sendable, CaseIterable {
    case linear = "LINEAR"
    case nearest = "NEAREST"
  }

  /// What room that is added holds.
  package struct Fill: Hashable, Sendable {
    /// 0…255, in every channel.
    package var picture: Float
    package var label: UInt8

    package init(picture: Float = 127.5, label: UInt8 = 255) {
      self.picture = picture
      self.label = label
    }
  }

  /// As PaddleSeg's class is called.
  package var name: String {
    switch self {
    case .resize: "Resize"
    case .resizeByLong: "ResizeByLong"
    case .resizeByShort: "ResizeByShort"
    case .limitLong: "LimitLong"
    case .padding: "Padding"
    case .paddingByAspectRatio: "PaddingByAspectRatio"
    case .normalize: "Normalize"
    }
  }
}
