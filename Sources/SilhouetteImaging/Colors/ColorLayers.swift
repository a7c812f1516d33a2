import CSilhouetteKernels

/// A picture of known alpha taken apart into the colours of the person and of the background.
///
/// All are maps of four channels with a border of one pixel that repeats the edge.
struct ColorLayers: ~Copyable {
  let width: Int
  let height: Int
  /// Red, green, blue and alpha.
  let mixture: Plane<Float>
  private(set) var foreground: Plane<Float>
  private(set) var background: Plane<Float>
  private var nextForeground: Plane<Float>
  private var nextBackground: Plane<Float>

  /// Maps with nothing in them yet.
  init(width: Int, height: Int) {
    func bordered() -> Plane<Float> {
      Plane<Float>(width: width + 2, height: height + 2, channels: 4)
    }
    self.width = width
    self.height = height
    mixture = bordered()
    foreground = bordered()
    background = bordered()
    nextForeground = bordered()
    nextBackground = bordered()
  }

  /// The colours of the next smaller level, interpolated.
  func setColors(from smaller: borrowing ColorLayers) {
    let enlargement = Enlargement(
      columns: ResamplingAxis(from: smaller.width, to: width),
      rows: ResamplingAxis(from: smaller.height, to: height))
    enlargement.setColors(of: self, x: 0..<width, y: 0..<height, from: smaller)
  }

  /// The mixture of the next larger level, averaged.
  func setMixture(from larger: borrowing ColorLayers) {
    let columns = ResamplingAxis(from: larger.width, to: width)
    let rows = ResamplingAxis(from: larger.height, to: height)
    Scratch.with(larger.mixture.rowCount) { (row: UnsafeMutablePointer<Float>) in
      for y in 0..<height {
        rows.blend(larger.mixture.row(1), rowCount: larger.mixture.rowCount, at: y, into: row)
        columns.gather(row + 4, channels: 4, into: mixture.pixels(y))
      }
    }
    mixture.repeatEdge()
  }

  /// The same two colours everywhere.
  func setColors(_ means: ColorMeans) {
    for index in 0..<foreground.rowCount * foreground.height {
      foreground.base[index] = means.foreground[index % 4]
      background.base[index] = means.background[index % 4]
    }
  }

  /// Draws the colours towards their neighbours' and the mixture. A pixel's colours depend on those
  /// that were `rounds` pixels around it.
  mutating func relax(rounds: Int, workers: Workers) {
    for _ in 0..<rounds {
      relax(workers: workers)
      swap(&foreground, &nextForeground)
      swap(&background, &nextBackground)
      foreground.repeatEdge()
      background.repeatEdge()
    }
  }

  private func relax(workers: Workers) {
    workers.forEachBand(of: height, minimum: 16) { band in
      for y in band {
        slh_relax_foreground(
          nextForeground.pixels(y), nextBackground.pixels(y), foreground.pixels(y),
          background.pixels(y), mixture.pixels(y), mixture.rowCount, width)
      }
    }
  }
}

/// The mean colours of the person and of the background: of all pixels, weighted by alpha and its rest.
struct ColorMeans {
  let foreground: [Float]
  let background: [Float]

  init(of layers: borrowing ColorLayers) {
    var sums = [Double](repeating: 0, count: 8)
    for y in 0..<layers.height { slh_sum_sides(&sums, layers.mixture.pixels(y), layers.width) }
    /// Where there is none of a side its colour is black, and of no influence.
    func mean(_ side: ArraySlice<Double>) -> [Float] {
      let weight = max(side[side.startIndex + 3], 1e-6)
      return side.map { Float($0 / weight) }
    }
    foreground = mean(sums[0..<4])
    background = mean(sums[4..<8])
  }
}

/// Colours of a smaller picture, interpolated.
struct Enlargement {
  let columns: ResamplingAxis
  let rows: ResamplingAxis

  /// Sets the colours of `part`, which lies at columns `x` and rows `y` of the larger picture.
  func setColors(
    of part: borrowing ColorLayers, x: Range<Int>, y: Range<Int>,
    from smaller: borrowing ColorLayers
  ) {
    set(part.foreground, x, y, from: smaller.foreground)
    set(part.background, x, y, from: smaller.background)
  }

  /// Sets the person's colours alone, without a border and without a fourth channel: columns `x` and
  /// rows `y` of the larger picture, at these columns of `target` and from its first row on.
  func setForeground(
    _ target: borrowing Plane<Float>, x: Range<Int>, y: Range<Int>,
    from smaller: borrowing ColorLayers
  ) {
    let source = smaller.foreground.pixels(0)
    let count = 4 * smaller.width
    Scratch.with(count + Scratch.padding + 4 * x.count) { (row: UnsafeMutablePointer<Float>) in
      let colors = row + count + Scratch.padding
      for position in y {
        rows.blend(
          source, rowCount: smaller.foreground.rowCount, count: count, at: position, into: row)
        columns.gather(row, channels: 4, x, into: colors)
        slh_drop_alpha(target.row(position - y.lowerBound) + 3 * x.lowerBound, colors, x.count)
      }
    }
  }

  private func set(
    _ part: borrowing Plane<Float>, _ x: Range<Int>, _ y: Range<Int>,
    from smaller: borrowing Plane<Float>
  ) {
    let first = Int(columns.firsts[x.lowerBound])
    let end = Int(columns.firsts[x.upperBound - 1]) + columns.tapCount
    let source = smaller.row(1) + 4 * (first + 1)
    Scratch.with(4 * (end - first)) { (row: UnsafeMutablePointer<Float>) in
      for position in y {
        rows.blend(
          source, rowCount: smaller.rowCount, count: 4 * (end - first), at: position, into: row)
        columns.gather(
          row - 4 * first, channels: 4, x, into: part.pixels(position - y.lowerBound))
      }
    }
    part.repeatEdge()
  }
}

/// Maps with a border of one pixel.
extension Plane<Float> {
  /// The first pixel of row `y` inside the border.
  func pixels(_ y: Int) -> UnsafeMutablePointer<Float> { row(y + 1) + channels }

  /// Lets the border repeat the pixels beside it.
  func repeatEdge() {
    for y in 1..<height - 1 {
      row(y).update(from: row(y) + channels, count: channels)
      (row(y) + rowCount - channels).update(from: row(y) + rowCount - 2 * channels, count: channels)
    }
    row(0).update(from: row(1), count: rowCount)
    row(height - 1).update(from: row(height - 2), count: rowCount)
  }
}
