import SilhouetteMedia

/// A folder that is put together beside its place and renamed, so that it is there whole or not at
/// all.
struct StagedFolder {
  let place: FilePath

  /// Calls `fill` with an empty folder that becomes the one at ``place``; what was there goes.
  func make(
    _ fill: (FilePath) throws(CommandFailure) -> Void
  ) throws(CommandFailure) {
    let staging = beside("unfinished")
    defer { try? FileSystem.removeTree(staging) }
    try explained { () throws(MediaError) in
      // A run that was ended in the middle leaves one.
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
