/// The scores of a set of pictures.
package struct SetScore: Sendable {
  /// By picture, in the order they were added.
  package private(set) var pictures: [(name: String, score: PictureScore)] = []
  /// Summed over all pixels of all pictures: PaddleSeg's way.
  package private(set) var areas = ClassAreas(classCount: 2)
  /// Over all judged pixels; `nil` where it was not asked for.
  package var areaUnderCurve: Double?

  package init() {}

  package mutating func add(_ score: PictureScore, name: String) {
    pictures.append((name, score))
    areas.add(score.areas)
  }

  /// The mean of a measure over the pictures; 0 where there is none.
  package func mean(_ measure: (PictureScore) -> Double) -> Double {
    guard !pictures.isEmpty else { return 0 }
    return pictures.reduce(0) { $0 + measure($1.score) } / Double(pictures.count)
  }

  /// The median of the pictures' mIoU.
  package var medianIntersectionOverUnion: Double {
    let sorted = pictures.map { $0.score.meanIntersectionOverUnion }.sorted()
    guard !sorted.isEmpty else { return 0 }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// The pictures with the lowest mIoU first.
  package func worst(_ count: Int) -> [(name: String, score: PictureScore)] {
    let order = pictures.indices.sorted { left, right in
      let (a, b) = (pictures[left].score, pictures[right].score)
      return (a.meanIntersectionOverUnion, left) < (b.meanIntersectionOverUnion, right)
    }
    return order.prefix(count).map { pictures[$0] }
  }
}
