import SilhouetteGraph

extension [Int] {
  /// The order of axes that a reshape leaves when it is done on a tensor in this order; `nil` where
  /// that would mix up the elements.
  ///
  /// Axes fall into groups that keep their elements to themselves: `[1, 14, 25, 144]` to
  /// `[1, 14, 25, 2, 72]` splits the last axis only, which can be done wherever that axis is. A
  /// group of several axes must stand together and in its own order.
  func reshaped(from source: Shape, to target: Shape) -> [Int]? {
    guard let groups = axisGroups(from: source, to: target) else { return nil }
    var result: [Int] = []
    var place = 0
    while place < count {
      guard let group = groups.first(where: { $0.source.contains(self[place]) }) else { return nil }
      let end = place + group.source.count
      guard end <= count, self[place..<end].elementsEqual(group.source) else { return nil }
      result += group.target
      place = end
    }
    return result
  }

  private func axisGroups(
    from source: Shape, to target: Shape
  ) -> [(source: Range<Int>, target: Range<Int>)]? {
    var groups: [(source: Range<Int>, target: Range<Int>)] = []
    var (i, j) = (0, 0)
    while i < source.rank, j < target.rank {
      let (firstSource, firstTarget) = (i, j)
      var (a, b) = (source[i], target[j])
      while a != b {
        if a < b {
          i += 1
          guard i < source.rank else { return nil }
          a *= source[i]
        } else {
          j += 1
          guard j < target.rank else { return nil }
          b *= target[j]
        }
      }
      i += 1
      j += 1
      groups.append((firstSource..<i, firstTarget..<j))
    }
    // Axes of extent 1 that are left on one side join the last group.
    guard let last = groups.popLast() else { return nil }
    groups.append((last.source.lowerBound..<source.rank, last.target.lowerBound..<target.rank))
    return groups
  }
}
