import SilhouetteMedia
import Synchronization

/// A folder that is put together beside its place and renamed, so that it is there whole or not at
/// all.
struct StagedFolder {
  private static let unfinished = Mutex<Set<FilePath>>([])

  let place: FilePath

  /// Removes what all unfinished folders of this process hold. Only for the way out.
  static func removeUnfinished() {
    for folder in unfinished.withLock({ $0 }) {
      // A file may come in while others go, once: whoever makes it then waits for the end.
      for _ in 0..<3 where FileStatus(of: folder) != nil { try? FileSystem.removeTree(folder) }
    }
  }

  /// Calls `fill` with an empty folder that becomes the one at ``place``; what was there goes.
  func make(
    _ fill: (FilePath) throws(CommandFailure) -> Void
  ) throws(CommandFailure) {
    let staging = beside("unfinished")
    StagedFolder.unfinished.withLock { _ = $0.insert(staging) }
    defer {
      try? FileSystem.removeTree(staging)
      StagedFolder.unfinished.withLock { _ = $0.remove(staging) }
    }
    try explained { () throws(MediaError) in
      // A run that was killed leaves one.
      if FileStatus(of: staging) != nil { try FileSystem.removeTree(staging) }
      try FileSystem.makeFolder(staging)
    }
    try fill(staging)
    try explained { () throws(MediaError) in try settle(staging) }
  }

  private func settle(_ staging: FilePath) throws(MediaError) {
    guard FileStatus(of: place) != nil else { return try FileSystem.move(staging, to: place) }
    let old = beside("replaced")
    if FileStatus(of: old) != nil { try FileSystem.removeTree(old) }
    try FileSystem.move(place, to: old)
    try FileSystem.move(staging, to: place)
    try FileSystem.removeTree(old)
  }

  private func beside(_ ending: String) -> FilePath {
    place.parent.appending(FilePath(bytes: [UInt8(ascii: ".")] + place.name.bytes))
      .suffixed("." + ending)
  }
}
