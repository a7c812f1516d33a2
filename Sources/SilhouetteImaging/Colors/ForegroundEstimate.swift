import CSilhouetteKernels

/// The colours that a person has where the picture mixes them with the background, so that a new
/// background shows none of the old one.
///
/// After Germer, Uelwer, Conrad, Harmeling, "Fast Multi-Level Foreground Estimation" (2020). Of all
/// colours F and B with `a·F + (1 − a)·B = I` those are sought that vary least, above all along the
/// edge. Smaller and smaller copies of the picture are solved first, the smallest being one pixel, and
/// each is where the next larger one starts from. Unlike the paper's, rounds read only what the round
/// before has written, so that the result depends neither on threads nor on strips.
///
/// At full size only tiles of the soft band are solved (``SoftBand``), within strips of rows: the
/// memory does not grow with the picture.
struct ForegroundEstimate: ~Copyable {
  private let source: AlphaRows
  private let band: SoftBand
  /// The largest reduced copy, solved.
  private let reduced: ColorLayers
  private let enlargement: Enlargement
  private let tileSide: Int
  private let margins: StripMargins

  static let standardTileSide = 64
  /// Rounds at full size, and so how far around a tile its colours depend on the picture.
  private static let lastRounds = 2

  /// - Parameters:
  ///   - isInPlace: whether pixels are written while others are still estimated.
  ///   - tileSide: the height of a strip and the width of a tile; of no influence on the result.
  init(
    _ source: AlphaRows, _ choice: ForegroundColors, isInPlace: Bool = false,
    tileSide: Int = standardTileSide, workers: Workers
  ) {
    self.source = source
    self.tileSide = tileSide
    switch choice {
    case .photo:
      reduced = ColorLayers(width: 1, height: 1)
      band = SoftBand(emptyOf: source.width, height: source.height)
    case .estimated:
      let size = Self.reducedSize(of: source)
      reduced = Self.solved(source, width: size.width, height: size.height, workers)
      band = SoftBand(of: reduced, width: source.width, height: source.height)
    }
    margins = StripMargins(
      source, isInPlace: isInPlace && choice == .estimated, stripHeight: tileSide,
      depth: Self.lastRounds)
    enlargement = Enlargement(
      columns: ResamplingAxis(from: reduced.width, to: source.width),
      rows: ResamplingAxis(from: reduced.height, to: source.height))
  }

  /// Calls `body` with strips that cover the picture, on several threads at a time.
  func forEachStrip(workers: Workers, _ body: (borrowing ForegroundStrip) -> Void) {
    let count = (source.height + tileSide - 1) / tileSide
    workers.forEachBand(of: count, minimum: 1) { strips in
      for strip in strips {
        let start = strip * tileSide
        body(estimated(start..<min(start + tileSide, source.height)))
      }
    }
  }

  private func estimated(_ rows: Range<Int>) -> ForegroundStrip {
    let strip = ForegroundStrip(rows: rows, width: source.width, band: band)
    var start = 0
    while start < source.width {
      let columns = start..<min(start + tileSide, source.width)
      if band.touches(columns, rows) { estimate(columns, of: strip) }
      start = columns.upperBound
    }
    return strip
  }

  /// Sets the colours of a tile: those of the reduced copy where alpha is 0, which nobody sees at once,
  /// and elsewhere solved at full size.
  private func estimate(_ columns: Range<Int>, of strip: borrowing ForegroundStrip) {
    enlargement.setForeground(strip.colors, x: columns, y: strip.rows, from: reduced)
    if band.isSoft(columns, strip.rows) { solve(columns, of: strip) }
  }

  private func solve(_ columns: Range<Int>, of strip: borrowing ForegroundStrip) {
    let x = columns.expanded(by: Self.lastRounds, within: source.width)
    let y = strip.rows.expanded(by: Self.lastRounds, within: source.height)
    var tile = ColorLayers(width: x.count, height: y.count)
    enlargement.setColors(of: tile, x: x, y: y, from: reduced)
    Scratch.with(4 * x.count) { (scratch: UnsafeMutablePointer<Float>) in
      for row in y {
        let target = tile.mixture.pixels(row - y.lowerBound)
        if strip.rows.contains(row) {
          source.mixture(at: row, x, into: target, scratch: scratch)
        } else {
          margins.row(row).mixture(at: 0, x, into: target, scratch: scratch)
        }
      }
    }
    tile.mixture.repeatEdge()
    tile.relax(rounds: Self.lastRounds, workers: .callerOnly)
    for row in strip.rows {
      let start = 4 * (columns.lowerBound - x.lowerBound)
      slh_replace_seen(
        strip.colors.row(row - strip.rows.lowerBound) + 3 * columns.lowerBound,
        tile.foreground.pixels(row - y.lowerBound) + start,
        tile.mixture.pixels(row - y.lowerBound) + start, columns.count)
    }
  }
}

/// A strip of rows with the person's colours where the picture's band is.
struct ForegroundStrip: ~Copyable {
  let rows: Range<Int>
  fileprivate let colors: Plane<Float>
  private let band: SoftBand

  fileprivate init(rows: Range<Int>, width: Int, band: SoftBand) {
    self.rows = rows
    self.band = band
    colors = Plane<Float>(width: width, height: rows.count, channels: 3)
  }

  /// Replaces the colours of a run of pixels of row `y` where they are estimated.
  func replace(
    _ target: UnsafeMutablePointer<Float>, _ columns: Range<Int>, row y: Int
  ) {
    let row = colors.row(y - rows.lowerBound)
    band.forEachRun(of: columns, row: y) { run in
      (target + 3 * (run.lowerBound - columns.lowerBound)).update(
        from: row + 3 * run.lowerBound, count: 3 * run.count)
    }
  }
}

extension Range<Int> {
  fileprivate func expanded(by margin: Int, within count: Int) -> Range<Int> {
    Swift.max(lowerBound - margin, 0)..<Swift.min(upperBound + margin, count)
  }
}
