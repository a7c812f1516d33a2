import ArgumentParser
import SilhouetteImaging
import SilhouetteMedia

/// Bits of a channel in a result, and how many are worked with.
enum ChannelDepth: Sendable {
  /// As the photo has and the format holds.
  case asPhoto
  case sixteen
  case eight(DepthRounding)

  /// Whether photos of 8 bits are worked on with 16.
  var isWide: Bool {
    switch self {
    case .asPhoto, .eight(.nearest): false
    case .sixteen, .eight(.dithered): true
    }
  }

  /// What a photo of this depth is worked on as.
  func working(_ photo: consuming PixelBuffer) -> PixelBuffer {
    isWide ? photo.widened() : photo
  }

  func result(_ pixels: consuming PixelBuffer) -> PixelBuffer {
    guard case .eight(let rounding) = self else { return pixels }
    return pixels.narrowed(rounding)
  }
}
