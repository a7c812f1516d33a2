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
  let source: AlphaRows
  private let band: SoftBand
  /// The largest reduced copy, solved.
  private let reduced: ColorLayers
  private let enlargement: Enlargement
  private let tileSide: Int
  private let margins: StripMargins
  private let fillsMargin: Bool

  static let standardTileSide = 64
  /// The height of a tile: the lower, the less lies in it beside the soft pixels.
  private static let tileHeight = 16
  /// Rounds at full size, and so how far around a tile its colours depend on the picture.
  private static let lastRounds = 2
  /// Cells of the reduced copy on either side of the band's that tiles and interpolation read.
  private static let reach = lastRounds + 2

  /// - Parameters:
  ///   - isInPlace: whether pixels are written while others are still estimated.
  ///   - fillsMargin: whether pixels of alpha 0 near soft ones are asked for too.
  ///   - tileSide: the height of a strip and the width of a tile; of no influence on the result.
  init(
    _ source: AlphaRows, _ choice: ForegroundColors, isInPlace: Bool, fillsMargin: Bool,
    tileSide: Int = standardTileSide, workers: Workers
  ) {
    self.source = source
    self.tileSide = tileSide
    self.fillsMargin = fillsMargin
    switch choice {
    case .photo:
      reduced = ColorLayers(width: 1, height: 1)
      band = SoftBand(emptyOf: source.width, height: source.height)
    case .estimated:
      let size = Self.reducedSize(of: source)
      let alpha = Self.sampledAlpha(of: source, width: size.width, height: size.height, workers)
      band = SoftBand(
        of: alpha, width: source.width, height: source.height, hasMargin: fillsMargin)
      reduced =
        band.isEmpty
        ? ColorLayers(width: 1, height: 1)
        : Self.solved(
          Self.sampled(source, alpha: alpha, workers),
          around: Surroundings(of: band.runs(onlySoft: !fillsMargin), reach: Self.reach), workers)
    }
    margins = StripMargins(
      source, isInPlace: isInPlace && choice == .estimated, stripHeight: tileSide,
      depth: Self.lastRounds)
    enlargement = Enlargement(from: reduced, width: source.width, height: source.height)
  }

  /// Calls `body` with strips that cover the picture, on several threads at a time.
  func forEachStrip(workers: Workers, _ body: (borrowing ForegroundStrip) -> Void) {
    let count = (source.height + tileSide - 1) / tileSide
    workers.forEachBand(of: count, minimum: 1) { strips in
      var strip = ForegroundStrip(width: source.width, height: tileSide)
      var tile = ColorLayers(
        width: min(tileSide + 2 * Self.lastRounds, source.width),
        height: min(Self.tileHeight + 2 * Self.lastRounds, source.height))
      for index in strips {
        let start = index * tileSide
        strip.rows = start..<min(start + tileSide, source.height)
        estimate(strip, &tile)
        body(strip)
      }
    }
  }

  /// Calls `body` with the runs of row `y` whose colours are estimated, and these colours.
  func forEachRun(
    of columns: Range<Int>, row y: Int, in strip: borrowing ForegroundStrip,
    _ body: (Range<Int>, UnsafePointer<Float>) -> Void
  ) {
    let row = strip.row(y)
    band.forEachRun(of: columns, row: y) { body($0, row + 3 * $0.lowerBound) }
  }

  /// Replaces the colours of a run of pixels of row `y` where they are estimated.
  func replace(
    _ target: UnsafeMutablePointer<Float>, _ columns: Range<Int>, row y: Int,
    in strip: borrowing ForegroundStrip
  ) {
    forEachRun(of: columns, row: y, in: strip) { run, colors in
      (target + 3 * (run.lowerBound - columns.lowerBound)).update(
        from: colors, count: 3 * run.count)
    }
  }

  /// Sets the colours of a strip where the band is: those of the reduced copy where alpha is 0, which
  /// nobody sees at once, and elsewhere solved at full size.
  private func estimate(_ strip: borrowing ForegroundStrip, _ tile: inout ColorLayers) {
    for start in stride(from: strip.rows.lowerBound, to: strip.rows.upperBound, by: Self.tileHeight)
    {
      let rows = start..<min(start + Self.tileHeight, strip.rows.upperBound)
      if fillsMargin {
        band.forEachRun(in: rows, onlySoft: false, gap: 16) { run in
          enlargement.setForeground(
            strip.row(start), stride: 3 * source.width, x: run, y: rows, from: reduced)
        }
      }
      band.forEachRun(in: rows, onlySoft: true, gap: 2 * Self.lastRounds) { run in
        for left in stride(from: run.lowerBound, to: run.upperBound, by: tileSide) {
          solve(left..<min(left + tileSide, run.upperBound), rows, of: strip, &tile)
        }
      }
    }
  }

  private func solve(
    _ columns: Range<Int>, _ rows: Range<Int>, of strip: borrowing ForegroundStrip,
    _ tile: inout ColorLayers
  ) {
    let x = columns.expanded(by: Self.lastRounds, within: source.width)
    let y = rows.expanded(by: Self.lastRounds, within: source.height)
    tile.resize(width: x.count, height: y.count)
    enlargement.setColors(of: tile, at: (0, 0), x: x, y: y, from: reduced)
    tile.repeatEdges()
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
    tile.repeatMixtureEdge()
    // The last round is of the pixels that are asked for, each before it of one more on every side.
    for margin in (0..<Self.lastRounds).reversed() {
      let across = columns.expanded(by: margin, within: source.width)
      let down = rows.expanded(by: margin, within: source.height)
      let area = PixelRect(
        x: across.lowerBound - x.lowerBound, y: down.lowerBound - y.lowerBound,
        width: across.count, height: down.count)
      tile.relax(in: [area], workers: .callerOnly)
    }
    for row in rows {
      let start = 4 * (columns.lowerBound - x.lowerBound)
      slh_replace_seen(
        strip.row(row) + 3 * columns.lowerBound,
        tile.foreground.pixels(row - y.lowerBound) + start,
        tile.mixture.pixels(row - y.lowerBound) + start, columns.count)
    }
  }
}

/// A strip of rows with the person's colours where the picture's band is.
struct ForegroundStrip: ~Copyable {
  fileprivate(set) var rows: Range<Int>
  private let colors: Plane<Float>

  fileprivate init(width: Int, height: Int) {
    rows = 0..<0
    colors = Plane<Float>(width: width, height: height, channels: 3)
  }

  /// The colours of row `y` of the picture.
  fileprivate func row(_ y: Int) -> UnsafeMutablePointer<Float> {
    colors.row(y - rows.lowerBound)
  }
}

extension Range<Int> {
  fileprivate func expanded(by margin: Int, within count: Int) -> Range<Int> {
    Swift.max(lowerBound - margin, 0)..<Swift.min(upperBound + margin, count)
  }
}
