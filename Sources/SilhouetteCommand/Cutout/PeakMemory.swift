import SilhouetteMedia

/// How much memory a picture takes while it is worked on, known before it is decoded.
enum PeakMemory {
  /// Bytes a pixel of what is held at once: the photo or the result, the alpha, and the encoder's
  /// own copies. Measured on photos of 48 megapixels, rounded up: 8.6 for PNG, 26 for WebP, whose
  /// encoder takes the whole picture in its own layouts. Rare 16-bit photos take up to twice that.
  private static func bytesPerPixel(_ format: PhotoFormat) -> Int {
    switch format {
    case .png, .jpeg: 10
    case .webp: 28
    }
  }

  /// - Parameter isWide: whether photos of 8 bits are worked on with 16.
  static func ofCutout(
    photo bytes: [UInt8], name: String, as format: PhotoFormat, isWide: Bool
  ) throws(MediaError) -> Int {
    let size = try PhotoDecoder.size(of: bytes, name: name)
    return size.width * size.height * bytesPerPixel(format) * (isWide ? 2 : 1) + bytes.count
  }
}
