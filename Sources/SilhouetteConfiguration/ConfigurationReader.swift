import SilhouetteZoo

/// A mapping with its place in a file, so that errors name the key that is wrong.
struct ConfigurationReader {
  let file: String
  let node: ConfigurationNode
  private let place: String

  /// The longest side of a picture that a configuration may ask for.
  static let maximumExtent = 1 << 14

  init(_ node: ConfigurationNode, file: String, path: String = "") {
    (self.node, self.file, place) = (node, file, path)
  }

  subscript(key: String) -> ConfigurationNode? { node[key] }

  /// The whole way to a key, as in `Deploy.transforms`.
  func path(_ key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }

  func invalid(_ key: String, _ reason: String) -> ConfigurationError {
    .invalid(file: file, key: path(key), reason: reason)
  }

  /// The mapping under a key; `nil` where there is none.
  func mapping(_ key: String) throws(ConfigurationError) -> ConfigurationReader? {
    guard let value = node[key], value != .null else { return nil }
    guard value.entries != nil else { throw invalid(key, "not a mapping of keys to values") }
    return ConfigurationReader(value, file: file, path: path(key))
  }

  func string(_ key: String) throws(ConfigurationError) -> String {
    guard let value = node[key] else { throw invalid(key, "is missing") }
    guard let text = value.string else { throw invalid(key, "not a word") }
    return text
  }

  func optionalString(_ key: String) throws(ConfigurationError) -> String? {
    node[key] == nil || node[key] == .null ? nil : try string(key)
  }

  func boolean(_ key: String) throws(ConfigurationError) -> Bool? {
    guard let value = node[key], value != .null else { return nil }
    guard let boolean = value.boolean else { throw invalid(key, "neither true nor false") }
    return boolean
  }

  /// A number, whole or not.
  func number(
    _ key: String, in range: ClosedRange<Double>
  ) throws(ConfigurationError) -> Double? {
    guard let value = node[key], value != .null else { return nil }
    guard let number = value.number, range.contains(number) else {
      throw invalid(key, "not a number of \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// What is not known is a mistake: it would be ignored.
  func refuseKeys(except known: [String], of what: String) throws(ConfigurationError) {
    for entry in node.entries ?? [] where !known.contains(entry.key) {
      throw invalid(
        entry.key, "\(what) has no such setting; it has: \(known.joined(separator: ", "))")
    }
  }

  /// A side in pixels or another small positive number.
  func extent(_ key: String) throws(ConfigurationError) -> Int? {
    guard let value = node[key], value != .null else { return nil }
    guard let extent = value.integer, (1...ConfigurationReader.maximumExtent).contains(extent)
    else { throw invalid(key, "not a whole number of 1 to \(ConfigurationReader.maximumExtent)") }
    return extent
  }

  /// `[width, height]`
  func size(_ key: String) throws(ConfigurationError) -> (width: Int, height: Int)? {
    guard let value = node[key], value != .null else { return nil }
    guard let sides = value.integers, sides.count == 2,
      sides.allSatisfy((1...ConfigurationReader.maximumExtent).contains)
    else {
      throw invalid(
        key, "not [width, height], each 1 to \(ConfigurationReader.maximumExtent)")
    }
    return (sides[0], sides[1])
  }
}
