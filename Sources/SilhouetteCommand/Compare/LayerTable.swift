import Silhouette
import SilhouetteEvaluation
import SilhouetteGraph
import SilhouetteImaging
import SilhouetteRuntime

/// Two networks layer by layer on one picture.
struct LayerTable: ComparisonReport {
  private let names: (first: String, second: String)
  private let comparison: LayerComparison
  private let minimumCosine: Double?

  init(
    _ first: ModelChoice, _ second: ModelChoice, _ network: NetworkOptions, _ pixels: PixelBuffer,
    minimumCosine: Double?
  ) throws {
    names = (first.name, second.name)
    self.minimumCosine = minimumCosine
    let (a, b) = (try first.graph(network), try second.graph(network))
    do {
      comparison = try LayerComparison(
        a, [Segmenter.input(of: a, name: first.name, from: pixels)],
        b, [Segmenter.input(of: b, name: second.name, from: pixels)])
    } catch {
      throw CommandFailure("\(names.first) and \(names.second): \(error)")
    }
    guard !comparison.layers.isEmpty else {
      throw CommandFailure(
        "\(names.first) and \(names.second) have no layers of one kind and size in common",
        hint: "without --per-layer their masks are compared")
    }
  }

  var decisiveCosine: Double { comparison.layers.last?.cosine ?? 1 }
  var decisiveName: String { "the last common layer's cosine similarity" }

  /// Where they part when the caller gives no limit.
  private static let usualLimit = 0.99

  var text: String {
    var lines = ["cosine  mean err  max err   of       layer"]
    lines += comparison.layers.map { layer in
      layer.cosine.fixed(4).rightPadded(to: 8)
        + layer.meanAbsoluteError.fixed(4).rightPadded(to: 10)
        + layer.maximumAbsoluteError.fixed(4).rightPadded(to: 10)
        + layer.largestMagnitude.fixed(3).rightPadded(to: 9) + layer.title
    }
    lines += ["", conclusion]
    if comparison.unmatched != (0, 0) {
      lines.append(
        "without a counterpart: \(comparison.unmatched.first) layers of \(names.first), "
          + "\(comparison.unmatched.second) of \(names.second)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var conclusion: String {
    let limit = minimumCosine ?? LayerTable.usualLimit
    guard let layer = comparison.firstBelow(limit) else {
      return "no layer's cosine similarity is below \(limit.fixed(4))"
    }
    return "first below \(limit.fixed(4)): \(layer.title)"
  }

  var json: JSONValue {
    [
      "first": .string(names.first), "second": .string(names.second),
      "unmatched": [
        "first": .integer(comparison.unmatched.first),
        "second": .integer(comparison.unmatched.second),
      ],
      "layers": .array(comparison.layers.map(\.json)),
    ]
  }
}

extension LayerComparison.Layer {
  fileprivate var title: String {
    (firstName == secondName ? firstName : "\(firstName) | \(secondName)").escaped
      + " " + shape.description
  }

  fileprivate var json: JSONValue {
    [
      "first": .string(firstName), "second": .string(secondName),
      "shape": .array(shape.dimensions.map(JSONValue.integer)), "cosine": .number(cosine),
      "meanAbsoluteError": .number(meanAbsoluteError),
      "maximumAbsoluteError": .number(maximumAbsoluteError),
      "largestMagnitude": .number(largestMagnitude),
    ]
  }
}
