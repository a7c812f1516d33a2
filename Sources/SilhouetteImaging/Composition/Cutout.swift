/// A person alone, on nothing.
package enum Cutout {
  /// RGBA with straight alpha, 8 or 16 bits as the picture. At soft edges the colours are the
  /// person's own (``ForegroundColors``); where alpha is 0 they are 0, so that nothing of the
  /// background is kept.
  ///
  /// - Throws: ``ImagingError`` if sizes differ.
  package static func pixels(
    of picture: PixelView, alpha: PixelBuffer, workers: Workers
  ) throws(ImagingError) -> PixelBuffer {
    try picture.validate()
    try alpha.requireSize(of: picture)
    var result = PixelBuffer(
      width: picture.width, height: picture.height,
      format: picture.format.bytesPerChannel == 1 ? .rgba8 : .rgba16)
    alpha.withView { alpha in
      let source = AlphaRows(picture: picture, alpha: alpha)
      let foreground = ForegroundColors(source, workers: workers)
      result.withMutableView { target in
        workers.forEachBand(of: target.height, minimum: 16) { band in
          Scratch.with(5 * target.width + foreground.scratchCount) { scratch in
            for y in band { setRow(y, of: target, source, foreground, scratch: scratch) }
          }
        }
      }
    }
    return result
  }

  private static func setRow(
    _ y: Int, of target: MutablePixelView, _ source: AlphaRows,
    _ foreground: borrowing ForegroundColors, scratch: UnsafeMutablePointer<Float>
  ) {
    let alpha = scratch
    let colors = alpha + target.width
    let rest = colors + 4 * target.width
    source.alpha(at: y, into: alpha, scratch: colors)
    foreground.prepare(row: y, scratch: rest)
    source.forEachRun(of: alpha) { run, columns in
      source.picture.colors(at: y, columns, into: colors)
      switch run {
      case .person: break
      case .soft:
        foreground.clean(colors, alpha: alpha + columns.lowerBound, columns, scratch: rest)
      case .background: colors.update(repeating: 0, count: 3 * columns.count)
      }
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
