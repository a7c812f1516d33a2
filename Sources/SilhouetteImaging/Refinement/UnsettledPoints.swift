import CSilhouetteKernels

/// The points of a map that are neither all 0 nor all 1 as far as some reach, which grows from question
/// to question.
struct UnsettledPoints: ~Copyable {
  /// Set where some value within reach is above 0, and where some is below 1.
  private let positive: BitMap
  private let partial: BitMap
  private var reach = 0

  init(of map: borrowing Plane<Float>) {
    positive = BitMap(width: map.width, height: map.height)
    partial = BitMap(width: map.width, height: map.height)
    for y in 0..<map.height {
      slh_flag_between(positive.row(y), partial.row(y), map.row(y), 1, map.width)
    }
  }

  /// Areas that hold every point within `reach` rows and columns of which the map is neither all 0
  /// nor all 1, and few others; they do not overlap. Those of a smaller reach lie within them.
  ///
  /// - Precondition: `reach` is not less than it was before.
  mutating func areas(reach: Int) -> [PixelRect] {
    precondition(reach >= self.reach)
    positive.spread(by: reach - self.reach)
    partial.spread(by: reach - self.reach)
    self.reach = reach
    let both = BitMap(width: positive.width, height: positive.height)
    both.formUnion(positive)
    both.formIntersection(partial)
    // Higher areas need fewer rows around them, lower ones follow an edge more closely; and two that lie
    // close together would read the same columns.
    return both.areas(bandHeight: 16, closing: 16)
  }
}

extension [PixelRect] {
  /// Areas of a map that hold these and what lies within `reach` rows and columns, and few others;
  /// they do not overlap.
  func widened(by reach: Int, width: Int, height: Int) -> [PixelRect] {
    let points = BitMap(width: width, height: height)
    for area in self { points.insert(area) }
    points.spread(by: reach)
    return points.areas(bandHeight: 4, closing: 8)
  }
}
