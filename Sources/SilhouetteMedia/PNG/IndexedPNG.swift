import SilhouetteImaging

/// Pictures whose pixels are numbers that a palette gives colours to, such as masks of classes.
package enum IndexedPNG {
  /// A file that shows pixel value `i` in the palette's colour `i`.
  ///
  /// - Parameters:
  ///   - pixels: `gray8`.
  ///   - palette: red, green and blue of each of 256 indices.
  package static func encode(
    _ pixels: PixelBuffer, palette: [UInt8]
  ) throws(MediaError) -> [UInt8] {
    precondition(pixels.format == .gray8 && palette.count == 3 * 256)
    var file: [UInt8] = []
    try pixels.withView { (view) throws(MediaError) in
      try PNGEncoder(effort: .fast, palette: palette).encode(view, metadata: PhotoMetadata()) {
        (part) throws(MediaError) in file += part
      }
    }
    return file
  }

  /// A photo file in which a palette's indices stand for grey; every other picture is decoded as it is.
  package static func decode(_ bytes: [UInt8], name: String) throws(MediaError) -> Photo {
    guard SourceFormat(contentOf: bytes) == .png else {
      return try PhotoDecoder.decode(bytes, name: name)
    }
    let source = PhotoDecoder.Source(bytes: bytes, name: name, limits: PhotoDecoder.Limits())
    return try PNGDecoder.decode(source, keepsIndices: true)
  }
}
