import SilhouetteConfiguration
import SilhouetteZoo

/// PaddleSeg's seven networks for people, as the configurations that come with the program say them.
public struct PersonNetwork: Sendable, CustomStringConvertible {
  /// Of the configuration, and of the network in the catalogue.
  public let configuration: String
  /// What PaddleSeg calls it, which is also the name of its ``PaddleReference``.
  public let name: String
  public let width: Int
  public let height: Int
  /// Of all convolutions at that size, in billions, as counted from the exported program.
  public let gigaMultiplyAdds: Double
  /// The `model:` mapping.
  public let model: ConfigurationNode

  public var description: String { name }

  /// Fewer than seven where a configuration cannot be read, which its own test tells.
  public static let all = [
    PersonNetwork("portrait-v1-lite", "portrait_pp_humansegv1_lite", gigaMultiplyAdds: 0.251),
    PersonNetwork("human-v1-lite", "human_pp_humansegv1_lite", gigaMultiplyAdds: 0.104),
    PersonNetwork("portrait-v2-lite", "portrait_pp_humansegv2_lite", gigaMultiplyAdds: 0.154),
    PersonNetwork("human-v2-lite", "human_pp_humansegv2_lite", gigaMultiplyAdds: 0.194),
    PersonNetwork("human-v1-mobile", "human_pp_humansegv1_mobile", gigaMultiplyAdds: 0.578),
    PersonNetwork("human-v2-mobile", "human_pp_humansegv2_mobile", gigaMultiplyAdds: 0.720),
    PersonNetwork("human-v1-server", "human_pp_humansegv1_server", gigaMultiplyAdds: 113.7),
  ].compactMap { $0 }

  private init?(_ configuration: String, _ name: String, gigaMultiplyAdds: Double) {
    guard let shipped = try? TrainingConfiguration(shipped: configuration),
      let size = try? shipped.inputSize(), let model = try? shipped.model()
    else { return nil }
    (self.configuration, self.name) = (configuration, name)
    (width, height) = size
    self.gigaMultiplyAdds = gigaMultiplyAdds
    self.model = model
  }
}
