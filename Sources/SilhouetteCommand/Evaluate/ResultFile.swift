import SilhouetteMedia

/// One file that a verb writes beside what it prints, refused early if it would destroy something.
struct ResultFile {
  private let path: FilePath
  private let replaces: Bool

  /// - Parameter inputs: files that are never written over.
  init(at path: FilePath, replaces: Bool, inputs: [FilePath]) throws(CommandFailure) {
    (self.path, self.replaces) = (path, replaces)
    try OutputCheck { FileStatus(of: $0) }.refuseInputs(inputs, amongOutputs: [path])
    guard replaces || path.isStandardStream || FileStatus(of: path)?.kind != .regular else {
      throw CommandFailure("\(path): is there already", hint: "--force replaces it")
    }
  }

  func write(_ bytes: [UInt8]) throws(CommandFailure) {
    do throws(MediaError) {
      guard !path.isStandardStream else { return try StandardOutput.stream.write(bytes) }
      var file = try OutputFile(path: path, replaces: replaces)
      try file.write(bytes)
      try file.commit()
    } catch .brokenPipe {
      // Whoever read standard output has what it wanted.
    } catch {
      throw CommandFailure(error.description)
    }
  }
}
