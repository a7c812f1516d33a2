import SilhouetteImaging

extension PhotoDecoder {
  /// The size a photo's file claims, in the file's orientation, without decoding its pixels; for
  /// planning memory before any is taken.
  public static func size(
    of bytes: [UInt8], name: String
  ) throws(MediaError) -> (width: Int, height: Int) {
    // Every decoder checks the claimed size before it takes memory. With room for no pixel at all
    // that check is where it ends, so there is no second reader of each format's header.
    var limits = Limits()
    limits.pixels = 0
    do throws(MediaError) {
      let photo = try decode(bytes, name: name, limits: limits)
      return (photo.pixels.width, photo.pixels.height)
    } catch .tooManyPixels(_, let width, let height, _) {
      return (width, height)
    }
  }
}
