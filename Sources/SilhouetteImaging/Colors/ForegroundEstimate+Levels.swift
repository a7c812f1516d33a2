import CSilhouetteKernels

/// The reduced copies of the picture, solved from the smallest to the largest.
extension ForegroundEstimate {
  /// The sides of the largest copy: colours vary slowly, so that more of it is not worth its time.
  private static let (shortSide, longSide) = (256, 1024)
  /// Small copies take more rounds, since colours have the longest way there and they cost nothing.
  private static let (smallSide, smallRounds, rounds) = (32, 10, 2)
  /// Copies up to this side are solved everywhere: to leave something out costs more.
  private static let wholeSide = 128

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

  /// The largest copy, with colours of neither side yet.
  ///
  /// - Parameter alpha: its alpha (``sampledAlpha(of:width:height:_:)``).
  static func sampled(
    _ source: AlphaRows, alpha: borrowing Plane<Float>, _ workers: Workers
  ) -> ColorLayers {
    let (width, height) = (alpha.width, alpha.height)
    let layers = ColorLayers(width: width, height: height)
    let shares = alpha.base
    let bands = stride(from: 0, to: height, by: 8).map {
      PixelRect(x: 0, y: $0, width: width, height: min(8, height - $0))
    }
    PictureSampler(
      sourceWidth: source.width, sourceHeight: source.height, width: width, height: height
    ).forEachRow(of: source.picture, .init(), in: bands, workers: workers) { y, _, colors in
      slh_add_alpha(layers.mixture.pixels(y), colors, shares + y * width, width)
    }
    layers.repeatMixtureEdge()
    return layers
  }

  /// The largest copy with the colours of both sides.
  ///
  /// - Parameter part: where they are needed; `nil` is everywhere. Elsewhere colours mean nothing.
  static func solved(
    _ layers: consuming ColorLayers, around part: Surroundings? = nil, _ workers: Workers
  ) -> ColorLayers {
    let means = ColorMeans(of: layers)
    return solved(layers, around: part, startingAt: means, workers)
  }

  /// Each copy starts from the next smaller one, and a single pixel from the means.
  private static func solved(
    _ layers: consuming ColorLayers, around part: Surroundings?, startingAt means: ColorMeans,
    _ workers: Workers
  ) -> ColorLayers {
    var layers = layers
    let side = max(layers.width, layers.height)
    let rounds = side <= smallSide ? smallRounds : rounds
    let extent = Extent(part, of: layers, rounds: rounds)
    if layers.width == 1, layers.height == 1 {
      layers.setColors(means)
    } else {
      let smaller = ColorLayers(width: (layers.width + 1) / 2, height: (layers.height + 1) / 2)
      smaller.setMixture(from: layers)
      layers.setColors(
        from: solved(smaller, around: extent.halved, startingAt: means, workers),
        in: extent.started)
    }
    for _ in 0..<rounds { layers.relax(in: extent.relaxed, workers: workers) }
    return layers
  }

  /// What lies within `reach` rows and columns of some areas.
  ///
  /// Kept apart until it is needed: areas hold some more than they are made of, and to widen what was
  /// widened would add to it each time.
  struct Surroundings {
    private let areas: [PixelRect]
    private let reach: Int

    init(of areas: [PixelRect], reach: Int) {
      self.areas = areas
      self.reach = reach
    }

    func areas(widenedBy further: Int, width: Int, height: Int) -> [PixelRect] {
      areas.widened(by: reach + further, width: width, height: height)
    }

    /// What interpolation reads for it of a copy half as wide and high: the pixel on either side too.
    func halved(widenedBy further: Int) -> Surroundings {
      let halves = areas.map { area in
        let (x, y) = (area.x / 2, area.y / 2)
        return PixelRect(
          x: x, y: y, width: (area.x + area.width + 1) / 2 - x,
          height: (area.y + area.height + 1) / 2 - y)
      }
      return Surroundings(of: halves, reach: (reach + further + 1) / 2 + 1)
    }
  }

  /// What of a copy is computed, so that colours are right in some part.
  private struct Extent {
    /// Where colours start from those of the next smaller copy.
    let started: [PixelRect]
    /// Where rounds are made: each looks one pixel further than the one after it.
    let relaxed: [PixelRect]
    /// What of the next smaller copy is needed for that; `nil` is everything.
    let halved: Surroundings?

    init(_ part: Surroundings?, of layers: borrowing ColorLayers, rounds: Int) {
      let (width, height) = (layers.width, layers.height)
      guard let part, max(width, height) > wholeSide else {
        let band = 16
        relaxed = stride(from: 0, to: height, by: band).map {
          PixelRect(x: 0, y: $0, width: width, height: min(band, height - $0))
        }
        started = relaxed
        halved = nil
        return
      }
      relaxed = part.areas(widenedBy: rounds - 1, width: width, height: height)
      started = part.areas(widenedBy: rounds, width: width, height: height)
      halved = part.halved(widenedBy: rounds)
    }
  }

  /// The alpha of the largest copy.
  static func sampledAlpha(
    of source: AlphaRows, width: Int, height: Int, _ workers: Workers
  ) -> Plane<Float> {
    let result = Plane<Float>(width: width, height: height)
    let columns = ResamplingAxis(from: source.width, to: width)
    let rows = ResamplingAxis(from: source.height, to: height)
    workers.forEachBand(of: height, minimum: 8) { band in
      Scratch.with(3 * source.width) { (sum: UnsafeMutablePointer<Float>) in
        for y in band {
          source.blendAlpha(rows, at: y, into: sum, scratch: sum + source.width)
          columns.gather(sum, channels: 1, into: result.row(y))
        }
      }
    }
    return result
  }
}
