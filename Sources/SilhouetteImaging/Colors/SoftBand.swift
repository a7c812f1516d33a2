import CSilhouetteKernels

/// Where a picture's alpha is soft, and a margin outwards from that, in cells of a reduced picture.
///
/// Pixels of alpha 0 in the margin have colours too, so that whoever resamples a cut-out mixes the
/// person's colours with the person's.
struct SoftBand: ~Copyable {
  /// 255 or 0 for each cell, row after row.
  private let isSoft: Plane<UInt8>
  private let isNear: Plane<UInt8>
  private let height: Int
  /// The first pixel column of each cell, and the picture's width.
  private let starts: [Int]
  private let cells: [Int32]

  private var cellColumns: Int { isSoft.width }
  private var cellRows: Int { isSoft.height }

  /// The margin as a share of the short side.
  private static let margin = 0.04
  /// From this mean on a cell is full: sums of areas are off by the last bits.
  private static let full: Float = 0.9999

  /// The band of a picture of the given size, found on a reduced copy of its alpha.
  ///
  /// - Parameter hasMargin: without one, the band is the soft part alone.
  init(of alpha: borrowing Plane<Float>, width: Int, height: Int, hasMargin: Bool) {
    let (columns, rows) = (alpha.width, alpha.height)
    isSoft = Plane(width: columns, height: rows)
    isNear = Plane(width: columns, height: rows)
    let isFull = Plane<UInt8>(width: columns, height: rows)
    slh_flag_alpha(isSoft.base, isFull.base, alpha.base, Self.full, columns * rows)
    if hasMargin {
      let reach = max(1, Int(Double(min(columns, rows)) * Self.margin + 0.5))
      Self.spread(isSoft, into: isNear, by: reach)
      slh_clear_bytes(isNear.base, isFull.base, columns * rows)
    } else {
      isNear.base.update(from: isSoft.base, count: columns * rows)
    }
    self.height = height
    // A pixel belongs to the cell that its centre lies in: (2x + 1) · columns ≥ 2 · width · cell.
    starts = (0...columns).map { (2 * width * $0 + columns - 1) / (2 * columns) }
    cells = (0..<width).map { Int32((2 * $0 + 1) * columns / (2 * width)) }
  }

  /// No pixel at all.
  init(emptyOf width: Int, height: Int) {
    isSoft = Plane(width: 1, height: 1)
    isNear = Plane(width: 1, height: 1)
    isSoft.base.pointee = 0
    isNear.base.pointee = 0
    self.height = height
    starts = [0, width]
    cells = [Int32](repeating: 0, count: width)
  }

  var isEmpty: Bool {
    let count = cellColumns * cellRows
    return slh_run_end_u8(isSoft.base, 0, count, 1, false) == count
  }

  /// Calls `body` with runs of columns that hold every pixel of some rows that lies in the band or, of
  /// those alone whose alpha is not 0, in its soft part. Between two runs lie at least `gap` columns.
  func forEachRun(
    in rows: Range<Int>, onlySoft: Bool, gap: Int, _ body: (Range<Int>) -> Void
  ) {
    let flags = row(mergedFrom: rows, onlySoft: onlySoft)
    var run: Range<Int>?
    Self.forEachRun(of: flags.base, count: cellColumns) { cells in
      let found = starts[cells.lowerBound]..<starts[cells.upperBound]
      if let last = run, found.lowerBound - last.upperBound < gap {
        run = last.lowerBound..<found.upperBound
      } else {
        if let last = run, !last.isEmpty { body(last) }
        run = found
      }
    }
    if let last = run, !last.isEmpty { body(last) }
  }

  /// Calls `body` with the runs of row `y` that lie in the band.
  func forEachRun(of columns: Range<Int>, row y: Int, _ body: (Range<Int>) -> Void) {
    let row = isNear.row(cellRow(y))
    var start = columns.lowerBound
    while start < columns.upperBound {
      let first = cell(start)
      let next = slh_run_end_u8(row, first, cellColumns, 1, row[first] != 0)
      let end = min(starts[next], columns.upperBound)
      if row[first] != 0 { body(start..<end) }
      start = end
    }
  }

  /// The runs of cells that lie in the band or, of those alone, in its soft part.
  func runs(onlySoft: Bool) -> [PixelRect] {
    let flags = onlySoft ? isSoft.base : isNear.base
    var runs: [PixelRect] = []
    for y in 0..<cellRows {
      Self.forEachRun(of: flags + y * cellColumns, count: cellColumns) { run in
        runs.append(PixelRect(x: run.lowerBound, y: y, width: run.count, height: 1))
      }
    }
    return runs
  }

  private func row(mergedFrom rows: Range<Int>, onlySoft: Bool) -> Plane<UInt8> {
    let merged = Plane<UInt8>(width: cellColumns, height: 1)
    merged.base.initialize(repeating: 0, count: cellColumns)
    for y in cellRow(rows.lowerBound)...cellRow(rows.upperBound - 1) {
      slh_or_bytes(merged.base, onlySoft ? isSoft.row(y) : isNear.row(y), cellColumns)
    }
    return merged
  }

  private static func forEachRun(
    of flags: UnsafePointer<UInt8>, count: Int, _ body: (Range<Int>) -> Void
  ) {
    var start = 0
    while start < count {
      let end = slh_run_end_u8(flags, start, count, 1, flags[start] != 0)
      if flags[start] != 0 { body(start..<end) }
      start = end
    }
  }

  private func cell(_ x: Int) -> Int { Int(cells[x]) }

  private func cellRow(_ y: Int) -> Int { (2 * y + 1) * cellRows / (2 * height) }

  /// Sets all cells that are at most `reach` rows and columns from a set one.
  private static func spread(
    _ source: borrowing Plane<UInt8>, into target: borrowing Plane<UInt8>, by reach: Int
  ) {
    let (width, height) = (source.width, source.height)
    let wide = Plane<UInt8>(width: width, height: height)
    for y in 0..<height {
      let (row, result) = (source.row(y), wide.row(y))
      result.update(from: row, count: width)
      for shift in 1...reach where shift < width {
        slh_or_bytes(result + shift, row, width - shift)
        slh_or_bytes(result, row + shift, width - shift)
      }
    }
    for y in 0..<height {
      target.row(y).initialize(repeating: 0, count: width)
      for near in max(y - reach, 0)...min(y + reach, height - 1) {
        slh_or_bytes(target.row(y), wide.row(near), width)
      }
    }
  }
}
