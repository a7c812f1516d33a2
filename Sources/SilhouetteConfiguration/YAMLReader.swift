import CSilhouetteYAML
import SilhouetteZoo

/// Turns the parser's events into a tree and counts values: an alias repeats all that it refers to.
struct YAMLReader {
  private let yaml: OpaquePointer
  private let file: String
  private var valueCount = 0
  private var aliasCount = 0
  private var anchors: [String: ConfigurationNode] = [:]

  init(_ yaml: OpaquePointer, file: String) {
    self.yaml = yaml
    self.file = file
  }

  /// The only document; nothing is null.
  mutating func document() throws(ConfigurationError) -> ConfigurationNode {
    guard try next().kind == SLH_YAML_DOCUMENT else { return .null }
    let root = try value(try next(), depth: 0)
    let end = try next()
    guard end.kind == SLH_YAML_END else { throw refused(end, "another document begins") }
    return root
  }

  private func next() throws(ConfigurationError) -> slh_yaml_event {
    let event = slh_yaml_next(yaml)
    guard event.kind != SLH_YAML_FAILED else {
      throw refused(event, event.message.map { String(cString: $0) } ?? "it cannot be parsed")
    }
    return event
  }

  private mutating func value(
    _ event: slh_yaml_event, depth: Int
  ) throws(ConfigurationError) -> ConfigurationNode {
    try count(1, event)
    guard depth <= YAMLFile.maximumDepth else { throw refused(event, "nested too deeply") }
    let anchor = event.anchor.map { String(cString: $0) }
    let node: ConfigurationNode
    switch event.kind {
    case SLH_YAML_SCALAR: node = try scalar(event)
    case SLH_YAML_ALIAS: return try alias(event, anchor)
    case SLH_YAML_SEQUENCE: node = try sequence(event, depth: depth)
    case SLH_YAML_MAPPING: node = try mapping(event, depth: depth)
    default: throw refused(event, "it ends too early")
    }
    if let anchor { anchors[anchor] = node }
    return node
  }

  private mutating func count(
    _ values: Int, _ event: slh_yaml_event
  ) throws(ConfigurationError) {
    valueCount += values
    guard valueCount <= YAMLFile.maximumValueCount else {
      throw refused(event, "more values than any configuration has")
    }
  }

  private mutating func alias(
    _ event: slh_yaml_event, _ name: String?
  ) throws(ConfigurationError) -> ConfigurationNode {
    aliasCount += 1
    guard aliasCount <= YAMLFile.maximumAliasCount else {
      throw refused(event, "more than \(YAMLFile.maximumAliasCount) aliases (*name)")
    }
    guard let node = name.flatMap({ anchors[$0] }) else {
      throw refused(event, "undefined alias \(name ?? "")")
    }
    try count(node.valueCount, event)
    return node
  }

  private mutating func sequence(
    _ event: slh_yaml_event, depth: Int
  ) throws(ConfigurationError) -> ConfigurationNode {
    try checkTag(event, among: ["seq", "python/tuple", "python/list"])
    var values: [ConfigurationNode] = []
    while true {
      let event = try next()
      if event.kind == SLH_YAML_CLOSE { return .sequence(values) }
      values.append(try value(event, depth: depth + 1))
    }
  }

  private mutating func mapping(
    _ event: slh_yaml_event, depth: Int
  ) throws(ConfigurationError) -> ConfigurationNode {
    try checkTag(event, among: ["map"])
    var entries: [ConfigurationNode.Entry] = []
    var keys = Set<String>()
    while true {
      let event = try next()
      if event.kind == SLH_YAML_CLOSE { return .mapping(entries) }
      guard event.kind == SLH_YAML_SCALAR else { throw refused(event, "a key that is no word") }
      let key = event.scalarText
      guard keys.insert(key).inserted else {
        throw refused(event, "the key \(key) is there twice")
      }
      entries.append(ConfigurationNode.Entry(key, try value(try next(), depth: depth + 1)))
    }
  }

  private func scalar(_ event: slh_yaml_event) throws(ConfigurationError) -> ConfigurationNode {
    try checkTag(event, among: ["str", "int", "float", "bool", "null"])
    if !event.is_plain || event.tagText?.hasSuffix(":str") == true {
      return .string(event.scalarText)
    }
    return ConfigurationNode(plain: event.scalarText)
  }

  private func checkTag(
    _ event: slh_yaml_event, among known: [String]
  ) throws(ConfigurationError) {
    guard let tag = event.tagText, tag != "!" else { return }
    guard known.contains(where: { tag == "tag:yaml.org,2002:" + $0 }) else {
      throw refused(event, "the tag \(tag), which is not data")
    }
  }

  private func refused(_ event: slh_yaml_event, _ reason: String) -> ConfigurationError {
    .notYAML(file: file, reason: event.line > 0 ? "line \(event.line): \(reason)" : reason)
  }
}

extension slh_yaml_event {
  fileprivate var scalarText: String {
    String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
  }

  fileprivate var tagText: String? { tag.map { String(cString: $0) } }
}

extension ConfigurationNode {
  /// How many values a tree holds, itself included.
  fileprivate var valueCount: Int {
    switch self {
    case .sequence(let values): values.reduce(1) { $0 + $1.valueCount }
    case .mapping(let entries): entries.reduce(1) { $0 + $1.value.valueCount }
    default: 1
    }
  }
}
