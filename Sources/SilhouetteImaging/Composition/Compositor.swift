import CSilhouetteKernels

/// Puts another background behind a person.
package enum Compositor {
  /// Each pixel becomes `a·F + (1 − a)·B`, rounded by `floor(v + ½)`, with F the person's own colour,
  /// unless the photo's is asked for, and B the backdrop's; `blending` says of which numbers. Where
  /// alpha is full the pixel keeps its value. The result is opaque.
  ///
  /// - Throws: ``ImagingError`` if sizes differ or the pixels are grey.
  package static func composite(
    _ alpha: PixelBuffer, over backdrop: borrowing Backdrop,
    foreground: ForegroundColors = .estimated, blending: Blending = .encoded,
    into pixels: MutablePixelView, tileSide: Int = ForegroundEstimate.standardTileSide,
    workers: Workers
  ) throws(ImagingError) {
    try pixels.validate()
    try alpha.requireSize(of: pixels.readOnly)
    guard pixels.format.channelCount > 1 else { throw .grayPicture }
    alpha.withView { alpha in
      let source = AlphaRows(picture: pixels.readOnly, alpha: alpha)
      let estimate = ForegroundEstimate(
        source, foreground, isInPlace: true, tileSide: tileSide, workers: workers)
      estimate.forEachStrip(workers: workers) { strip in
        let count = 7 * pixels.width + Scratch.padding
        Scratch.with(count + backdrop.scratchCount) { scratch in
          for y in strip.rows {
            setRow(
              y, of: pixels, source, strip, backdrop, blending, scratch: scratch, scratch + count)
          }
        }
      }
    }
  }

  private static func setRow(
    _ y: Int, of pixels: MutablePixelView, _ source: AlphaRows,
    _ strip: borrowing ForegroundStrip, _ backdrop: borrowing Backdrop,
    _ blending: Blending, scratch: UnsafeMutablePointer<Float>,
    _ backdropScratch: UnsafeMutablePointer<Float>
  ) {
    let alpha = scratch
    let colors = alpha + pixels.width
    let behind = colors + 3 * pixels.width
    source.alpha(at: y, into: alpha, scratch: colors)
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
        strip.replace(colors, columns, row: y)
        backdrop.colors(columns, row: y, into: behind, scratch: backdropScratch)
        blending.composite(colors, over: behind, alpha: shares, count: columns.count)
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
