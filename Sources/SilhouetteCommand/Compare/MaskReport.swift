import SilhouetteEvaluation
import SilhouetteMedia

/// The figures of all pictures, and the pictures that agree least.
struct MaskReport: ComparisonReport {
  private let names: (first: String, second: String)
  private let agreements: [(path: FilePath, agreement: MaskAgreement)]
  private let threshold: Float
  private let cosine: Distribution
  private let iou: Distribution

  /// `nil` where no picture could be compared.
  init?(
    _ results: MaskComparisonRun.Results, first: String, second: String, _ threshold: Float
  ) {
    guard !results.agreements.isEmpty else { return nil }
    cosine = Distribution(results.agreements.map(\.agreement.cosine))
    iou = Distribution(results.agreements.map(\.agreement.iou))
    names = (first, second)
    agreements = results.agreements
    self.threshold = threshold
  }

  var decisiveCosine: Double { cosine.mean }
  var decisiveName: String { "the mean cosine similarity" }

  var text: String {
    var lines = [
      "\(names.first) against \(names.second), \(agreements.count) "
        + (agreements.count == 1 ? "picture" : "pictures"),
      "",
      "                       mean    median  10th %  worst",
      row("cosine similarity", cosine),
      row("IoU above \(Double(threshold).fixed(2))", iou),
      "",
      "mean absolute error    \(mean(\.meanAbsoluteError).fixed(4))",
      "largest absolute error \(largestError.fixed(4))",
      "points of one class    \((mean(\.sameClass) * 100).fixed(2)) %",
    ]
    if agreements.count > 1 {
      lines += ["", "least alike:"]
      lines += worst(5).map { "  \($0.agreement.cosine.fixed(4))  \($0.path)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  var json: JSONValue {
    [
      "first": .string(names.first), "second": .string(names.second),
      "pictures": .integer(agreements.count), "threshold": .number(Double(threshold)),
      "cosine": cosine.json, "iou": iou.json,
      "meanAbsoluteError": .number(mean(\.meanAbsoluteError)),
      "maximumAbsoluteError": .number(largestError),
      "sameClass": .number(mean(\.sameClass)),
      "perPicture": .array(agreements.map { MaskReport.json($0.path, $0.agreement) }),
    ]
  }

  /// The pictures with the lowest similarity first.
  func worst(_ count: Int) -> ArraySlice<(path: FilePath, agreement: MaskAgreement)> {
    agreements.sorted { $0.agreement.cosine < $1.agreement.cosine }.prefix(count)
  }

  private func row(_ name: String, _ spread: Distribution) -> String {
    let figures = [spread.mean, spread.median, spread.percentile(0.1), spread.minimum]
    return name.rightPadded(to: 23)
      + figures.map { $0.fixed(4).rightPadded(to: 8) }.joined().trimmingSpaces
  }

  private func mean(_ figure: (MaskAgreement) -> Double) -> Double {
    agreements.reduce(0) { $0 + figure($1.agreement) } / Double(agreements.count)
  }

  private var largestError: Double {
    agreements.reduce(0) { $0.isNaN ? $0 : max($0, $1.agreement.maximumAbsoluteError) }
  }

  private static func json(_ path: FilePath, _ agreement: MaskAgreement) -> JSONValue {
    [
      "input": .string(path.text), "cosine": .number(agreement.cosine),
      "iou": .number(agreement.iou), "sameClass": .number(agreement.sameClass),
      "meanAbsoluteError": .number(agreement.meanAbsoluteError),
      "maximumAbsoluteError": .number(agreement.maximumAbsoluteError),
    ]
  }
}

extension Distribution {
  var json: JSONValue {
    [
      "mean": .number(mean), "median": .number(median),
      "tenthPercentile": .number(percentile(0.1)), "worst": .number(minimum),
    ]
  }
}
