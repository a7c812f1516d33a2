import SilhouetteMedia

/// A file that a verb writes, refused before the work begins if it would destroy something or cannot be
/// written.
struct ResultFile {
  let path: FilePath
  private let replaces: Bool

  /// - Parameters:
  ///   - replaces: whether a file that is there may go.
  ///   - inputs: files that are never written over.
  init(at path: FilePath, replaces: Bool, inputs: [FilePath]) throws(CommandFailure) {
    (self.path, self.replaces) = (path, replaces)
    try OutputCheck { FileStatus(of: $0) }.refuseInputs(inputs, amongOutputs: [path])
    guard !path.isStandardStream, let kind = FileStatus(of: path)?.kind else { return }
    if kind == .folder { throw CommandFailure("\(path): is a folder", hint: "name a file in it") }
    guard replaces || kind != .regular else {
      throw CommandFailure("\(path): is there already", hint: "--force replaces it")
    }
  }

  /// Writes the whole file or nothing, with the folders above it; to standard output for `-`.
  func write(_ bytes: [UInt8]) throws(CommandFailure) {
    guard !path.isStandardStream else { return try StandardOutput.print(bytes) }
    try explained { () throws(MediaError) in
      try FileSystem.makeFolder(path.parent)
      try FileSystem.write(bytes, to: path, replaces: replaces)
    }
  }
}
