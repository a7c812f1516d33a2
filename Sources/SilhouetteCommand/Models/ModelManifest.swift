import SilhouetteMedia

/// What an installed model consists of, in the form that `sha256sum --check` reads:
///
///     # silhouette model human-v1-lite
///     # from https://example.org/model.zip
///     # size 555918 model.pdiparams
///     d852…2c2f  model.pdiparams
struct ModelManifest: Hashable, Sendable {
  struct File: Hashable, Sendable {
    let name: String
    let byteCount: Int
    /// 64 hexadecimal digits in lower case.
    let sha256: String
  }

  static let fileName = FilePath("SHA256SUMS")

  /// The catalogue's name of the network, where it is one of those.
  let model: String?
  /// An address or a file.
  let origin: String
  let files: [File]
}

extension ModelManifest {
  var text: String {
    var lines = model.map { ["# silhouette model \($0)"] } ?? []
    lines.append("# from \(origin.escaped)")
    lines += files.map { "# size \($0.byteCount) \($0.name)" }
    lines += files.map { "\($0.sha256)  \($0.name)" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// nil for a text that names no file, or one outside the model's folder.
  init?(_ text: String) {
    var model: String?
    var origin = ""
    var sizes: [String: Int] = [:]
    var sums: [(name: String, sha256: String)] = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 3).map(String.init)
      switch words.prefix(2) {
      case ["#", "silhouette"] where words.count == 4: model = words[3]
      case ["#", "from"]: origin = words.dropFirst(2).joined(separator: " ")
      case ["#", "size"] where words.count == 4: sizes[words[3]] = Int(words[2])
      default:
        guard words.count == 2, words[0].utf8.count == 64 else { continue }
        sums.append((words[1], words[0]))
      }
    }
    guard !sums.isEmpty, sums.allSatisfy({ InstalledModels.isName($0.name) }) else { return nil }
    self.model = model
    self.origin = origin
    files = sums.map { File(name: $0.name, byteCount: sizes[$0.name] ?? 0, sha256: $0.sha256) }
  }

  /// The manifest in a model's folder; nil where what stands there is none.
  init?(inFolder folder: FilePath) throws(MediaError) {
    let path = folder.appending(ModelManifest.fileName)
    self.init(String(decoding: try InputFile.read(path: path, limit: 1 << 20), as: UTF8.self))
  }
}
