import CSilhouetteYAML
import SilhouetteZoo

/// YAML as a tree of plain values.
///
/// Files come from strangers: their size, depth and number of values are bounded, no key may be there
/// twice, and tags that name a type of some program are refused.
public enum YAMLFile {
  /// A configuration has about 3 KB.
  static let maximumSize = 1 << 16
  static let maximumDepth = 64
  static let maximumValueCount = 1 << 16
  /// Aliases of aliases grow exponentially.
  static let maximumAliasCount = 16

  /// The tree of the file's one document; `name` is what errors call the file.
  ///
  /// - Throws: ``ConfigurationError``, with the line.
  public static func node(
    from text: String, name: String
  ) throws(ConfigurationError) -> ConfigurationNode {
    let bytes = Array(text.utf8)
    guard bytes.count <= maximumSize else {
      throw .notYAML(
        file: name, reason: "\(bytes.count) bytes; a configuration has at most \(maximumSize)")
    }
    return try bytes.withUnsafeBufferPointer { bytes throws(ConfigurationError) in
      var library: UnsafePointer<CChar>?
      guard let yaml = slh_yaml_open(bytes.baseAddress, bytes.count, &library) else {
        throw .missingLibrary(file: name, library: library.map { String(cString: $0) } ?? "libyaml")
      }
      defer { slh_yaml_close(yaml) }
      var reader = YAMLReader(yaml, file: name)
      return try reader.document()
    }
  }
}
