import SilhouetteImaging

/// Pixels to photo files.
public struct PhotoEncoder: Sendable {
  /// Time against size.
  public enum Effort: String, CaseIterable, Sendable {
    case fast
    /// PNG: some twenty times slower, 10 % smaller.
    case small
  }

  public var format: PhotoFormat
  /// 1…100 for JPEG and WebP, where 100 makes WebP lossless; ignored for PNG.
  public var quality: Int
  public var effort: Effort
  /// Whether fully transparent pixels keep their colours, for pictures that hide nothing there.
  public var keepsTransparentColors: Bool

  public init(
    format: PhotoFormat, quality: Int = 90, effort: Effort = .fast,
    keepsTransparentColors: Bool = false
  ) {
    self.format = format
    self.quality = min(max(quality, 1), 100)
    self.effort = effort
    self.keepsTransparentColors = keepsTransparentColors
  }

  /// The whole file in memory.
  public func encode(
    _ pixels: consuming PixelBuffer, metadata: PhotoMetadata = .init()
  ) throws(MediaError) -> [UInt8] {
    var file: [UInt8] = []
    try encode(consume pixels, metadata: metadata) { (bytes) throws(MediaError) in file += bytes }
    return file
  }

  /// The file piece by piece, in order, so that a large one is never held whole.
  ///
  /// Pixels that are fully transparent are written as black, unless ``keepsTransparentColors`` says
  /// otherwise: what they hid cannot be brought back.
  /// 16-bit channels stay in PNG and are rounded to 8 in other formats.
  ///
  /// - Throws: ``MediaError/cannotEncode(format:detail:)`` when the format cannot hold the pixels (JPEG
  ///   has no alpha), and what `write` throws.
  public func encode(
    _ pixels: consuming PixelBuffer, metadata: PhotoMetadata,
    to write: (UnsafeRawBufferPointer) throws(MediaError) -> Void
  ) throws(MediaError) {
    switch format {
    case .png:
      try pixels.withView { (view) throws(MediaError) in
        try PNGEncoder(effort: effort, keepsTransparentColors: keepsTransparentColors)
          .encode(view, metadata: metadata, to: write)
      }
    case .jpeg:
      try pixels.withView { (view) throws(MediaError) in
        try JPEGEncoder(quality: quality, effort: effort)
          .encode(view, metadata: metadata, to: write)
      }
    case .webp:
      let encoder = WebPEncoder(
        quality: quality, effort: effort, keepsTransparentColors: keepsTransparentColors)
      let picture = try pixels.withView { (view) throws(MediaError) in
        try encoder.picture(of: view)
      }
      // libwebp takes several times a picture's size while it works.
      _ = consume pixels
      try encoder.encode(picture, metadata: metadata, to: write)
    }
  }

  /// Takes the next bytes of a file.
  typealias Sink = (UnsafeRawBufferPointer) throws(MediaError) -> Void
}
