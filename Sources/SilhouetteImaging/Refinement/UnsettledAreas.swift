import CSilhouetteKernels

extension Plane<Float> {
  /// Areas that hold every point within `reach` rows and columns of which the map is neither all 0
  /// nor all 1, and few others; they do not overlap. Those of a smaller reach lie within them.
  func unsettledAreas(reach: Int) -> [PixelRect] {
    let isNear = unsettled(reach: reach)
    var areas: [PixelRect] = []
    for top in stride(from: 0, to: height, by: Unsettled.bandHeight) {
      let rows = top..<min(top + Unsettled.bandHeight, height)
      for run in isNear.runs(of: rows, closing: Unsettled.gap) {
        let first = rows.first { isNear.hasBit(row: $0, run) } ?? top
        let last = rows.last { isNear.hasBit(row: $0, run) } ?? top
        areas.append(
          PixelRect(x: run.lowerBound, y: first, width: run.count, height: last - first + 1))
      }
    }
    return areas
  }

  /// Set where some value within reach is above 0 and some below 1.
  private func unsettled(reach: Int) -> BitMap {
    let positive = BitMap(width: width, height: height)
    let partial = BitMap(width: width, height: height)
    for y in 0..<height { slh_flag_unsettled(positive.row(y), partial.row(y), row(y), width) }
    positive.spread(by: reach)
    partial.spread(by: reach)
    positive.formIntersection(partial)
    return positive
  }
}

/// Higher areas need fewer rows around them, lower ones follow an edge more closely; and two that lie close
/// together would read the same columns.
private enum Unsettled {
  static let bandHeight = 16
  static let gap = 16
  static let cellSide = 8
}

extension [PixelRect] {
  /// Areas of a map that hold these and what lies within `reach` rows and columns, and few others;
  /// they do not overlap.
  func widened(by reach: Int, width: Int, height: Int) -> [PixelRect] {
    let side = Unsettled.cellSide
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
