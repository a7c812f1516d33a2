/// A parsed configuration: what a YAML file says, without the file.
///
/// The networks' builders read PaddleSeg's configurations in this form; whoever has a YAML parser
/// makes it.
public indirect enum ConfigurationNode: Hashable, Sendable {
  /// A key of a mapping with its value.
  public struct Entry: Hashable, Sendable {
    public var key: String
    public var value: ConfigurationNode

    public init(_ key: String, _ value: ConfigurationNode) {
      self.key = key
      self.value = value
    }
  }

  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case sequence([ConfigurationNode])
  /// In the file's order, every key once.
  case mapping([Entry])

  /// The value of a mapping's key; `nil` where there is none or this is no mapping.
  public subscript(key: String) -> ConfigurationNode? {
    guard case .mapping(let entries) = self else { return nil }
    return entries.first { $0.key == key }?.value
  }

  public var boolean: Bool? {
    guard case .boolean(let value) = self else { return nil }
    return value
  }

  public var integer: Int? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  /// A number, whole or not.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  public var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  public var sequence: [ConfigurationNode]? {
    guard case .sequence(let values) = self else { return nil }
    return values
  }

  public var entries: [Entry]? {
    guard case .mapping(let entries) = self else { return nil }
    return entries
  }

  /// A sequence of whole numbers: sizes, strides, indices.
  public var integers: [Int]? {
    guard let values = sequence else { return nil }
    let integers = values.compactMap(\.integer)
    return integers.count == values.count ? integers : nil
  }
}
