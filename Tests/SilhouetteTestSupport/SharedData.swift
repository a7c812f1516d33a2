import Foundation

/// Recorded tensors, models and photos that a developer has beside the project; a user has not.
public enum SharedData {
  public static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared/data")

  /// Whether the folder is there; says so once where it is not.
  public static let isHere: Bool = {
    let isHere = FileManager.default.fileExists(atPath: folder.path)
    if !isHere { print("not here: \(folder.path)") }
    return isHere
  }()

  public static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: path)))
  }

  public static func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }
}
