import Silhouette
import SilhouetteImaging

/// A level of refinement in one line:
///
///     fine: own, other > own, own', other @ 0.85 | own' @ 0.5 > own, own' @ 0.5; rounds=4
///
/// A name; the looks at the whole picture; after each `>` the looks from nearer by and their share,
/// and behind `|` those taken instead where the box shows nothing new; `@ 0.3 / 2` looks at two
/// parts of the box. `own` is the network, `other`
/// its companion, `'` mirrors, `*2` is a weight. Behind `;` come settings of the box and the edges
/// that differ from `balanced`'s; `edges=none` interpolates.
struct LevelVariant {
  var name: String
  var level: RefinementLevel

  /// `nil` if the line makes no sense.
  init?(_ line: Substring) {
    let parts = line.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    let halves = parts[1].split(separator: ";", maxSplits: 1)
    guard let steps = halves.first?.split(separator: ">"), let whole = steps.first,
      let first = Self.looks(whole)
    else { return nil }
    name = String(parts[0].trimmed)
    level = RefinementLevel(first: first, edges: .standard)
    for step in steps.dropFirst() {
      let stages = step.split(separator: "|").map(Self.stage)
      guard (1...2).contains(stages.count), let closer = stages[0] else { return nil }
      level.approaches.append(
        .init(
          closer: closer.stage, whole: stages.count == 2 ? stages[1]?.stage : nil,
          partCount: closer.partCount))
    }
    for setting in halves.dropFirst().first?.split(separator: " ") ?? [] {
      let pair = setting.split(separator: "=")
      guard pair.count == 2, set(pair[0], to: pair[1]) else { return nil }
    }
  }

  private static func stage(
    _ text: Substring
  ) -> (stage: RefinementLevel.Stage, partCount: Int)? {
    let parts = text.split(separator: "@")
    guard parts.count == 2, let looks = looks(parts[0]) else { return nil }
    let numbers = parts[1].split(separator: "/")
    guard let share = numbers.first.flatMap({ Float($0.trimmed) }),
      let partCount = numbers.count > 1 ? Int(numbers[1].trimmed) : 1, partCount >= 1
    else { return nil }
    return (.init(looks: looks, share: share), partCount)
  }

  private static func looks(_ text: Substring) -> [RefinementLevel.Look]? {
    let looks = text.split(separator: ",").compactMap(look)
    return looks.isEmpty || looks.count < text.split(separator: ",").count ? nil : looks
  }

  private static func look(_ text: Substring) -> RefinementLevel.Look? {
    let parts = text.split(separator: "*")
    guard let word = parts.first?.trimmed,
      let weight = parts.count > 1 ? Float(parts[1].trimmed) : 1, weight > 0
    else { return nil }
    let isMirrored = word.hasSuffix("'")
    switch isMirrored ? word.dropLast() : word {
    case "own": return .init(isMirrored: isMirrored, weight: weight)
    case "other": return .init(network: .companion, isMirrored: isMirrored, weight: weight)
    default: return nil
    }
  }

  /// Whether there is such a setting.
  private mutating func set(_ key: Substring, to text: Substring) -> Bool {
    if key == "edges", text == "none" {
      level.edges = nil
      return true
    }
    guard let value = Double(text) else { return false }
    switch key {
    case "margin": level.framing.margin = value
    case "aspect": level.framing.aspect = value
    case "whole-from": level.framing.wholeFrom = value
    case "side": level.edges?.shortSide = Int(value)
    case "radius": level.edges?.radius = value
    case "epsilon": level.edges?.epsilon = value
    case "rounds": level.edges?.rounds = Int(value)
    case "snap": level.edges?.snap = Float(value)
    case "haze": level.edges?.haze = Float(value)
    default: return false
    }
    return true
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    let start = drop { $0 == " " }
    return start.dropLast(start.reversed().prefix { $0 == " " }.count)
  }
}
