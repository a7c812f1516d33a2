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
        source, foreground, isInPlace: true, fillsMargin: false, tileSide: tileSide,
        workers: workers)
      estimate.forEachStrip(workers: workers) { strip in
        let count = BackdropRow.scratchCount(of: backdrop, width: pixels.width)
        Scratch.with(6 * pixels.width + count) { scratch in
          var behind = BackdropRow(
            of: backdrop, behind: pixels, scratch: scratch + 6 * pixels.width)
          for y in strip.rows {
            behind.move(to: y, of: backdrop)
            setRow(
              y, of: pixels, estimate, strip, over: backdrop, behind, blending, scratch: scratch)
          }
        }
      }
    }
  }

  private static func setRow(
    _ y: Int, of pixels: MutablePixelView, _ estimate: borrowing ForegroundEstimate,
    _ strip: borrowing ForegroundStrip, over backdrop: borrowing Backdrop,
    _ behind: borrowing BackdropRow, _ blending: Blending, scratch: UnsafeMutablePointer<Float>
  ) {
    let source = estimate.source
    let alpha = scratch + 2 * pixels.width
    let colors = alpha + pixels.width
    source.forEachRun(at: y, scratch: scratch) { run, columns in
      switch run {
      case .person:
        pixels.setOpaque(at: y, columns)
      case .background:
        behind.show(in: pixels, columns, of: backdrop)
      case .soft:
        source.alpha(at: y, columns, into: alpha, scratch: colors)
        source.picture.colors(at: y, columns, into: colors)
        estimate.replace(colors, columns, row: y, in: strip)
        blending.composite(
          colors, over: behind.colors(columns, of: backdrop), alpha: alpha, count: columns.count)
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
