import CSilhouetteKernels

/// A picture of known alpha taken apart into the colours of the person and of the background.
///
/// All are maps of four channels with a border of one pixel that repeats the edge.
struct ColorLayers: ~Copyable {
  private(set) var width: Int
  private(set) var height: Int
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

  /// Takes another size. Nothing in it means anything any more.
  ///
  /// - Precondition: the size is no larger than the one it was made for, whatever the picture: callers
  ///   cut tiles to it.
  mutating func resize(width: Int, height: Int) {
    precondition(width + 2 <= mixture.width && height + 2 <= mixture.height)
    self.width = width
    self.height = height
  }

  /// The colours of the next smaller level, interpolated, in some areas alone.
  func setColors(from smaller: borrowing ColorLayers, in areas: [PixelRect]) {
    let enlargement = Enlargement(from: smaller, width: width, height: height)
    for area in areas {
      enlargement.setColors(
        of: self, at: (area.x, area.y), x: area.columns, y: area.rows, from: smaller)
    }
    repeatEdges()
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
    repeatEdge(of: mixture)
  }

  /// The same two colours everywhere.
  func setColors(_ means: ColorMeans) {
    for index in 0..<foreground.rowCount * foreground.height {
      foreground.base[index] = means.foreground[index % 4]
      background.base[index] = means.background[index % 4]
    }
  }

  /// Draws the colours one round towards their neighbours' and the mixture, in some areas alone;
  /// elsewhere they mean nothing any more. A pixel's colours depend on those beside it.
  mutating func relax(in areas: [PixelRect], workers: Workers) {
    setNext(in: areas, workers: workers)
    swap(&foreground, &nextForeground)
    swap(&background, &nextBackground)
    repeatEdges()
  }

  private func setNext(in areas: [PixelRect], workers: Workers) {
    workers.forEachBand(of: areas.count, minimum: 1) { indices in
      for index in indices {
        let area = areas[index]
        for y in area.rows {
          let start = 4 * area.x
          slh_relax_foreground(
            nextForeground.pixels(y) + start, nextBackground.pixels(y) + start,
            foreground.pixels(y) + start, background.pixels(y) + start,
            mixture.pixels(y) + start, mixture.rowCount, area.width)
        }
      }
    }
  }

  /// Lets the borders repeat the pixels beside them.
  func repeatEdges() {
    repeatEdge(of: foreground)
    repeatEdge(of: background)
  }

  /// The same of the mixture alone.
  func repeatMixtureEdge() { repeatEdge(of: mixture) }

  private func repeatEdge(of map: borrowing Plane<Float>) {
    for y in 0..<height {
      let row = map.pixels(y)
      (row - 4).update(from: row, count: 4)
      (row + 4 * width).update(from: row + 4 * (width - 1), count: 4)
    }
    (map.pixels(0) - 4 - map.rowCount).update(from: map.pixels(0) - 4, count: 4 * (width + 2))
    (map.pixels(height) - 4).update(from: map.pixels(height - 1) - 4, count: 4 * (width + 2))
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
  private let columns: ResamplingAxis
  private let rows: ResamplingAxis

  init(from smaller: borrowing ColorLayers, width: Int, height: Int) {
    columns = ResamplingAxis(from: smaller.width, to: width)
    rows = ResamplingAxis(from: smaller.height, to: height)
  }

  /// Sets the colours of `part` from a pixel on, without its border: columns `x` and rows `y` of the
  /// larger picture.
  func setColors(
    of part: borrowing ColorLayers, at first: (x: Int, y: Int), x: Range<Int>, y: Range<Int>,
    from smaller: borrowing ColorLayers
  ) {
    let stride = part.foreground.rowCount
    Scratch.with(4 * columns.sources(of: x).count) { scratch in
      set(part.foreground.pixels(first.y) + 4 * first.x, stride, x, y, smaller.foreground, scratch)
      set(part.background.pixels(first.y) + 4 * first.x, stride, x, y, smaller.background, scratch)
    }
  }

  /// Sets the person's colours alone, without a fourth channel: columns `x` and rows `y` of the larger
  /// picture, at these columns of rows that lie `stride` floats apart, the first one at `target`.
  func setForeground(
    _ target: UnsafeMutablePointer<Float>, stride: Int, x: Range<Int>, y: Range<Int>,
    from smaller: borrowing ColorLayers
  ) {
    let sources = 4 * columns.sources(of: x).count
    Scratch.with(sources + 4 * x.count) { (scratch: UnsafeMutablePointer<Float>) in
      let colors = scratch + sources
      for position in y {
        set(colors, 4 * x.count, x, position..<position + 1, smaller.foreground, scratch)
        let row = target + (position - y.lowerBound) * stride
        slh_drop_alpha(row + 3 * x.lowerBound, colors, x.count)
      }
    }
  }

  private func set(
    _ target: UnsafeMutablePointer<Float>, _ stride: Int, _ x: Range<Int>, _ y: Range<Int>,
    _ smaller: borrowing Plane<Float>, _ scratch: UnsafeMutablePointer<Float>
  ) {
    rows.withKernelAxis(from: y.lowerBound) { rows in
      columns.withKernelAxis(from: x.lowerBound) { columns in
        withUnsafePointer(to: rows) { rows in
          withUnsafePointer(to: columns) { columns in
            slh_resample_colors(
              target, stride, smaller.pixels(0), smaller.rowCount, rows, y.count, columns, x.count,
              scratch)
          }
        }
      }
    }
  }
}

/// Maps with a border of one pixel.
extension Plane<Float> {
  /// The first pixel of row `y` inside the border.
  func pixels(_ y: Int) -> UnsafeMutablePointer<Float> { row(y + 1) + channels }
}
