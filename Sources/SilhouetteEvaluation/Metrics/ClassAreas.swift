/// How many pixels of each class were found, are true, and are both; the sums that every measure of
/// PaddleSeg is made from (`paddleseg/utils/metrics.py`, `calculate_area`).
package struct ClassAreas: Hashable, Sendable {
  /// Found and true.
  package private(set) var intersection: [Int]
  /// Found, where the mask is to be judged.
  package private(set) var predicted: [Int]
  /// True.
  package private(set) var labelled: [Int]

  package var classCount: Int { intersection.count }

  /// Nothing counted yet.
  package init(classCount: Int) {
    intersection = [Int](repeating: 0, count: classCount)
    predicted = intersection
    labelled = intersection
  }

  /// The label that says: do not judge this pixel.
  package static let ignoredLabel: UInt8 = 255

  /// Counts one picture. Classes of `classCount` and more count nowhere.
  ///
  /// - Precondition: both have the same size.
  package mutating func add(prediction: LabelMap, label: LabelMap) {
    precondition(prediction.size == label.size)
    for (found, expected) in zip(prediction.values, label.values)
    where expected != ClassAreas.ignoredLabel {
      if found < classCount { predicted[Int(found)] += 1 }
      if expected < classCount { labelled[Int(expected)] += 1 }
      if found == expected, found < classCount { intersection[Int(found)] += 1 }
    }
  }

  /// Counts what another one counted.
  ///
  /// - Precondition: both have the same classes.
  package mutating func add(_ other: ClassAreas) {
    precondition(classCount == other.classCount)
    for index in 0..<classCount {
      intersection[index] += other.intersection[index]
      predicted[index] += other.predicted[index]
      labelled[index] += other.labelled[index]
    }
  }
}
