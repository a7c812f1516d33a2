import CSilhouetteKernels

/// The colours that a person has where the picture mixes them with the background, so that a new
/// background shows none of the old one.
///
/// After Forte, "Approximate Fast Foreground Colour Estimation" (2021): foreground F and background B
/// are averaged around each pixel, weighted by alpha and its rest, and F is then moved so that
/// `a·F + (1 − a)·B` gives the pixel's own colour. That is repeated over smaller and smaller windows,
/// on a reduced picture, because both vary slowly; the last step is taken at full size.
struct ForegroundColors: ~Copyable {
  /// The longer side of the reduced picture, and half the windows' sides on it. Chosen on 20
  /// composites of known colour.
  private static let side = 256
  private static let radii = [24, 8, 3]

  private let foreground: Plane<Float>
  private let background: Plane<Float>
  private let columns: ResamplingAxis
  private let rows: ResamplingAxis

  init(_ source: AlphaRows, workers: Workers) {
    let longer = max(source.width, source.height)
    let side = min(Self.side, longer)
    let width = max(source.width * side / longer, 1)
    let height = max(source.height * side / longer, 1)
    let reduced = Reduced(source, width: width, height: height, workers)
    foreground = Plane<Float>(width: width, height: height, channels: 4)
    background = Plane<Float>(width: width, height: height, channels: 4)
    columns = ResamplingAxis(from: width, to: source.width)
    rows = ResamplingAxis(from: height, to: source.height)
    setFirstGuess(reduced)
    for (index, radius) in Self.radii.enumerated() {
      if index > 0 { fit(to: reduced, workers) }
      average(reduced.alpha, radius: radius, workers)
    }
  }

  /// Scratch floats that ``clean(_:alpha:row:_:scratch:)`` needs for a row.
  var scratchCount: Int { 8 * (foreground.width + columns.targetCount) + 2 * Scratch.padding }

  /// Prepares row `y`: what ``clean(_:alpha:_:scratch:)`` then reads from `scratch`.
  func prepare(row y: Int, scratch: UnsafeMutablePointer<Float>) {
    let count = foreground.rowCount
    rows.blend(foreground.base, rowCount: count, at: y, into: scratch)
    rows.blend(background.base, rowCount: count, at: y, into: scratch + count)
  }

  /// Replaces the colours of a run of pixels by those of the person alone.
  func clean(
    _ colors: UnsafeMutablePointer<Float>, alpha: UnsafePointer<Float>, _ run: Range<Int>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let count = foreground.rowCount
    let ours = scratch + 2 * count
    let theirs = ours + 4 * columns.targetCount
    columns.gather(scratch, channels: 4, run, into: ours)
    columns.gather(scratch + count, channels: 4, run, into: theirs)
    slh_clean_colors(colors, ours, theirs, alpha, run.count)
  }
}

extension ForegroundColors {
  /// The picture and its alpha at the size on which colours are averaged.
  private struct Reduced: ~Copyable {
    let colors: Plane<Float>
    let alpha: Plane<Float>

    init(_ source: AlphaRows, width: Int, height: Int, _ workers: Workers) {
      colors = Plane<Float>(width: width, height: height, channels: 3)
      alpha = Plane<Float>(width: width, height: height)
      PictureSampler(
        sourceWidth: source.width, sourceHeight: source.height, width: width, height: height
      ).sample(source.picture, .init(), into: colors.base, workers: workers)
      sampleAlpha(source, workers)
    }

    private func sampleAlpha(_ source: AlphaRows, _ workers: Workers) {
      let columns = ResamplingAxis(from: source.width, to: alpha.width)
      let rows = ResamplingAxis(from: source.height, to: alpha.height)
      workers.forEachBand(of: alpha.height, minimum: 8) { band in
        Scratch.with(3 * source.width) { (sum: UnsafeMutablePointer<Float>) in
          let row = sum + source.width
          for y in band {
            sum.update(repeating: 0, count: source.width)
            rows.forEachTap(of: y) { position, weight in
              source.alpha(at: position, into: row, scratch: row + source.width)
              slh_add_scaled(sum, row, weight, source.width)
            }
            columns.gather(sum, channels: 1, into: alpha.row(y))
          }
        }
      }
    }
  }

  /// Before anything is known both are the picture itself.
  private func setFirstGuess(_ reduced: borrowing Reduced) {
    for pixel in 0..<foreground.width * foreground.height {
      for channel in 0..<4 {
        let color = channel < 3 ? reduced.colors.base[pixel * 3 + channel] : 0
        foreground.base[pixel * 4 + channel] = color
        background.base[pixel * 4 + channel] = color
      }
    }
  }

  /// Replaces F and B by their means over windows, weighted by alpha and its rest.
  private func average(_ alpha: borrowing Plane<Float>, radius: Int, _ workers: Workers) {
    let width = foreground.width
    let box = BoxFilter(
      width: width, height: foreground.height, channels: Int(SLH_FOREGROUND_PRODUCTS),
      radius: radius)
    let products = Plane<Double>(
      width: width, height: foreground.height, channels: Int(SLH_FOREGROUND_PRODUCTS))
    for y in 0..<foreground.height {
      slh_foreground_products(
        products.row(y), foreground.row(y), background.row(y), alpha.row(y), width)
    }
    box.forEachRow(workers: workers) { y, row in
      row.update(from: products.row(y), count: products.rowCount)
    } use: { y, sums in
      slh_foreground_means(foreground.row(y), background.row(y), sums, width)
    }
  }

  /// Moves F so that it explains each pixel of the reduced picture together with B.
  private func fit(to reduced: borrowing Reduced, _ workers: Workers) {
    let width = foreground.width
    workers.forEachBand(of: foreground.height, minimum: 32) { band in
      Scratch.with(3 * width) { (colors: UnsafeMutablePointer<Float>) in
        for y in band {
          colors.update(from: reduced.colors.row(y), count: 3 * width)
          slh_clean_colors(
            colors, foreground.row(y), background.row(y), reduced.alpha.row(y), width)
          for x in 0..<width {
            for channel in 0..<3 { foreground.row(y)[4 * x + channel] = colors[3 * x + channel] }
          }
        }
      }
    }
  }
}
