/// A person alone, on nothing.
package enum Cutout {
  /// RGBA with straight alpha, 8 or 16 bits as the picture. At soft edges and close to them the
  /// colours are the person's own, unless the photo's are asked for; further away, where alpha is 0,
  /// they are 0, so that no detail of the background is kept.
  ///
  /// - Throws: ``ImagingError`` if sizes differ.
  package static func pixels(
    of picture: PixelView, alpha: PixelBuffer, foreground: ForegroundColors = .estimated,
    tileSide: Int = ForegroundEstimate.standardTileSide, workers: Workers
  ) throws(ImagingError) -> PixelBuffer {
    try picture.validate()
    try alpha.requireSize(of: picture)
    var result = PixelBuffer(
      width: picture.width, height: picture.height,
      format: picture.format.bytesPerChannel == 1 ? .rgba8 : .rgba16)
    alpha.withView { alpha in
      let source = AlphaRows(picture: picture, alpha: alpha)
      let estimate = ForegroundEstimate(
        source, foreground, tileSide: tileSide, workers: workers)
      result.withMutableView { target in
        estimate.forEachStrip(workers: workers) { strip in
          Scratch.with(4 * target.width) { scratch in
            for y in strip.rows { setRow(y, of: target, source, strip, scratch: scratch) }
          }
        }
      }
    }
    return result
  }

  private static func setRow(
    _ y: Int, of target: MutablePixelView, _ source: AlphaRows, _ strip: borrowing ForegroundStrip,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let alpha = scratch
    let colors = alpha + target.width
    source.alpha(at: y, into: alpha, scratch: colors)
    source.forEachRun(of: alpha) { run, columns in
      if run == .background {
        colors.update(repeating: 0, count: 3 * columns.count)
      } else {
        source.picture.colors(at: y, columns, into: colors)
      }
      if run != .person { strip.replace(colors, columns, row: y) }
      target.setColors(colors, at: y, columns)
    }
    target.setAlphaChannel(alpha, at: y)
  }
}

extension PixelBuffer {
  /// - Throws: ``ImagingError/sizeMismatch(expectedWidth:expectedHeight:width:height:)``.
  func requireSize(of picture: PixelView) throws(ImagingError) {
    guard width == picture.width, height == picture.height else {
      throw .sizeMismatch(
        expectedWidth: width, expectedHeight: height, width: picture.width,
        height: picture.height)
    }
  }
}
