import CSilhouetteKernels

/// Puts another background behind a person.
package enum Compositor {
  /// Each pixel becomes `a·F + (1 − a)·B`, rounded by `floor(v + ½)`, with F the person's own colour
  /// (``ForegroundColors``) and B the backdrop's. Where alpha is full the pixel keeps its value. The
  /// result is opaque.
  ///
  /// - Throws: ``ImagingError`` if sizes differ or the pixels are grey.
  package static func composite(
    _ alpha: PixelBuffer, over backdrop: borrowing Backdrop, into pixels: MutablePixelView,
    workers: Workers
  ) throws(ImagingError) {
    try pixels.validate()
    try alpha.requireSize(of: pixels.readOnly)
    guard pixels.format.channelCount > 1 else { throw .grayPicture }
    alpha.withView { alpha in
      let source = AlphaRows(picture: pixels.readOnly, alpha: alpha)
      let foreground = ForegroundColors(source, workers: workers)
      workers.forEachBand(of: pixels.height, minimum: 16) { band in
        let counts = (7 * pixels.width + Scratch.padding, foreground.scratchCount)
        Scratch.with(counts.0 + counts.1 + backdrop.scratchCount) { scratch in
          for y in band {
            setRow(
              y, of: pixels, source, foreground, backdrop, scratch: scratch,
              scratch + counts.0, scratch + counts.0 + counts.1)
          }
        }
      }
    }
  }

  private static func setRow(
    _ y: Int, of pixels: MutablePixelView, _ source: AlphaRows,
    _ foreground: borrowing ForegroundColors, _ backdrop: borrowing Backdrop,
    scratch: UnsafeMutablePointer<Float>, _ foregroundScratch: UnsafeMutablePointer<Float>,
    _ backdropScratch: UnsafeMutablePointer<Float>
  ) {
    let alpha = scratch
    let colors = alpha + pixels.width
    let behind = colors + 3 * pixels.width
    source.alpha(at: y, into: alpha, scratch: colors)
    foreground.prepare(row: y, scratch: foregroundScratch)
    backdrop.prepare(row: y, scratch: backdropScratch)
    source.forEachRun(of: alpha) { run, columns in
      switch run {
      case .person:
        pixels.setOpaque(at: y, columns)
      case .background:
        backdrop.colors(columns, row: y, into: behind, scratch: backdropScratch)
        pixels.setColors(behind, at: y, columns)
      case .soft:
        let shares = alpha + columns.lowerBound
        source.picture.colors(at: y, columns, into: colors)
        foreground.clean(colors, alpha: shares, columns, scratch: foregroundScratch)
        backdrop.colors(columns, row: y, into: behind, scratch: backdropScratch)
        slh_composite(colors, behind, shares, columns.count)
        pixels.setColors(colors, at: y, columns)
      }
    }
  }
}

extension MutablePixelView {
  /// Makes a run of pixels opaque, if the format has alpha.
  fileprivate func setOpaque(at y: Int, _ columns: Range<Int>) {
    guard format.hasAlpha else { return }
    let row = row(y)
    for x in columns {
      let last = (x + 1) * format.bytesPerPixel
      for byte in last - format.bytesPerChannel..<last { row[byte] = 255 }
    }
  }
}
