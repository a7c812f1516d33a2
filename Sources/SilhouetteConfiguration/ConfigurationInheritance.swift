import SilhouetteZoo

/// Puts a configuration together with those that it inherits from.
struct ConfigurationInheritance {
  static let maximumDepth = 8
  static let maximumFileCount = 32

  private var fileCount = 0

  /// The tree of `file` over those of its `_base_`: one path, or a list whose later ones win.
  mutating func node(
    of file: String, _ read: (String) throws(ConfigurationError) -> String
  ) throws(ConfigurationError) -> ConfigurationNode {
    try node(of: file, heirs: [], read).withoutMark
  }

  private mutating func node(
    of file: String, heirs: [String], _ read: (String) throws(ConfigurationError) -> String
  ) throws(ConfigurationError) -> ConfigurationNode {
    fileCount += 1
    let own = try YAMLFile.node(from: try text(of: file, heir: heirs.last, read), name: file)
    let heirs = heirs + [file]
    var inherited: ConfigurationNode?
    for base in try ConfigurationReader(own, file: file).basePaths() {
      let path = base.first == "/" ? base : folder(of: file) + base
      try check(path, heirs: heirs)
      let node = try node(of: path, heirs: heirs, read)
      inherited = inherited.map { node.over($0) } ?? node
    }
    let node = own.without("_base_")
    return inherited.map { node.over($0) } ?? node
  }

  private func text(
    of file: String, heir: String?, _ read: (String) throws(ConfigurationError) -> String
  ) throws(ConfigurationError) -> String {
    do throws(ConfigurationError) { return try read(file) } catch {
      guard case .unreadable(let reason) = error, let heir else { throw error }
      throw .invalid(file: heir, key: "_base_", reason: reason)
    }
  }

  private func check(_ path: String, heirs: [String]) throws(ConfigurationError) {
    let file = heirs.last ?? path
    guard !heirs.contains(path) else {
      let circle = (heirs + [path]).joined(separator: ", ")
      throw .invalid(file: file, key: "_base_", reason: "goes in a circle: \(circle)")
    }
    guard heirs.count < Self.maximumDepth, fileCount < Self.maximumFileCount else {
      throw .invalid(
        file: file, key: "_base_",
        reason: "inherits over more than \(Self.maximumDepth) files in a row or "
          + "\(Self.maximumFileCount) in all")
    }
  }

  /// With the slash at its end; nothing for a bare name.
  private func folder(of file: String) -> String {
    file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
  }
}

extension ConfigurationReader {
  fileprivate func basePaths() throws(ConfigurationError) -> [String] {
    guard let node = self["_base_"], node != .null else { return [] }
    let paths = (node.sequence ?? [node]).compactMap(\.string)
    guard paths.count == (node.sequence ?? [node]).count, !paths.contains("") else {
      throw invalid("_base_", "neither a path nor a list of paths")
    }
    return paths
  }
}

extension ConfigurationNode {
  private static let mark = "_inherited_"

  /// This tree's values before those of `base`: mappings are merged by key, anything else replaces, and
  /// so does a mapping that says `_inherited_: false`.
  fileprivate func over(_ base: ConfigurationNode) -> ConfigurationNode {
    guard let own = entries, var merged = base.entries, self[Self.mark] != .boolean(false) else {
      return self
    }
    var places: [String: Int] = [:]
    for (index, entry) in merged.enumerated() { places[entry.key] = index }
    for entry in own {
      if let place = places[entry.key] {
        merged[place].value = entry.value.over(merged[place].value)
      } else {
        merged.append(entry)
      }
    }
    return .mapping(merged)
  }

  fileprivate func without(_ key: String) -> ConfigurationNode {
    guard let entries else { return self }
    return .mapping(entries.filter { $0.key != key })
  }

  /// The tree without any mark that steered the merging.
  fileprivate var withoutMark: ConfigurationNode {
    switch self {
    case .mapping(let entries):
      .mapping(
        entries.filter { $0.key != Self.mark }.map { Entry($0.key, $0.value.withoutMark) })
    case .sequence(let values): .sequence(values.map(\.withoutMark))
    default: self
    }
  }
}
