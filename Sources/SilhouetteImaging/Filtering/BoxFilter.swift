import CSilhouetteKernels

/// Sums over square windows, cut at the map's edges; the cost hardly depends on the radius.
///
/// Rows stream through: only `2 · radius + 2` rows of horizontal sums are kept for each area. Vertical
/// sums slide: whole ones are exact, and of others the last bits depend on where an area starts; areas
/// therefore depend on the map alone, never on the number of threads.
struct BoxFilter<Number: BoxNumber> {
  let width: Int
  let height: Int
  /// Numbers of a pixel that lie side by side.
  let channels: Int
  /// Numbers of a pixel that lie in rows of their own.
  let planes: Int
  let radius: Int

  init(width: Int, height: Int, channels: Int = 1, planes: Int = 1, radius: Int) {
    self.width = width
    self.height = height
    self.channels = channels
    self.planes = planes
    self.radius = radius
  }

  /// Some columns of a row.
  struct Row {
    let y: Int
    let columns: Range<Int>
    /// The first of these columns.
    let values: UnsafeMutablePointer<Number>
    /// From one plane to the next.
    let step: Int
  }

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
  func forEachRow(workers: Workers, fill: (Row) -> Void, use: (Row) -> Void) {
    forEachRow(in: bands, workers: workers, fill: fill, use: use)
  }

  /// The same for some areas of the map alone.
  func forEachRow(
    in areas: [PixelRect], workers: Workers, fill: (Row) -> Void, use: (Row) -> Void
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

  /// A plane of a row is followed by the next one, with zeros for what a window has outside the map: so
  /// all planes are one row to the kernels.
  private func stream(_ area: PixelRect, fill: (Row) -> Void, use: (Row) -> Void) {
    let reach = min(radius, width)
    let margin = reach * channels
    // Rows of whole cache lines.
    let line = 64 / MemoryLayout<Number>.stride
    let step = (area.width * channels + 2 * margin + line - 1) / line * line
    let count = planes * step
    let read = max(area.x - reach, 0)..<min(area.x + area.width + reach, width)
    let ring = Plane<Number>(width: count, height: min(2 * radius + 2, height))
    let work = Plane<Number>(width: count + 2 * margin + Self.readAhead, height: 3)
    let (input, sums) = (work.row(0), work.row(1))
    work.base.initialize(repeating: .zero, count: 2 * work.width)
    let first = input + (read.lowerBound - area.x + reach) * channels
    var entered = max(area.y - radius, 0)
    for y in area.rows {
      var leaving = y > area.y && y > radius ? ring.row((y - radius - 1) % ring.height) : nil
      while entered <= min(y + radius, height - 1) {
        fill(Row(y: entered, columns: read, values: first, step: step))
        Number.enterBox(
          sums, ring.row(entered % ring.height), leaving, input, work.row(2), count, channels,
          2 * reach + 1)
        leaving = nil
        entered += 1
      }
      if let leaving { Number.leaveBox(sums, leaving, count) }
      use(Row(y: y, columns: area.columns, values: sums, step: step))
    }
  }

  /// Numbers behind its input that the kernel may read.
  private static var readAhead: Int { 256 / MemoryLayout<Number>.stride }
}
