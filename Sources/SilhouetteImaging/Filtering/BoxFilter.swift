import CSilhouetteKernels

/// Sums over square windows, cut at the map's edges; the cost does not depend on the radius.
///
/// Rows stream through: only `2 · radius + 1` rows of horizontal sums are kept for each band. Sums
/// slide, so their last bits depend on where a band starts; bands therefore have a fixed height,
/// never one that depends on the number of threads.
struct BoxFilter {
  let width: Int
  let height: Int
  /// Interleaved.
  let channels: Int
  let radius: Int

  /// For each column how many columns its window holds.
  var columnCounts: [Float] {
    (0..<width).map { Float(min($0 + radius, width - 1) - max($0 - radius, 0) + 1) }
  }

  /// How many rows the window of row `y` holds.
  func rowCount(at y: Int) -> Int {
    min(y + radius, height - 1) - max(y - radius, 0) + 1
  }

  /// Calls `fill` to get rows of the map and `use` with each row of sums.
  ///
  /// Both are called on several threads at a time; a row may be asked for more than once.
  func forEachRow(
    workers: Workers, fill: (Int, UnsafeMutablePointer<Double>) -> Void,
    use: (Int, UnsafePointer<Double>) -> Void
  ) {
    let bandHeight = max(32, 4 * radius)
    let bandCount = (height + bandHeight - 1) / bandHeight
    workers.forEachBand(of: bandCount, minimum: 1) { bands in
      for band in bands {
        let start = band * bandHeight
        stream(start..<min(start + bandHeight, height), fill: fill, use: use)
      }
    }
  }

  private func stream(
    _ rows: Range<Int>, fill: (Int, UnsafeMutablePointer<Double>) -> Void,
    use: (Int, UnsafePointer<Double>) -> Void
  ) {
    let count = width * channels
    let ring = Plane<Double>(width: count, height: min(2 * radius + 2, height))
    let input = Plane<Double>(width: count, height: 1)
    let sums = Plane<Double>(width: count, height: 1)
    sums.base.initialize(repeating: 0, count: count)
    var entered = max(rows.lowerBound - radius, 0)
    for y in rows {
      while entered <= min(y + radius, height - 1) {
        fill(entered, input.base)
        let row = ring.row(entered % ring.height)
        slh_box_row(row, input.base, width, channels, radius)
        slh_slide_rows(sums.base, row, nil, count)
        entered += 1
      }
      if y > rows.lowerBound, y - radius - 1 >= 0 {
        slh_slide_rows(sums.base, nil, ring.row((y - radius - 1) % ring.height), count)
      }
      use(y, sums.base)
    }
  }
}
