import CSilhouetteKernels

/// A picture's background out of focus, without the person's colours in it.
///
/// Each pixel weighs `w = (1 − a)²` and `blur(w·B) / blur(w)` is shown, with B the background's own
/// colours (``BackgroundColors``), so that the person, whom nothing weighs, does not bleed into the
/// surroundings, not even from soft edges. Three box averages follow a Gaussian closely; they run on a
/// picture that is reduced in proportion to the radius, so the cost does not depend on it.
package struct BackgroundBlur: ~Copyable {
  /// As it is averaged.
  private let colors: Plane<Float>
  private let columns: ResamplingAxis
  private let rows: ResamplingAxis
  private let blending: Blending

  /// A smallest weight, so that there is a colour even where the person covers all of a window.
  private static let least: Float = 1e-3
  /// Above so many pixels the picture is reduced whatever the radius, to bound the memory.
  private static let largestPixelCount = 4_000_000

  /// - Parameters:
  ///   - deviation: the Gaussian's standard deviation in pixels.
  ///   - blending: the numbers that are averaged.
  /// - Throws: ``ImagingError`` if sizes differ, or unless `deviation` is at least 0 and at most the
  ///   picture's longer side.
  package init(
    _ picture: PixelView, alpha: PixelBuffer, deviation: Double,
    blending: Blending = .encoded, workers: Workers
  ) throws(ImagingError) {
    try picture.validate()
    try alpha.requireSize(of: picture)
    guard deviation >= 0, deviation <= Double(max(picture.width, picture.height)) else {
      throw .invalidAmount(
        name: "the blur's radius", range: "0 up to the picture's longer side")
    }
    self.blending = blending
    let factor = Self.factor(picture, deviation: deviation)
    let width = (picture.width + factor - 1) / factor
    let height = (picture.height + factor - 1) / factor
    columns = ResamplingAxis(from: width, to: picture.width)
    rows = ResamplingAxis(from: height, to: picture.height)
    var sums = alpha.withView {
      Self.reduced(
        AlphaRows(picture: picture, alpha: $0), blending, width: width, height: height, workers)
    }
    for radius in Self.boxRadii(deviation: deviation / Double(factor)) where radius > 0 {
      sums = Self.averaged(sums, radius: radius, workers)
    }
    colors = Plane<Float>(width: width, height: height, channels: 3)
    for y in 0..<height { slh_divide_weights(colors.row(y), sums.row(y), width) }
  }

  var scratchCount: Int { colors.rowCount + Scratch.padding }

  func prepare(row y: Int, scratch: UnsafeMutablePointer<Float>) {
    rows.blend(colors.base, rowCount: colors.rowCount, at: y, into: scratch)
  }

  func colors(
    _ columns: Range<Int>, into target: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    self.columns.gather(scratch, channels: 3, columns, into: target)
    blending.encode(target, count: 3 * columns.count)
  }
}

extension BackgroundBlur {
  /// How much smaller the picture may be: a deviation of four pixels hides the reduction.
  private static func factor(_ picture: PixelView, deviation: Double) -> Int {
    var factor = max(Int(deviation / 4), 1)
    while picture.width * picture.height / (factor * factor) > largestPixelCount { factor += 1 }
    return factor
  }

  /// Half the sides of three boxes whose variances, `((2r + 1)² − 1) / 12` each, come nearest to the
  /// Gaussian's (Wells 1986; the rule is that of SVG's filter effects).
  private static func boxRadii(deviation: Double) -> [Int] {
    let ideal = (4 * deviation * deviation + 1).squareRoot()
    let smaller = (Int(ideal) - 1) / 2
    let side = Double(2 * smaller + 1)
    let count =
      (12 * deviation * deviation - 3 * side * side - 12 * side - 9) / (-4 * side - 4)
    return (0..<3).map { Double($0) < count.rounded() ? smaller : smaller + 1 }
  }

  /// The reduced picture, weighted: `w·R, w·G, w·B, w`.
  private static func reduced(
    _ source: AlphaRows, _ blending: Blending, width: Int, height: Int, _ workers: Workers
  ) -> Plane<Float> {
    let result = Plane<Float>(width: width, height: height, channels: 4)
    let background = BackgroundColors(source, workers: workers)
    let columns = ResamplingAxis(from: source.width, to: width)
    let rows = ResamplingAxis(from: source.height, to: height)
    workers.forEachBand(of: height, minimum: 8) { band in
      let count = 8 * source.width
      Scratch.with(count + background.scratchCount) { (sums: UnsafeMutablePointer<Float>) in
        let colors = sums + 4 * source.width
        let alpha = colors + 3 * source.width
        for y in band {
          sums.update(repeating: 0, count: 4 * source.width)
          rows.forEachTap(of: y) { position, weight in
            background.row(position, alpha: alpha, colors: colors, scratch: sums + count)
            blending.decode(colors, count: 3 * source.width)
            slh_add_background(sums, colors, alpha, weight, least, source.width)
          }
          columns.gather(sums, channels: 4, into: result.row(y))
        }
      }
    }
    return result
  }

  private static func averaged(
    _ map: borrowing Plane<Float>, radius: Int, _ workers: Workers
  ) -> Plane<Float> {
    let result = Plane<Float>(width: map.width, height: map.height, channels: map.channels)
    let box = BoxFilter<Double>(
      width: map.width, height: map.height, channels: map.channels, radius: radius)
    let counts = box.columnCounts
    box.forEachRow(workers: workers) { row in
      slh_widen(row.values, map.row(row.y), map.rowCount)
    } use: { sums in
      slh_box_means(
        result.row(sums.y), sums.values, counts, Double(box.rowCount(at: sums.y)),
        result.channels, result.width)
    }
    return result
  }
}
