import SilhouetteGraph
import SilhouetteMedia

/// Which file belongs to which input or output of a network.
///
/// `NAME=FILE` says it by name, where NAME is one that the network has; everything else is a file
/// for the next port in the model's order that is not named. A file whose own name reads like a
/// named one is written with a folder: `./NAME=FILE`.
struct PortFiles {
  /// By port; nil for one without a file.
  private(set) var files: [FilePath?]
  private let ports: [Port]
  private let kind: String

  /// - Parameter kind: what messages call a port: `input` or `output`.
  init(_ arguments: [String], ports: [Port], kind: String) throws(CommandFailure) {
    (self.ports, self.kind) = (ports, kind)
    files = [FilePath?](repeating: nil, count: ports.count)
    var unnamed: [String] = []
    for argument in arguments {
      guard let (port, file) = PortFiles.named(argument, among: ports) else {
        unnamed.append(argument)
        continue
      }
      guard files[port] == nil else {
        throw CommandFailure("the \(kind) '\(ports[port].name.escaped)' is given twice")
      }
      files[port] = FilePath(file)
    }
    for argument in unnamed {
      guard let port = files.firstIndex(of: nil) else {
        throw CommandFailure(
          "'\(argument.escaped)' is one \(kind) more than the network has", hint: nameList)
      }
      files[port] = FilePath(argument)
    }
  }

  /// Every file that is given.
  var paths: [FilePath] { files.compactMap { $0 } }

  /// The file of a port that must have one.
  func path(of port: Int) throws(CommandFailure) -> FilePath {
    guard let path = files[port] else {
      throw CommandFailure(
        "no file for the \(kind) '\(ports[port].name.escaped)'", hint: nameList)
    }
    return path
  }

  private var nameList: String {
    "its \(kind)s are: " + ports.map { $0.name.escaped }.joined(separator: ", ")
  }

  /// Names of ports may contain `=` too, so the longest one that fits counts.
  private static func named(
    _ argument: String, among ports: [Port]
  ) -> (port: Int, file: String)? {
    let fitting = ports.indices.filter { argument.hasPrefix(ports[$0].name + "=") }
    guard let port = fitting.max(by: { ports[$0].name.count < ports[$1].name.count }) else {
      return nil
    }
    let file = String(argument.dropFirst(ports[port].name.count + 1))
    return file.isEmpty ? nil : (port, file)
  }
}
