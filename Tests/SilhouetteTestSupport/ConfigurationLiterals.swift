import SilhouetteZoo

/// Configurations that read in a test as they do in their file.
extension ConfigurationNode: ExpressibleByDictionaryLiteral,
  ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral
{
  public init(dictionaryLiteral elements: (String, ConfigurationNode)...) {
    self = .mapping(elements.map { Entry($0.0, $0.1) })
  }

  public init(arrayLiteral elements: ConfigurationNode...) {
    self = .sequence(elements)
  }

  public init(stringLiteral value: String) {
    self = .string(value)
  }

  public init(integerLiteral value: Int) {
    self = .integer(value)
  }

  public init(floatLiteral value: Double) {
    self = .number(value)
  }

  public init(booleanLiteral value: Bool) {
    self = .boolean(value)
  }

  /// The mapping with a key's value set; without it where `value` is `nil`.
  public func setting(_ key: String, to value: ConfigurationNode?) -> ConfigurationNode {
    var entries = (entries ?? []).filter { $0.key != key }
    if let value { entries.append(Entry(key, value)) }
    return .mapping(entries)
  }
}
