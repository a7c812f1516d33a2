import SilhouetteZoo
import Yams

/// YAML as a tree of plain values.
///
/// Files come from strangers: their size, depth and number of values are bounded, no key may be there
/// twice, and tags that name a type of some program are refused.
public enum YAMLFile {
  /// A configuration has about 3 KB.
  static let maximumSize = 1 << 16
  static let maximumDepth = 64
  static let maximumValueCount = 1 << 16
  /// Aliases of aliases grow exponentially; 16 of them stay below 400 times the text.
  static let maximumAliasCount = 16

  /// The tree of the file's one document; `name` is what errors call the file.
  ///
  /// - Throws: ``ConfigurationError``, with the line.
  public static func node(
    from text: String, name: String
  ) throws(ConfigurationError) -> ConfigurationNode {
    guard text.utf8.count <= maximumSize else {
      throw .notYAML(
        file: name, reason: "\(text.utf8.count) bytes; a configuration has at most \(maximumSize)")
    }
    guard aliasCount(text) <= maximumAliasCount else {
      throw .notYAML(file: name, reason: "more than \(maximumAliasCount) aliases (*name)")
    }
    var reader = NodeReader(file: name)
    guard let root = try parsed(text, name: name) else { return .null }
    return try reader.value(root, depth: 0)
  }

  private static func parsed(_ text: String, name: String) throws(ConfigurationError) -> Node? {
    do {
      return try Parser(yaml: text, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw .notYAML(file: name, reason: error.reason)
    } catch {
      throw .notYAML(file: name, reason: "\(error)")
    }
  }

  /// An upper bound: what looks like an alias inside a comment counts too.
  private static func aliasCount(_ text: String) -> Int {
    zip(text.utf8, text.utf8.dropFirst()).count { first, second in
      first == UInt8(ascii: "*") && second > UInt8(ascii: " ") && second != UInt8(ascii: "*")
    }
  }
}

/// Turns the parser's nodes into ours and counts them: an alias repeats all that it refers to.
private struct NodeReader {
  let file: String
  private var valueCount = 0

  init(file: String) {
    self.file = file
  }

  mutating func value(
    _ node: Node, depth: Int
  ) throws(ConfigurationError) -> ConfigurationNode {
    valueCount += 1
    guard depth <= YAMLFile.maximumDepth, valueCount <= YAMLFile.maximumValueCount else {
      throw refused(node, "nested too deeply, or more values than any configuration has")
    }
    switch node {
    case .scalar(let scalar): return try self.scalar(scalar, node)
    case .sequence(let nodes):
      try checkTag(node, among: ["seq", "python/tuple", "python/list"])
      var values: [ConfigurationNode] = []
      for node in nodes { values.append(try value(node, depth: depth + 1)) }
      return .sequence(values)
    case .mapping(let pairs):
      try checkTag(node, among: ["map"])
      var entries: [ConfigurationNode.Entry] = []
      for (key, node) in pairs {
        guard case .scalar(let name) = key else { throw refused(key, "a key that is no word") }
        entries.append(ConfigurationNode.Entry(name.string, try value(node, depth: depth + 1)))
      }
      return .mapping(entries)
    case .alias: throw refused(node, "an alias of nothing")
    }
  }

  private func refused(_ node: Node, _ reason: String) -> ConfigurationError {
    .notYAML(file: file, reason: node.mark.map { "line \($0.line): \(reason)" } ?? reason)
  }

  private func checkTag(_ node: Node, among known: [String]) throws(ConfigurationError) {
    let tag = node.tag.rawValue
    let isKnown =
      tag.isEmpty || tag == "!" || known.contains { tag == "tag:yaml.org,2002:" + $0 }
    guard isKnown else { throw refused(node, "the tag \(tag), which is not data") }
  }

  private func scalar(
    _ scalar: Node.Scalar, _ node: Node
  ) throws(ConfigurationError) -> ConfigurationNode {
    try checkTag(node, among: ["str", "int", "float", "bool", "null"])
    let isText = scalar.style != .plain && scalar.style != .any
    if isText || node.tag.rawValue.hasSuffix(":str") { return .string(scalar.string) }
    return ConfigurationNode(plain: scalar.string)
  }
}

extension ConfigurationNode {
  /// A scalar without quotes, by YAML 1.1's rules, which PaddleSeg's reader follows.
  fileprivate init(plain text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": self = .boolean(true)
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": self = .boolean(false)
    default:
      let looksLikeNumber = text.utf8.first.map { Array("+-.0123456789".utf8).contains($0) } == true
      if let integer = Int(text) {
        self = .integer(integer)
      } else if looksLikeNumber, let number = Double(text), number.isFinite {
        self = .number(number)
      } else {
        self = .string(text)
      }
    }
  }
}

extension YamlError {
  /// One line, with the place; the parser's own description quotes the file.
  fileprivate var reason: String {
    switch self {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      "line \(mark.line), column \(mark.column): \(problem)"
    case .duplicatedKeysInMapping(let keys, let context):
      "line \(context.mark.line): the key \(keys.joined(separator: ", ")) is there twice"
    case .reader(let problem, _, _, _): problem
    default: "it cannot be parsed"
    }
  }
}
