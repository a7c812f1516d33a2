import Silhouette
import SilhouetteMedia
import SilhouetteZoo

/// The folder that fetched and added models stay in: one folder each, with a manifest.
///
/// It is a data folder, not a cache: what was added by hand on a machine without a network cannot be
/// fetched again, and caches may be emptied at any time (XDG Base Directory Specification 0.8).
struct InstalledModels {
  /// Names that are taken: the networks inside the program.
  static let embedded = Segmenter.Model.allCases.map(\.rawValue)

  let folder: FilePath

  /// `$SILHOUETTE_MODELS`, else `$XDG_DATA_HOME/silhouette/models`, else
  /// `~/.local/share/silhouette/models`.
  static func standard(
    environment: (String) -> FilePath? = InstalledModels.environment
  ) throws(CommandFailure) -> InstalledModels {
    if let folder = environment("SILHOUETTE_MODELS") { return InstalledModels(folder: folder) }
    let below = FilePath("silhouette/models")
    // A relative path is invalid there and to be ignored, says the specification.
    if let data = environment("XDG_DATA_HOME"), data.isAbsolute {
      return InstalledModels(folder: data.appending(below))
    }
    guard let home = environment("HOME") else {
      throw CommandFailure(
        "no folder for models is known: HOME is not set",
        hint: "name one in SILHOUETTE_MODELS")
    }
    return InstalledModels(folder: home.appending(FilePath(".local/share")).appending(below))
  }

  /// What `cutout --model` opens for an installed model: the file where it is one, the folder of a
  /// Paddle export; nil where `name` is not installed.
  func path(of name: String) -> FilePath? {
    guard let place = place(of: name), let manifest = try? ModelManifest(inFolder: place) else {
      return nil
    }
    return manifest.files.count == 1 ? place.appending(FilePath(manifest.files[0].name)) : place
  }

  /// The catalogue's name of the network that is installed under `name`; nil where it is none of
  /// those.
  func network(of name: String) -> String? {
    guard let place = place(of: name) else { return nil }
    return (try? ModelManifest(inFolder: place))?.model
  }

  /// Under which name a network of the catalogue is installed: its own if it is, else the first.
  func name(ofNetwork network: String) -> String? {
    if self.network(of: network) == network { return network }
    return names().first { self.network(of: $0) == network }
  }

  /// What helps where an installed model's files are not as they should be.
  static func cure(_ name: String) -> String {
    ModelCatalogue.entry(named: name) == nil
      ? "'silhouette models add FILE --name \(name) --force' installs it again"
      : "'silhouette models pull \(name) --force' fetches it again"
  }

  /// The names of all that is installed, sorted.
  func names() -> [String] {
    guard let names = try? FileSystem.names(inFolder: folder) else { return [] }
    return names.map(\.text).filter { path(of: $0) != nil }
  }

  /// The folder of one model; nil where `name` cannot be one's.
  func place(of name: String) -> FilePath? {
    InstalledModels.isName(name) ? folder.appending(FilePath(name)) : nil
  }

  /// Whether `name` names a folder right below ours, on every system: small and capital letters,
  /// digits, `-`, `_` and `.`, the latter not first.
  static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 64 && name.first != "." && name.first != "-"
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: "."):
          true
        default: false
        }
      }
  }

  private static func environment(_ name: String) -> FilePath? {
    Terminal.environment(name).flatMap { $0.isEmpty ? nil : FilePath($0) }
  }
}

extension FilePath {
  fileprivate var isAbsolute: Bool { bytes.first == UInt8(ascii: "/") }
}
