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
  private(set) var layers: [Layer] = []

  /// Looks at one part of the picture.
  struct Layer {
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

  /// The map at another size, cut off at both ends as rows are
  /// (``forEachRow(width:height:cut:workers:use:)``).
  func resampled(width: Int, height: Int, cut: Float = 0, workers: Workers) -> Plane<Float> {
    let result = Plane<Float>(width: width, height: height)
    forEachRow(width: width, height: height, cut: cut, workers: workers) { y, row in
      result.row(y).update(from: row, count: width)
    }
    return result
  }
}
