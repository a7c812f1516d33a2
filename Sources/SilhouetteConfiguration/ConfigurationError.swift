/// Why a YAML file cannot be used.
public enum ConfigurationError: Error, Hashable, Sendable {
  /// A file cannot be read; the reason names it.
  case unreadable(reason: String)
  /// The text is not YAML; the parser's own words, with line and column.
  case notYAML(file: String, reason: String)
  /// libyaml is not installed; its file name.
  case missingLibrary(file: String, library: String)
  /// The YAML is sound, but a key is missing or its value makes no sense.
  case invalid(file: String, key: String, reason: String)
}

extension ConfigurationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let reason): reason
    case .notYAML(let file, let reason): "\(file): not YAML: \(reason)"
    case .missingLibrary(let file, let library):
      "\(file): reading YAML takes \(library); install it (Debian, Ubuntu: libyaml-0-2)"
    case .invalid(let file, let key, let reason): "\(file): \(key): \(reason)"
    }
  }
}
