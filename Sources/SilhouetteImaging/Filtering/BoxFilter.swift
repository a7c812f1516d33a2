import CSilhouetteKernels

/// Sums over square windows, cut at the map's edges; the cost does not depend on the radius.
///
/// Rows stream through: only `2 · radius + 1` rows of horizontal sums are kept for each area. Sums
/// slide, so their last bits depend on where an area starts; areas therefore depend on the map alone,
/// never on the number of threads.
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
    forEachRow(in: bands, workers: workers) { y, _, row in
      fill(y, row)
    } use: { y, _, sums in
      use(y, sums)
    }
  }

  /// The same for some areas of the map alone: `fill` and `use` are told which columns of a row are
  /// wanted, and their pointers are to the first of these.
  func forEachRow(
    in areas: [PixelRect], workers: Workers,
    fill: (Int, Range<Int>, UnsafeMutablePointer<Double>) -> Void,
    use: (Int, Range<Int>, UnsafePointer<Double>) -> Void
  ) {
    workers.forEachBand(of: areas.count, minimum: 1) { indices in
      for index in indices { stream(areas[index], fill: fill, use: use) }
    }
  }

  /// The whole map in areas as high as is worth the rows above and below that each of them needs.
  private var bands: [PixelRect] {
    let bandHeight = max(32, 4 * radius)
    return stride(from: 0, to: height, by: bandHeight).map {
      PixelRect(x: 0, y: $0, width: width, height: min(bandHeight, height - $0))
    }
  }

  private func stream(
    _ area: PixelRect, fill: (Int, Range<Int>, UnsafeMutablePointer<Double>) -> Void,
    use: (Int, Range<Int>, UnsafePointer<Double>) -> Void
  ) {
    let columns = area.columns
    let read = max(area.x - radius, 0)..<min(columns.upperBound + radius, width)
    let count = read.count * channels
    let ring = Plane<Double>(width: count, height: min(2 * radius + 2, height))
    let input = Plane<Double>(width: count, height: 1)
    let sums = Plane<Double>(width: count, height: 1)
    sums.base.initialize(repeating: 0, count: count)
    let first = sums.base + (area.x - read.lowerBound) * channels
    var entered = max(area.y - radius, 0)
    for y in area.y..<area.y + area.height {
      while entered <= min(y + radius, height - 1) {
        fill(entered, read, input.base)
        let row = ring.row(entered % ring.height)
        slh_box_row(row, input.base, read.count, channels, radius)
        slh_slide_rows(sums.base, row, nil, count)
        entered += 1
      }
      if y > area.y, y - radius - 1 >= 0 {
        slh_slide_rows(sums.base, nil, ring.row((y - radius - 1) % ring.height), count)
      }
      use(y, columns, first)
    }
  }
}
