/// The area under the curve of true over false positives as a threshold falls.
package enum ReceiverOperatingCharacteristic {
  /// The chance that a positive scores above a negative, ties counting half (Mann and Whitney):
  /// `(Σ ranks of positives − P(P+1)/2) / (P·N)`, equal scores sharing their mean rank.
  ///
  /// `nil` where one of both is missing.
  package static func area(scores: [Float], isPositive: [Bool]) -> Double? {
    precondition(scores.count == isPositive.count)
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    let positives = isPositive.count { $0 }
    let negatives = isPositive.count - positives
    guard positives > 0, negatives > 0 else { return nil }
    var rankSum = 0.0
    var start = 0
    while start < order.count {
      var end = start
      var found = 0
      while end < order.count, scores[order[end]] == scores[order[start]] {
        if isPositive[order[end]] { found += 1 }
        end += 1
      }
      rankSum += Double(found) * Double(start + 1 + end) / 2
      start = end
    }
    let (count, others) = (Double(positives), Double(negatives))
    return (rankSum - count * (count + 1) / 2) / (count * others)
  }
}
