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
        source, foreground, isInPlace: false, fillsMargin: true, tileSide: tileSide,
        workers: workers)
      result.withMutableView { target in
        estimate.forEachStrip(workers: workers) { strip in
          Scratch.with(6 * target.width) { scratch in
            for y in strip.rows {
              setRow(y, of: target, estimate, strip, scratch: scratch)
            }
          }
        }
      }
    }
    return result
  }

  private static func setRow(
    _ y: Int, of target: MutablePixelView, _ estimate: borrowing ForegroundEstimate,
    _ strip: borrowing ForegroundStrip, scratch: UnsafeMutablePointer<Float>
  ) {
    let source = estimate.source
    let alpha = scratch + 2 * target.width
    let colors = alpha + target.width
    source.forEachRun(at: y, scratch: scratch) { run, columns in
      switch run {
      case .person:
        target.setOpaque(source.picture, at: y, columns)
      case .background:
        target.setTransparent(at: y, columns)
        alpha.update(repeating: 0, count: columns.count)
        estimate.forEachRun(of: columns, row: y, in: strip) { run, colors in
          target.setColors(colors, at: y, run)
          target.setAlphaChannel(alpha, at: y, run)
        }
      case .soft:
        source.alpha(at: y, columns, into: alpha, scratch: colors)
        source.picture.colors(at: y, columns, into: colors)
        estimate.replace(colors, columns, row: y, in: strip)
        target.setColors(colors, at: y, columns)
        target.setAlphaChannel(alpha, at: y, columns)
      }
    }
  }
}

extension MutablePixelView {
  /// Clears a run of pixels.
  fileprivate func setTransparent(at y: Int, _ columns: Range<Int>) {
    (base + y * stride + columns.lowerBound * format.bytesPerPixel).initializeMemory(
      as: UInt8.self, repeating: 0, count: columns.count * format.bytesPerPixel)
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
