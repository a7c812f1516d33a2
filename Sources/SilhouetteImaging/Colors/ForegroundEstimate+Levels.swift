import CSilhouetteKernels

/// The reduced copies of the picture, solved from the smallest to the largest.
extension ForegroundEstimate {
  /// The sides of the largest copy: colours vary slowly, so that more of it is not worth its time.
  private static let (shortSide, longSide) = (256, 1024)
  /// Small copies take more rounds, since colours have the longest way there and they cost nothing.
  private static let (smallSide, smallRounds, rounds) = (32, 10, 2)

  static func reducedSize(of source: AlphaRows) -> (width: Int, height: Int) {
    let short = min(source.width, source.height)
    let long = max(source.width, source.height)
    // As much as min(256 / short, 1024 / long).
    let (target, side) =
      shortSide * long <= longSide * short ? (shortSide, short) : (longSide, long)
    guard side > target else { return (source.width, source.height) }
    func scaled(_ length: Int) -> Int { max((2 * length * target + side) / (2 * side), 1) }
    return (scaled(source.width), scaled(source.height))
  }

  /// The largest copy with the colours of both sides.
  static func solved(
    _ source: AlphaRows, width: Int, height: Int, _ workers: Workers
  ) -> ColorLayers {
    let layers = ColorLayers(width: width, height: height)
    sample(source, into: layers, workers)
    let means = ColorMeans(of: layers)
    return solved(layers, startingAt: means, workers)
  }

  /// Each copy starts from the next smaller one, and a single pixel from the means.
  private static func solved(
    _ layers: consuming ColorLayers, startingAt means: ColorMeans, _ workers: Workers
  ) -> ColorLayers {
    var layers = layers
    if layers.width == 1, layers.height == 1 {
      layers.setColors(means)
    } else {
      let smaller = ColorLayers(width: (layers.width + 1) / 2, height: (layers.height + 1) / 2)
      smaller.setMixture(from: layers)
      layers.setColors(from: solved(smaller, startingAt: means, workers))
    }
    let isSmall = max(layers.width, layers.height) <= smallSide
    layers.relax(rounds: isSmall ? smallRounds : rounds, workers: workers)
    return layers
  }

  private static func sample(
    _ source: AlphaRows, into layers: borrowing ColorLayers, _ workers: Workers
  ) {
    let (width, height) = (layers.width, layers.height)
    let alpha = Plane<Float>(width: width, height: height)
    let colors = Plane<Float>(width: width, height: height, channels: 3)
    PictureSampler(
      sourceWidth: source.width, sourceHeight: source.height, width: width, height: height
    ).sample(source.picture, .init(), into: colors.base, workers: workers)
    sampleAlpha(of: source, into: alpha, workers)
    for y in 0..<height {
      slh_add_alpha(layers.mixture.pixels(y), colors.row(y), alpha.row(y), width)
    }
    layers.mixture.repeatEdge()
  }

  private static func sampleAlpha(
    of source: AlphaRows, into target: borrowing Plane<Float>, _ workers: Workers
  ) {
    let columns = ResamplingAxis(from: source.width, to: target.width)
    let rows = ResamplingAxis(from: source.height, to: target.height)
    workers.forEachBand(of: target.height, minimum: 8) { band in
      Scratch.with(3 * source.width) { (sum: UnsafeMutablePointer<Float>) in
        let row = sum + source.width
        for y in band {
          sum.update(repeating: 0, count: source.width)
          rows.forEachTap(of: y) { position, weight in
            source.alpha(at: position, into: row, scratch: row + source.width)
            slh_add_scaled(sum, row, weight, source.width)
          }
          columns.gather(sum, channels: 1, into: target.row(y))
        }
      }
    }
  }
}
