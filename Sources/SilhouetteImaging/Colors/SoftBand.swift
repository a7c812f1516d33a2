import CSilhouetteKernels

/// Where a picture's alpha is soft, and a margin outwards from that, in cells of a reduced picture.
///
/// Pixels of alpha 0 in the margin have colours too, so that whoever resamples a cut-out mixes the
/// person's colours with the person's.
struct SoftBand: ~Copyable {
  private let soft: BitMap
  private let near: BitMap
  private let width: Int
  private let height: Int
  /// The first pixel column of each cell, and the picture's width.
  private let starts: [Int]

  /// The margin as a share of the short side.
  private static let margin = 0.04
  /// From this mean on a cell is full: sums of areas are off by the last bits.
  private static let full: Float = 0.9999

  /// The band of a picture of the given size, found on a reduced copy of its alpha.
  ///
  /// - Parameter hasMargin: without one, the band is the soft part alone.
  init(of alpha: borrowing Plane<Float>, width: Int, height: Int, hasMargin: Bool) {
    let (columns, rows) = (alpha.width, alpha.height)
    soft = BitMap(width: columns, height: rows)
    near = BitMap(width: columns, height: rows)
    let isPartial = BitMap(width: columns, height: rows)
    for y in 0..<rows {
      slh_flag_between(soft.row(y), isPartial.row(y), alpha.row(y), Self.full, columns)
    }
    soft.formIntersection(isPartial)
    near.formUnion(soft)
    if hasMargin {
      near.spread(by: max(1, Int(Double(min(columns, rows)) * Self.margin + 0.5)))
      near.formIntersection(isPartial)
    }
    self.width = width
    self.height = height
    // A pixel belongs to the cell that its centre lies in: (2x + 1) · columns ≥ 2 · width · cell.
    starts = (0...columns).map { (2 * width * $0 + columns - 1) / (2 * columns) }
  }

  /// No pixel at all.
  init(emptyOf width: Int, height: Int) {
    soft = BitMap(width: 1, height: 1)
    near = BitMap(width: 1, height: 1)
    self.width = width
    self.height = height
    starts = [0, width]
  }

  var isEmpty: Bool { soft.isEmpty }

  /// Calls `body` with runs of columns that hold every pixel of some rows that lies in the band or, of
  /// those alone whose alpha is not 0, in its soft part. Between two runs lie at least `gap` columns.
  func forEachRun(
    in rows: Range<Int>, onlySoft: Bool, gap: Int, _ body: (Range<Int>) -> Void
  ) {
    let cells = cellRow(rows.lowerBound)..<cellRow(rows.upperBound - 1) + 1
    var run: Range<Int>?
    func extend(by found: Range<Int>) {
      if let last = run, found.lowerBound - last.upperBound < gap {
        run = last.lowerBound..<found.upperBound
      } else {
        if let last = run, !last.isEmpty { body(last) }
        run = found
      }
    }
    withMap(onlySoft: onlySoft) { map in
      map.forEachRun(of: 0..<map.width, rows: cells, closing: 1) { extend(by: columns(of: $0)) }
    }
    if let last = run, !last.isEmpty { body(last) }
  }

  /// Calls `body` with the runs of row `y` that lie in the band.
  func forEachRun(of columns: Range<Int>, row y: Int, _ body: (Range<Int>) -> Void) {
    guard !columns.isEmpty else { return }
    let row = cellRow(y)
    let cells = cell(columns.lowerBound)..<cell(columns.upperBound - 1) + 1
    near.forEachRun(of: cells, rows: row..<row + 1, closing: 1) { cells in
      body(self.columns(of: cells).clamped(to: columns))
    }
  }

  /// The runs of cells that lie in the band or, of those alone, in its soft part.
  func runs(onlySoft: Bool) -> [PixelRect] {
    withMap(onlySoft: onlySoft) { $0.areas(bandHeight: 1, closing: 1) }
  }

  private func withMap<Result>(
    onlySoft: Bool, _ body: (borrowing BitMap) -> Result
  ) -> Result {
    onlySoft ? body(soft) : body(near)
  }

  private func columns(of cells: Range<Int>) -> Range<Int> {
    starts[cells.lowerBound]..<starts[cells.upperBound]
  }

  private func cell(_ x: Int) -> Int { (2 * x + 1) * soft.width / (2 * width) }

  private func cellRow(_ y: Int) -> Int { (2 * y + 1) * soft.height / (2 * height) }
}
