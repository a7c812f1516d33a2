/// A true mask prepared for judging edges.
package struct BoundaryTruth: Sendable {
  let width: Int
  let height: Int
  let isPerson: [Bool]
  let isIgnored: [Bool]
  /// Judged pixels no farther than ``bandRadius`` from the other class.
  let isInBand: [Bool]
  let boundary: [Bool]
  let distanceToBoundary: DistanceMap

  package static let bandRadius = 10

  /// - Parameter mask: labels; those that are not to be judged count as background for the edge.
  package init(_ mask: LabelMap) {
    (width, height) = (mask.width, mask.height)
    isPerson = mask.values.map { $0 == 1 }
    isIgnored = mask.values.map { $0 == ClassAreas.ignoredLabel }
    let toPerson = DistanceMap(width: width, height: height, isTarget: isPerson)
    let toBackground = DistanceMap(
      width: width, height: height, isTarget: isPerson.map { !$0 })
    let limit = BoundaryTruth.bandRadius * BoundaryTruth.bandRadius
    var isInBand = [Bool](repeating: false, count: isPerson.count)
    for index in isInBand.indices where !isIgnored[index] {
      let square = isPerson[index] ? toBackground.squares[index] : toPerson.squares[index]
      isInBand[index] = square <= limit
    }
    self.isInBand = isInBand
    boundary = BoundaryTruth.boundary(of: isPerson, width: width, height: height)
    distanceToBoundary = DistanceMap(width: width, height: height, isTarget: boundary)
  }

  /// Person pixels with a neighbour (of four) that is background; outside the picture counts as the
  /// pixel itself.
  static func boundary(of isPerson: [Bool], width: Int, height: Int) -> [Bool] {
    var result = [Bool](repeating: false, count: isPerson.count)
    for y in 0..<height {
      for x in 0..<width where isPerson[y * width + x] {
        let index = y * width + x
        result[index] =
          (x > 0 && !isPerson[index - 1]) || (x < width - 1 && !isPerson[index + 1])
          || (y > 0 && !isPerson[index - width]) || (y < height - 1 && !isPerson[index + width])
      }
    }
    return result
  }
}
