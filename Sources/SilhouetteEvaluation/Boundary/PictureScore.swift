/// How well one picture's person was found.
package struct PictureScore: Hashable, Sendable {
  /// Of background and person.
  package let areas: ClassAreas
  /// Wrong pixels among those near the true edge (``BoundaryTruth/bandRadius``); 0 where there is none.
  package let bandError: Double
  /// The F measure of the edge's pixels, right when the other edge is within 2 pixels.
  package let boundaryF2: Double
  /// The same within 5 pixels.
  package let boundaryF5: Double
  /// The mean of |alpha − mask| over the judged pixels, 0…1.
  package let meanAbsoluteError: Double

  package var meanIntersectionOverUnion: Double { areas.meanIntersectionOverUnion }
  package var personIntersectionOverUnion: Double { areas.intersectionOverUnion[1] }

  /// - Parameters:
  ///   - alpha: how much of each pixel is person, 0…255; a person from 128 on.
  ///   - truth: the mask, of the same size.
  package init(alpha: Raster<UInt8>, label: LabelMap, truth: BoundaryTruth) {
    precondition(alpha.size == label.size)
    var areas = ClassAreas(classCount: 2)
    areas.add(prediction: alpha.map { $0 >= 128 ? 1 : 0 }, label: label)
    self.areas = areas
    let isPerson = alpha.values.map { $0 >= 128 }
    bandError = PictureScore.bandError(isPerson, truth)
    let boundary = BoundaryTruth.boundary(of: isPerson, width: alpha.width, height: alpha.height)
    let distance = DistanceMap(width: alpha.width, height: alpha.height, isTarget: boundary)
    let edges = (boundary, distance)
    boundaryF2 = PictureScore.boundaryF(edges, truth, tolerance: 2)
    boundaryF5 = PictureScore.boundaryF(edges, truth, tolerance: 5)
    meanAbsoluteError = PictureScore.meanAbsoluteError(alpha, truth)
  }

  private static func bandError(_ isPerson: [Bool], _ truth: BoundaryTruth) -> Double {
    var (wrong, count) = (0, 0)
    for index in isPerson.indices where truth.isInBand[index] {
      count += 1
      if isPerson[index] != truth.isPerson[index] { wrong += 1 }
    }
    return count == 0 ? 0 : Double(wrong) / Double(count)
  }

  /// 2PR / (P + R); 1 where neither has an edge, 0 where one has none.
  private static func boundaryF(
    _ found: (boundary: [Bool], distance: DistanceMap), _ truth: BoundaryTruth, tolerance: Int
  ) -> Double {
    let precision = share(of: found.boundary, within: tolerance, truth.distanceToBoundary)
    let recall = share(of: truth.boundary, within: tolerance, found.distance)
    guard let precision, let recall else { return precision == nil && recall == nil ? 1 : 0 }
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)
  }

  private static func share(
    of boundary: [Bool], within tolerance: Int, _ distance: DistanceMap
  ) -> Double? {
    var (near, count) = (0, 0)
    for index in boundary.indices where boundary[index] {
      count += 1
      if distance.squares[index] <= tolerance * tolerance { near += 1 }
    }
    return count == 0 ? nil : Double(near) / Double(count)
  }

  private static func meanAbsoluteError(_ alpha: Raster<UInt8>, _ truth: BoundaryTruth) -> Double {
    var (sum, count) = (0, 0)
    for index in alpha.values.indices where !truth.isIgnored[index] {
      count += 1
      sum += truth.isPerson[index] ? 255 - Int(alpha.values[index]) : Int(alpha.values[index])
    }
    return count == 0 ? 0 : Double(sum) / 255 / Double(count)
  }
}
