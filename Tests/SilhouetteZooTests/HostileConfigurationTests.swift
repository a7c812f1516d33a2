import SilhouetteFormats
import SilhouetteGraph
import SilhouetteTestSupport
import SilhouetteZoo
import Testing

/// Configurations come from strangers: whatever stands in one, the answer is a network or an error.
@Suite("Configurations with values that make no sense")
struct HostileConfigurationTests {
  private static let values: [ConfigurationNode] = [
    -1, 0, 1, 2, 3, 7, 16, 1000, 65_536, 65_537, .integer(.max), .integer(.min), 1.5, 1e308,
    .number(.nan), .number(-.infinity), "", "STDC1", "UAFM_SpAtten", true, .null, [], [0], [-1],
    [.integer(.max)], [4, 4, 4], [1, 1], [65_536, 65_536, 65_536], [[1]], [:], ["type": "STDC1"],
    .sequence([ConfigurationNode](repeating: 2, count: 17)),
  ]

  /// Every decoder, on the smallest backbone.
  private static let decoders: [ConfigurationNode] = PersonNetwork.all.compactMap { network in
    guard network.model["backbone"] != nil else { return nil }
    return network.model.setting("backbone", to: ["type": "MobileNetV3_large_x1_0"])
      .setting("backbone_indices", to: network.model["type"] == "FCN" ? [-1] : [0, 3])
  }

  /// With lists that fit two features.
  private static func shortened(_ model: ConfigurationNode) -> ConfigurationNode {
    ["arm_out_chs", "seg_head_inter_chs"].reduce(model) { model, name in
      model[name] == nil ? model : model.setting(name, to: [4, 8])
    }
  }

  private static let backbone = Result {
    try Checkpoint.needed(
      by: shortened(decoders[0]).setting("cm_out_ch", to: 8), width: 32, height: 32)
  }

  @Test("end in an error that names them before much is built", arguments: PersonNetwork.all)
  func firstLayers(_ network: PersonNetwork) throws {
    var random = SeededGenerator(seed: UInt64(network.width * network.height))
    for _ in 0..<100 {
      let model = network.model.mutated(Self.values, using: &random)
      var maker = NetworkMaker(own: Checkpoint([]), width: 32, height: 32, patience: 12)
      if let graph = maker.network(model) { try graph.validate() }
    }
  }

  @Test("end in a network or an error, never in a trap", arguments: decoders.indices)
  func wholeNetworks(_ index: Int) throws {
    let whole = Self.shortened(Self.decoders[index])
    var maker = NetworkMaker(
      own: try Self.backbone.get(), width: 32, height: 32, patience: 200)
    try #require(maker.network(whole) != nil, "\(maker.error?.description ?? "too large")")
    var random = SeededGenerator(seed: UInt64(index))
    var (built, refused) = (0, 0)
    for _ in 0..<50 {
      var mutant = maker
      (mutant.width, mutant.height) = (random.integer(1...40), random.integer(1...40))
      mutant.patience = 8
      let model = whole.mutated(Self.values, using: &random)
      if let graph = mutant.network(model) {
        try graph.validate()
        built += 1
      } else {
        refused += 1
      }
    }
    #expect(built > 0 && refused > 0)
  }
}

/// Makes the parameters that a network misses, as long as they are small, so that layers behind them
/// are reached.
private struct NetworkMaker {
  var width: Int
  var height: Int
  /// How many parameters are made.
  var patience: Int
  private(set) var error: ZooError?
  private var constants: [String: Constant]

  init(own: Checkpoint, width: Int, height: Int, patience: Int) {
    (self.width, self.height, self.patience) = (width, height, patience)
    constants = Dictionary(own.tensors.map { ($0.name, $0.constant) }) { $1 }
  }

  mutating func network(_ model: ConfigurationNode) -> Graph? {
    for _ in 0..<2 * patience {
      do throws(ZooError) {
        return try Zoo.network(
          model: model, parameters: Checkpoint(constants.map { ($0.key, $0.value) }),
          inputWidth: width, inputHeight: height, ending: .softmax)
      } catch {
        self.error = error
        guard supply(error) else { return nil }
      }
    }
    return nil
  }

  private mutating func supply(_ error: ZooError) -> Bool {
    switch error {
    case .missingParameter(_, let name):
      constants[name] = Constant([0.5] as [Float], shape: [1])
    case .misshapenParameter(_, let name, _, let shape):
      guard let count = shape.checkedElementCount, count <= 1 << 20 else { return false }
      constants[name] = Constant([Float](repeating: 0.5, count: count), shape: shape)
    default:
      return false
    }
    return true
  }
}

extension ConfigurationNode {
  /// With one value of the mapping, or of a mapping in it, replaced.
  fileprivate func mutated(
    _ values: [ConfigurationNode], using random: inout SeededGenerator
  ) -> ConfigurationNode {
    let value = values[random.integer(0...values.count - 1)]
    guard var entries, !entries.isEmpty else { return value }
    let index = random.integer(0...entries.count - 1)
    let old = entries[index].value
    if old.entries != nil, random.integer(0...3) > 0 {
      entries[index].value = old.mutated(values, using: &random)
    } else if var elements = old.sequence, !elements.isEmpty, random.integer(0...1) == 0 {
      elements[random.integer(0...elements.count - 1)] = value
      entries[index].value = .sequence(elements)
    } else {
      entries[index].value = value
    }
    return .mapping(entries)
  }
}
