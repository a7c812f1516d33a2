/// PaddleSeg's measures. A class that is nowhere counts as found (intersection over union 1), but its
/// Dice, precision and recall are 0: inconsistent, and kept so that figures can be compared.
extension ClassAreas {
  /// I / (P + L − I) of each class; 1 where nothing is to be found and nothing was.
  package var intersectionOverUnion: [Double] {
    perClass(whereEmpty: 1) { ($0, $1 + $2 - $0) }
  }

  /// 2I / (P + L) of each class.
  package var dice: [Double] { perClass(whereEmpty: 0) { (2 * $0, $1 + $2) } }

  /// I / P of each class.
  package var precision: [Double] {
    perClass(whereEmpty: 0) { intersection, predicted, _ in (intersection, predicted) }
  }

  /// I / L of each class.
  package var recall: [Double] {
    perClass(whereEmpty: 0) { intersection, _, labelled in (intersection, labelled) }
  }

  package var meanIntersectionOverUnion: Double { ClassAreas.mean(intersectionOverUnion) }
  package var meanDice: Double { ClassAreas.mean(dice) }

  /// The share of the judged pixels that were found right; 1 where none is judged.
  package var accuracy: Double {
    let judged = predicted.reduce(0, +)
    return judged == 0 ? 1 : Double(intersection.reduce(0, +)) / Double(judged)
  }

  /// Cohen's kappa, (pₒ − pₑ) / (1 − pₑ) with pₒ = ΣI/ΣL and pₑ = Σ(P·L)/(ΣL)².
  ///
  /// 1 where everything is of one class and was found so: there PaddleSeg prints 0/0.
  package var kappa: Double {
    let total = Double(labelled.reduce(0, +))
    guard total > 0 else { return 1 }
    let observed = Double(intersection.reduce(0, +)) / total
    let products = zip(predicted, labelled).map { Double($0) * Double($1) }
    let expected = products.reduce(0, +) / (total * total)
    return expected == 1 ? 1 : (observed - expected) / (1 - expected)
  }

  private func perClass(
    whereEmpty empty: Double, _ fraction: (Int, Int, Int) -> (Int, Int)
  ) -> [Double] {
    (0..<classCount).map { index in
      let (numerator, denominator) = fraction(
        intersection[index], predicted[index], labelled[index])
      return denominator == 0 ? empty : Double(numerator) / Double(denominator)
    }
  }

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }
}
