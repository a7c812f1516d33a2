/// The curve of true over false positives as a threshold falls, of which the area is asked.
///
/// It keeps four bytes of every pixel: the area hangs on the order of all of them.
package struct ReceiverOperatingCharacteristic: Sendable {
  private var positives: [Float] = []
  private var negatives: [Float] = []

  package init() {}

  package mutating func add(_ score: Float, isPositive: Bool) {
    if isPositive { positives.append(score) } else { negatives.append(score) }
  }

  /// Every pixel that is judged, of a picture with its mask.
  ///
  /// - Precondition: both have one size.
  package mutating func add(_ scores: Raster<Float>, _ labels: LabelMap) {
    precondition(scores.size == labels.size)
    for (score, label) in zip(scores.values, labels.values) where label != 255 {
      add(score, isPositive: label == 1)
    }
  }

  /// The chance that a positive scores above a negative, ties counting half (Mann and Whitney):
  /// `Σ (negatives below + negatives equal / 2) / (P · N)` over the positives.
  ///
  /// `nil` where one of both is missing.
  package var area: Double? {
    guard !positives.isEmpty, !negatives.isEmpty else { return nil }
    let others = negatives.sorted()
    var (sum, below, notAbove) = (0.0, 0, 0)
    for score in positives.sorted() {
      while below < others.count, others[below] < score { below += 1 }
      notAbove = max(notAbove, below)
      while notAbove < others.count, others[notAbove] <= score { notAbove += 1 }
      sum += Double(below + notAbove) / 2
    }
    return sum / (Double(positives.count) * Double(others.count))
  }
}
