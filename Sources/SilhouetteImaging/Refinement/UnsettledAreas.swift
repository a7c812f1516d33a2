import CSilhouetteKernels

extension Plane<Float> {
  /// Areas that hold every point within `reach` rows and columns of which the map is neither all 0
  /// nor all 1, and few others; they do not overlap.
  func unsettledAreas(reach: Int) -> [PixelRect] {
    var areas: [PixelRect] = []
    for top in stride(from: 0, to: height, by: Unsettled.bandHeight) {
      let bottom = min(top + Unsettled.bandHeight, height)
      let rows = max(top - reach, 0)..<min(bottom + reach, height)
      for run in unsettledRuns(of: rows, reach: reach) {
        areas.append(PixelRect(x: run.lowerBound, y: top, width: run.count, height: bottom - top))
      }
    }
    return areas
  }

  /// Runs of whole cells.
  private func unsettledRuns(of rows: Range<Int>, reach: Int) -> [Range<Int>] {
    var low = [Float](repeating: 1, count: width)
    var high = [Float](repeating: 0, count: width)
    for y in rows { slh_extend_extremes(&low, &high, row(y), width) }
    var runs: [Range<Int>] = []
    for start in stride(from: 0, to: width, by: Unsettled.cellWidth) {
      let cell = start..<min(start + Unsettled.cellWidth, width)
      let seen = max(start - reach, 0)..<min(cell.upperBound + reach, width)
      var (least, most): (Float, Float) = (1, 0)
      for x in seen { (least, most) = (min(least, low[x]), max(most, high[x])) }
      guard least < 1 && most > 0 else { continue }
      if let last = runs.last, last.upperBound == start {
        runs[runs.count - 1] = last.lowerBound..<cell.upperBound
      } else {
        runs.append(cell)
      }
    }
    return runs
  }
}

/// Higher areas need fewer rows around them, narrower cells follow an edge more closely.
private enum Unsettled {
  static let bandHeight = 32
  static let cellWidth = 8
}

extension [PixelRect] {
  /// Areas of a map that hold these and what lies within `reach` rows and columns, and few others;
  /// they do not overlap.
  func widened(by reach: Int, width: Int, height: Int) -> [PixelRect] {
    let side = Unsettled.cellWidth
    let columnCount = (width + side - 1) / side
    let rowCount = (height + side - 1) / side
    var isNear = [Bool](repeating: false, count: columnCount * rowCount)
    for area in self {
      let last = (x: area.x + area.width - 1 + reach, y: area.y + area.height - 1 + reach)
      for row in Swift.max(area.y - reach, 0) / side...Swift.min(last.y / side, rowCount - 1) {
        let cells = Swift.max(area.x - reach, 0) / side...Swift.min(last.x / side, columnCount - 1)
        for column in cells { isNear[row * columnCount + column] = true }
      }
    }
    var areas: [PixelRect] = []
    for row in 0..<rowCount {
      var column = 0
      while column < columnCount {
        let first = column
        while column < columnCount, isNear[row * columnCount + column] { column += 1 }
        if column > first {
          let (x, y) = (first * side, row * side)
          areas.append(
            PixelRect(
              x: x, y: y, width: Swift.min(column * side, width) - x,
              height: Swift.min(side, height - y)))
        }
        column += 1
      }
    }
    return areas
  }
}
