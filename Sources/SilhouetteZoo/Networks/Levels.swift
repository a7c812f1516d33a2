import SilhouetteGraph

extension Zoo {
  /// One of the backbone's pictures that a decoder uses.
  struct Level {
    let features: ValueID
    /// What the decoder makes of it (`arm_out_chs`).
    let channels: Int
    /// Of its head between its two layers (`seg_head_inter_chs`).
    let headChannels: Int
  }

  /// What `backbone_indices`, `arm_out_chs` and `seg_head_inter_chs` say together, the finest level
  /// first. The defaults are those of the network.
  static func levels(
    of arguments: ModelArguments, _ picture: ValueID, indices: [Int], channels: [Int],
    headChannels: [Int], _ builder: inout NetworkBuilder
  ) throws(ZooError) -> [Level] {
    let features = try features(of: arguments, picture, &builder)
    let selected = try selection(of: arguments, among: features, default: indices)
    let channels = try perLevel(
      "arm_out_chs", arguments, default: channels, count: selected.count)
    let headChannels = try perLevel(
      "seg_head_inter_chs", arguments, default: headChannels, count: selected.count)
    return selected.indices.map {
      Level(
        features: selected[$0], channels: channels[$0], headChannels: headChannels[$0])
    }
  }

  /// The features that `backbone_indices` names; negative ones count from the end, as in Python.
  static func selection(
    of arguments: ModelArguments, among features: [ValueID], default indices: [Int]
  ) throws(ZooError) -> [ValueID] {
    let count = features.count
    let indices = try arguments.integers(
      "backbone_indices", default: indices, atLeast: -count, count: 1...count)
    guard indices.allSatisfy({ $0 >= -count && $0 < count }) else {
      throw arguments.invalid(
        "backbone_indices", "must lie from 0 to \(count - 1): the backbone has \(count) outputs")
    }
    return indices.map { features[$0 < 0 ? count + $0 : $0] }
  }

  /// One number a level; a single one holds for all.
  private static func perLevel(
    _ name: String, _ arguments: ModelArguments, default fallback: [Int], count: Int
  ) throws(ZooError) -> [Int] {
    let numbers = try arguments.integers(name, default: fallback, count: 1...16)
    if numbers.count == 1 { return Array(repeating: numbers[0], count: count) }
    guard numbers.count == count else {
      throw arguments.invalid(
        name, "has \(numbers.count) numbers, but backbone_indices selects \(count) features")
    }
    return numbers
  }
}
