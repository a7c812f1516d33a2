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
      let plain = backdrop.plainRow(width: pixels.width, format: pixels.format)
      estimate.forEachStrip(workers: workers) { strip in
        let count = 9 * pixels.width + Scratch.padding + backdrop.scratchCount
        Scratch.with(count) { (scratch: UnsafeMutablePointer<Float>) in
          let behind = scratch + 6 * pixels.width
          if plain != nil {
            backdrop.colors(0..<pixels.width, row: 0, into: behind, scratch: behind)
          }
          for y in strip.rows {
            setRow(
              y, of: pixels, source, estimate, strip, backdrop, plain, blending, scratch: scratch,
              behind: behind)
          }
        }
      }
    }
  }

  /// - Parameter behind: the colours of a plain backdrop, which are the same for any run of pixels.
  private static func setRow(
    _ y: Int, of pixels: MutablePixelView, _ source: AlphaRows,
    _ estimate: borrowing ForegroundEstimate, _ strip: borrowing ForegroundStrip,
    _ backdrop: borrowing Backdrop, _ plain: PixelBuffer?, _ blending: Blending,
    scratch: UnsafeMutablePointer<Float>, behind: UnsafeMutablePointer<Float>
  ) {
    let alpha = scratch + 2 * pixels.width
    let colors = alpha + pixels.width
    let backdropScratch = behind + 3 * pixels.width + Scratch.padding
    if plain == nil { backdrop.prepare(row: y, scratch: backdropScratch) }
    source.forEachRun(at: y, scratch: scratch) { run, columns in
      switch run {
      case .person:
        pixels.setOpaque(at: y, columns)
      case .background:
        if let plain {
          pixels.setPixels(of: plain, at: y, columns)
        } else {
          backdrop.colors(columns, row: y, into: behind, scratch: backdropScratch)
          pixels.setColors(behind, at: y, columns)
        }
      case .soft:
        source.alpha(at: y, columns, into: alpha, scratch: colors)
        source.picture.colors(at: y, columns, into: colors)
        estimate.replace(colors, columns, row: y, in: strip)
        if plain == nil {
          backdrop.colors(columns, row: y, into: behind, scratch: backdropScratch)
        }
        blending.composite(colors, over: behind, alpha: alpha, count: columns.count)
        pixels.setColors(colors, at: y, columns)
      }
    }
  }
}

extension Backdrop {
  /// A row of pixels of a backdrop that is the same everywhere.
  fileprivate func plainRow(width: Int, format: PixelFormat) -> PixelBuffer? {
    switch self {
    case .color: break
    case .picture: return nil
    case .blur: return nil
    }
    var row = PixelBuffer(width: width, height: 1, format: format)
    row.withMutableView { target in
      Scratch.with(3 * width) { colors in
        self.colors(0..<width, row: 0, into: colors, scratch: colors)
        target.setColors(colors, at: 0, 0..<width)
      }
    }
    return row
  }
}

extension MutablePixelView {
  /// Takes a run of pixels over from a row of the same format.
  fileprivate func setPixels(of line: borrowing PixelBuffer, at y: Int, _ columns: Range<Int>) {
    let first = columns.lowerBound * format.bytesPerPixel
    line.withView { line in
      (base + y * stride + first).copyMemory(
        from: line.base + first, byteCount: columns.count * format.bytesPerPixel)
    }
  }

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
