import CSilhouetteConfigurations

/// The configurations that come with the program: one for each of PaddleSeg's networks for people,
/// called as the catalogue calls the network.
public enum ShippedConfiguration {
  public static let names: [String] = all.map { String(cString: $0.name) }

  /// `nil` where none has that name.
  public static func text(named name: String) -> String? {
    guard let index = names.firstIndex(of: name) else { return nil }
    let file = all[index]
    return String(
      decoding: UnsafeRawBufferPointer(start: file.text, count: file.size), as: UTF8.self)
  }

  private static var all: [slh_configuration] {
    (0..<slh_configuration_count()).map { slh_configuration_at($0) }
  }
}

extension TrainingConfiguration {
  /// `nil` where none that comes with the program has that name.
  public init?(shipped name: String) throws(ConfigurationError) {
    guard let text = ShippedConfiguration.text(named: name) else { return nil }
    try self.init(file: name) { _ in text }
  }
}
