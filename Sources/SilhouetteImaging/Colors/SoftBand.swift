/// Where a picture's alpha is soft, and a margin outwards from that, in cells of a reduced picture.
///
/// Pixels of alpha 0 in the margin have colours too, so that whoever resamples a cut-out mixes the
/// person's colours with the person's.
struct SoftBand {
  private let isSoft: [Bool]
  private let isNear: [Bool]
  private let cellColumns: Int
  private let cellRows: Int
  private let height: Int
  /// The first pixel column of each cell, and the picture's width.
  private let starts: [Int]
  private let cells: [Int32]

  /// The margin as a share of the short side.
  private static let margin = 0.04
  /// From this mean on a cell is full: sums of areas are off by the last bits.
  private static let full: Float = 0.9999

  /// The band of a picture of the given size, found on a reduced copy.
  init(of reduced: borrowing ColorLayers, width: Int, height: Int) {
    let (columns, rows) = (reduced.width, reduced.height)
    var isSoft = [Bool](repeating: false, count: columns * rows)
    var isFull = isSoft
    for y in 0..<rows {
      let pixels = reduced.mixture.pixels(y)
      for x in 0..<columns {
        let alpha = pixels[4 * x + 3]
        isSoft[y * columns + x] = alpha > 0 && alpha < Self.full
        isFull[y * columns + x] = alpha >= Self.full
      }
    }
    let reach = max(1, Int(Double(min(columns, rows)) * Self.margin + 0.5))
    var isNear = isSoft
    Self.spread(&isNear, lines: rows, lineStep: columns, count: columns, step: 1, by: reach)
    Self.spread(&isNear, lines: columns, lineStep: 1, count: rows, step: columns, by: reach)
    for cell in isFull.indices where isFull[cell] { isNear[cell] = false }
    self.isSoft = isSoft
    self.isNear = isNear
    cellColumns = columns
    cellRows = rows
    self.height = height
    // A pixel belongs to the cell that its centre lies in: (2x + 1) · columns ≥ 2 · width · cell.
    let starts = (0...columns).map { (2 * width * $0 + columns - 1) / (2 * columns) }
    self.starts = starts
    cells = (0..<width).map { Int32((2 * $0 + 1) * columns / (2 * width)) }
  }

  /// No pixel at all.
  init(emptyOf width: Int, height: Int) {
    isSoft = [false]
    isNear = [false]
    (cellColumns, cellRows) = (1, 1)
    self.height = height
    starts = [0, width]
    cells = [Int32](repeating: 0, count: width)
  }

  /// Whether a rectangle of pixels holds any of the band.
  func touches(_ columns: Range<Int>, _ rows: Range<Int>) -> Bool {
    holds(isNear, columns, rows)
  }

  /// Whether it holds any pixels of the band whose alpha is not 0.
  func isSoft(_ columns: Range<Int>, _ rows: Range<Int>) -> Bool { holds(isSoft, columns, rows) }

  private func holds(_ cells: [Bool], _ columns: Range<Int>, _ rows: Range<Int>) -> Bool {
    let cellColumns = cell(columns.lowerBound)...cell(columns.upperBound - 1)
    for y in cellRow(rows.lowerBound)...cellRow(rows.upperBound - 1) {
      for x in cellColumns where cells[y * self.cellColumns + x] { return true }
    }
    return false
  }

  /// Calls `body` with the runs of row `y` that lie in the band.
  func forEachRun(of columns: Range<Int>, row y: Int, _ body: (Range<Int>) -> Void) {
    let line = cellRow(y) * cellColumns
    var start = columns.lowerBound
    while start < columns.upperBound {
      let first = cell(start)
      var next = first + 1
      while next < cellColumns, isNear[line + next] == isNear[line + first] { next += 1 }
      let end = min(starts[next], columns.upperBound)
      if isNear[line + first] { body(start..<end) }
      start = end
    }
  }

  private func cell(_ x: Int) -> Int { Int(cells[x]) }

  private func cellRow(_ y: Int) -> Int { (2 * y + 1) * cellRows / (2 * height) }

  /// Makes all cells true that are at most `reach` from a true one of their line.
  private static func spread(
    _ cells: inout [Bool], lines: Int, lineStep: Int, count: Int, step: Int, by reach: Int
  ) {
    for line in 0..<lines {
      let base = line * lineStep
      let source = (0..<count).map { cells[base + $0 * step] }
      var (before, after) = (reach, reach)  // cells since the last true one
      for position in 0..<count {
        before = source[position] ? 0 : before + 1
        if before <= reach { cells[base + position * step] = true }
        let mirrored = count - 1 - position
        after = source[mirrored] ? 0 : after + 1
        if after <= reach { cells[base + mirrored * step] = true }
      }
    }
  }
}
