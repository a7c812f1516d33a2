import CSilhouetteKernels

/// The points of a map around which, as far as some reach, it is neither all 0 nor all 1.
struct UnsettledPoints: ~Copyable {
  /// Set where some value within reach is above 0, and where some is below 1.
  private let positive: BitMap
  private let partial: BitMap

  init(of map: borrowing Plane<Float>, reach: Int) {
    positive = BitMap(width: map.width, height: map.height)
    partial = BitMap(width: map.width, height: map.height)
    for y in 0..<map.height {
      slh_flag_between(positive.row(y), partial.row(y), map.row(y), 1, map.width)
    }
    widen(by: reach)
  }

  /// Reaches so many rows and columns further.
  func widen(by further: Int) {
    positive.spread(by: further)
    partial.spread(by: further)
  }

  /// Areas that hold every one of these points and few others, and do not overlap. Those of a smaller
  /// reach lie within them.
  var areas: [PixelRect] {
    let both = BitMap(width: positive.width, height: positive.height)
    both.formUnion(positive)
    both.formIntersection(partial)
    // Higher areas need fewer rows around them, lower ones follow an edge more closely; and two that lie
    // close together would read the same columns.
    return both.areas(bandHeight: 16, closing: 16)
  }
}
