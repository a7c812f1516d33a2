/// How far two masks of one picture agree, value by value.
public struct MaskAgreement: Hashable, Sendable {
  /// `Σab / √(Σa² · Σb²)`: the measure in which NXP publishes its INT8 networks. 1 where both are
  /// empty, 0 where one is.
  public let cosine: Double
  /// Intersection over union of the points above the threshold; 1 where there are none in either.
  public let iou: Double
  /// The share of points on the same side of the threshold.
  public let sameClass: Double
  public let meanAbsoluteError: Double
  public let maximumAbsoluteError: Double

  /// - Parameter threshold: values above it are a person.
  /// - Precondition: both have the same number of values, one at least.
  public init(_ first: [Float], _ second: [Float], threshold: Float = 0.5) {
    precondition(first.count == second.count && !first.isEmpty)
    var sums = Sums()
    for index in first.indices { sums.add(first[index], second[index], threshold: threshold) }
    let count = Double(first.count)
    cosine = sums.cosine
    iou = sums.either == 0 ? 1 : Double(sums.both) / Double(sums.either)
    sameClass = 1 - Double(sums.either - sums.both) / count
    meanAbsoluteError = sums.difference / count
    maximumAbsoluteError = sums.largestDifference
  }

  private struct Sums {
    var products = 0.0
    var firstSquares = 0.0
    var secondSquares = 0.0
    var difference = 0.0
    var largestDifference = 0.0
    var both = 0
    var either = 0

    mutating func add(_ first: Float, _ second: Float, threshold: Float) {
      let (a, b) = (Double(first), Double(second))
      products += a * b
      firstSquares += a * a
      secondSquares += b * b
      difference += abs(a - b)
      // `max` would hide a NaN behind a number; once there it stays.
      if !largestDifference.isNaN, !(abs(a - b) <= largestDifference) {
        largestDifference = abs(a - b)
      }
      let isFirst = first > threshold
      let isSecond = second > threshold
      both += isFirst && isSecond ? 1 : 0
      either += isFirst || isSecond ? 1 : 0
    }

    var cosine: Double {
      if firstSquares == 0 && secondSquares == 0 { return 1 }
      if firstSquares == 0 || secondSquares == 0 { return 0 }
      return products / (firstSquares.squareRoot() * secondSquares.squareRoot())
    }
  }
}
