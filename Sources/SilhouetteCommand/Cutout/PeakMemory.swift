import SilhouetteMedia

/// How much memory a picture takes while it is worked on, known before it is decoded.
enum PeakMemory {
  /// The photo, its alpha, the result, and what the steps between keep: rows and coarse maps.
  /// Measured with `/usr/bin/time` on a 48-megapixel photo, rounded up.
  private static let bytesPerPixel = 16

  static func ofCutout(photo bytes: [UInt8], name: String) throws(MediaError) -> Int {
    let size = try PhotoDecoder.size(of: bytes, name: name)
    return size.width * size.height * bytesPerPixel + bytes.count
  }
}
