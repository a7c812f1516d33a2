/// Rows around strips of a picture that is written over in place: copies of the rows on both sides of
/// each boundary between strips, so that a strip finds what its neighbours were.
struct StripMargins: ~Copyable {
  private let source: AlphaRows
  private let stripHeight: Int
  /// Rows of a strip that the strip beside it needs.
  private let depth: Int
  private let saved: Plane<UInt8>

  /// - Parameter isInPlace: whether there is anything to save.
  init(_ source: AlphaRows, isInPlace: Bool, stripHeight: Int, depth: Int) {
    precondition(stripHeight >= 2 * depth, "the margins of two boundaries overlap")
    self.source = source
    self.stripHeight = stripHeight
    self.depth = depth
    let picture = source.picture
    let boundaries = isInPlace ? (picture.height - 1) / stripHeight : 0
    saved = Plane<UInt8>(
      width: picture.width * picture.format.bytesPerPixel, height: 2 * depth * boundaries)
    for index in 0..<saved.height {
      let y = (index / (2 * depth) + 1) * stripHeight - depth + index % (2 * depth)
      guard y < picture.height, let row = picture.row(y).baseAddress else { continue }
      saved.row(index).update(
        from: row.assumingMemoryBound(to: UInt8.self), count: saved.rowCount)
    }
  }

  /// Row `y`, at most ``depth`` rows outside a strip, as a picture of one row.
  func row(_ y: Int) -> AlphaRows {
    let line = PixelRect(x: 0, y: y, width: source.width, height: 1)
    let alpha = source.alpha.cropped(to: line)
    guard saved.height > 0 else {
      return AlphaRows(picture: source.picture.cropped(to: line), alpha: alpha)
    }
    let boundary = (y + depth) / stripHeight - 1
    let index = 2 * depth * boundary + (y + depth) % stripHeight
    let picture = PixelView(
      base: UnsafeRawPointer(saved.row(index)), width: source.width, height: 1,
      stride: saved.rowCount, format: source.picture.format)
    return AlphaRows(picture: picture, alpha: alpha)
  }
}
