import Silhouette
import SilhouetteImaging

/// What each level of refinement does with a network, and what that costs.
struct RefinementReport {
  var name: String
  /// What they are called, the network itself first.
  var networks: [String]
  /// The most that a picture takes.
  var runCount: Int
  var multiplyAdds: Int
  /// Sentences without a full stop, in the order in which things happen.
  var steps: [String]

  /// A network and the multiply-adds of a run.
  typealias Network = (name: String, cost: Int)

  /// - Parameter companion: the network that looks too, if there is one.
  init(
    _ refinement: Segmenter.Refinement, _ level: RefinementLevel, own: Network,
    companion: Network?
  ) {
    let level = companion == nil ? level.withoutCompanion() : level
    name = refinement.rawValue
    networks = [own.name] + (level.needsCompanion ? [companion?.name ?? ""] : [])
    runCount = level.runCount
    multiplyAdds = level.most { $0.network == .own ? own.cost : companion?.cost ?? own.cost }
    func words(_ looks: [RefinementLevel.Look]) -> String {
      let total = looks.reduce(0) { $0 + $1.weight }
      return looks.map { look in
        (look.network == .own ? "the network" : companion?.name ?? "")
          + (look.isMirrored ? " mirrored" : "")
          + (look.weight * Float(looks.count) == total
            ? "" : " (\(percent(Double(look.weight / total))))")
      }.joined(separator: ", ")
    }
    steps = ["the whole picture: " + words(level.first)]
    for approach in level.approaches {
      steps.append(
        (approach.partCount > 1 ? "\(approach.partCount) parts of " : "")
          + "the box around people, \(percent(level.framing.margin)) wider on each side: "
          + "\(words(approach.closer.looks)); \(percent(Double(approach.closer.share))) of what "
          + "is known there")
      if let whole = approach.whole {
        steps.append(
          "instead, if the box is \(percent(level.framing.wholeFrom)) of the picture or nobody is "
            + "there, the whole picture: \(words(whole.looks)); \(percent(Double(whole.share)))")
      }
    }
    steps.append(level.edges?.words ?? "edges: interpolated")
  }
}

private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

extension GuidedRefinement {
  fileprivate var words: String {
    "edges: \(rounds) guided fits on a picture of \(shortSide) pixels on the shorter side (at most "
      + "\(longSide) on the longer), radius \(Int((radius * Double(shortSide)).rounded())), "
      + "epsilon \(epsilon), cut \(snap) before each fit and \(haze) at the end"
  }
}
