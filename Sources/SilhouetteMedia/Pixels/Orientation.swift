/// How a stored picture must be turned to stand upright: the values of EXIF's Orientation tag
/// (TIFF 6.0, tag 274).
enum Orientation: UInt16, CaseIterable, Sendable {
  case upright = 1
  case mirrored
  case rotatedHalf
  case flipped
  case transposed
  /// Turn a quarter clockwise to see it upright.
  case rotatedRight
  case transversed
  /// Turn a quarter counterclockwise to see it upright.
  case rotatedLeft

  /// Whether width and height change places.
  var swapsSides: Bool { rawValue >= Orientation.transposed.rawValue }

  /// Where a stored pixel goes: `start + x · xStep + y · yStep` in an upright picture, in bytes.
  ///
  /// - Parameters:
  ///   - width: of the stored picture, as is `height`.
  func layout(width: Int, height: Int, pixel: Int) -> (start: Int, xStep: Int, yStep: Int) {
    let row = (swapsSides ? height : width) * pixel
    let lastX = width - 1
    let lastY = height - 1
    switch self {
    case .upright: return (0, pixel, row)
    case .mirrored: return (lastX * pixel, -pixel, row)
    case .rotatedHalf: return (lastX * pixel + lastY * row, -pixel, -row)
    case .flipped: return (lastY * row, pixel, -row)
    case .transposed: return (0, row, pixel)
    case .rotatedRight: return (lastY * pixel, row, -pixel)
    case .transversed: return (lastX * row + lastY * pixel, -row, -pixel)
    case .rotatedLeft: return (lastX * row, -row, pixel)
    }
  }
}
