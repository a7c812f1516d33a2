import CSilhouetteKernels

/// What several looks at a picture say of where people are, each at its own size and of a part of the
/// picture: nothing of the picture's size is kept.
///
/// A look at the whole picture comes first; each that follows replaces a share of what is known of its
/// part by its own word. Probabilities are averaged, not logits: a network that is wrong is often very
/// sure.
package struct PersonMap: Sendable {
  /// A map and how much of its layer it makes up.
  package typealias Term = (map: ProbabilityMap, weight: Float)

  /// The picture's.
  package let width: Int
  package let height: Int
  private var layers: [Layer] = []

  private struct Layer {
    var terms: [Term]
    var area: PixelRect
    var share: Float
  }

  package init(_ terms: [Term], width: Int, height: Int) {
    self.width = width
    self.height = height
    add(terms, of: PixelRect(x: 0, y: 0, width: width, height: height), share: 1)
  }

  package init(_ map: ProbabilityMap, width: Int, height: Int) {
    self.init([(map, 1)], width: width, height: height)
  }

  /// Takes over looks at a part of the picture: `p ← (1 − share) · p + share · Σ w·p_look / Σ w`.
  ///
  /// - Precondition: the area lies within the picture; there is a look, and weights are above 0.
  package mutating func add(_ terms: [Term], of area: PixelRect, share: Float) {
    var total: Float = 0
    for term in terms { total += term.weight }
    precondition(total > 0 && area.width >= 1 && area.height >= 1)
    layers.append(
      Layer(terms: terms.map { ($0.map, $0.weight / total) }, area: area, share: share))
  }

  /// Takes over looks at a row of parts of which only neighbours overlap. There both count the same:
  /// the share of every other part goes half below and half above its neighbours'.
  package mutating func add(_ parts: [(area: PixelRect, terms: [Term])], share: Float) {
    guard parts.count > 1 else {
      for part in parts { add(part.terms, of: part.area, share: share) }
      return
    }
    let upper = share / 2
    // 1 − (1 − lower) · (1 − upper) = share.
    let lower = upper / (1 - upper)
    for (start, layerShare) in [(0, lower), (1, share), (0, upper)] {
      for index in stride(from: start, to: parts.count, by: 2) {
        add(parts[index].terms, of: parts[index].area, share: layerShare)
      }
    }
  }

  /// The map at the picture's size, rounded to 8 or 16 bits: `floor(p · maximum + ½)`.
  ///
  /// Rows are made one by one, so no map of floats at full size is ever held.
  package func alpha(format: PixelFormat, workers: Workers) -> PixelBuffer {
    var result = PixelBuffer(width: width, height: height, format: format)
    result.withMutableView { target in
      forEachRow(width: width, height: height, workers: workers) { y, row in
        target.setAlpha(row, at: y)
      }
    }
    return result
  }

  /// The map at another size, row after row: the mean of what each value covers of the picture.
  package func values(width: Int, height: Int) -> [Float] {
    let plane = resampled(width: width, height: height, workers: .callerOnly)
    return [Float](UnsafeBufferPointer(start: plane.base, count: width * height))
  }

  /// The map at another size.
  func resampled(width: Int, height: Int, workers: Workers) -> Plane<Float> {
    let result = Plane<Float>(width: width, height: height)
    forEachRow(width: width, height: height, workers: workers) { y, row in
      result.row(y).update(from: row, count: width)
    }
    return result
  }
}

extension PersonMap {
  /// A map on its way to one size.
  fileprivate struct Sampling {
    let values: [Float]
    let columns: ResamplingAxis
    let rows: ResamplingAxis
    let coverage: (columns: [Float], rows: [Float])
    /// The columns that the map covers.
    let covered: Range<Int>
    let weight: Float
    /// How much of what is known goes where the map covers all; 0 if another of its layer took it.
    let replaced: Float
  }

  private func samplings(width: Int, height: Int) -> [Sampling] {
    let columns = ResamplingAxis(from: self.width, to: width)
    let rows = ResamplingAxis(from: self.height, to: height)
    return layers.flatMap { layer in
      layer.terms.enumerated().map { index, term in
        let across = ResamplingAxis(
          from: term.map.width, to: layer.area.width, at: layer.area.x, of: columns)
        let down = ResamplingAxis(
          from: term.map.height, to: layer.area.height, at: layer.area.y, of: rows)
        let widths = across.coverage
        let covered =
          (widths.firstIndex { $0 > 0 } ?? 0)..<(widths.lastIndex { $0 > 0 } ?? -1) + 1
        return Sampling(
          values: term.map.values, columns: across, rows: down,
          coverage: (widths, down.coverage), covered: covered, weight: term.weight * layer.share,
          replaced: index == 0 ? layer.share : 0)
      }
    }
  }

  /// Calls `use` with each row of the map at another size, on several threads at a time.
  private func forEachRow(
    width: Int, height: Int, workers: Workers, use: (Int, UnsafePointer<Float>) -> Void
  ) {
    let samplings = samplings(width: width, height: height)
    var widest = 0
    for sampling in samplings { widest = max(widest, sampling.columns.sourceCount) }
    let scratchCount = widest
    workers.forEachBand(of: height, minimum: 16) { band in
      Scratch.with(scratchCount + 2 * width) { (narrow: UnsafeMutablePointer<Float>) in
        let (wide, result) = (narrow + scratchCount, narrow + scratchCount + width)
        for y in band {
          result.update(repeating: 0, count: width)
          for sampling in samplings { sampling.add(y, to: result, narrow: narrow, wide: wide) }
          use(y, result)
        }
      }
    }
  }
}

extension PersonMap.Sampling {
  /// Blends row `y` of the map into the row of what is known.
  func add(
    _ y: Int, to result: UnsafeMutablePointer<Float>, narrow: UnsafeMutablePointer<Float>,
    wide: UnsafeMutablePointer<Float>
  ) {
    let height = coverage.rows[y]
    guard height > 0, !covered.isEmpty else { return }
    values.withUnsafeBufferPointer { values in
      guard let source = values.baseAddress else { return }
      rows.blend(source, rowCount: columns.sourceCount, at: y, into: narrow)
    }
    columns.gather(narrow, channels: 1, covered, into: wide)
    coverage.columns.withUnsafeBufferPointer { widths in
      guard let widths = widths.baseAddress else { return }
      slh_blend_map(
        result + covered.lowerBound, wide, widths + covered.lowerBound, replaced * height, weight,
        covered.count)
    }
  }
}
