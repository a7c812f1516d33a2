import SilhouetteMedia

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The few questions the verbs ask about files. Paths are bytes, so that every name works.
enum FileSystem {
  /// The whole file, or standard input for `-`.
  static func contents(of path: FilePath) throws -> [UInt8] {
    if path.isStandardStream {
      return try InputFile.read(descriptor: STDIN_FILENO, name: "standard input")
    }
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    defer { close(descriptor) }
    return try InputFile.read(descriptor: descriptor, name: path.description)
  }

  /// Makes a folder and those above it, where they are not there yet.
  static func makeFolder(_ path: FilePath) throws(FileError) {
    guard status(of: path)?.kind != .folder else { return }
    if path.parent != path { try makeFolder(path.parent) }
    let code = path.withCString { mkdir($0, 0o777) } == 0 ? 0 : errno
    // Somebody else may have made it in the meantime.
    guard code == 0 || code == EEXIST && status(of: path)?.kind == .folder else {
      throw FileError(path: path, code: code)
    }
  }
}

extension FilePath {
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
      // An array with at least the closing zero has an address.
      body(buffer.baseAddress.unsafelyUnwrapped)
    }
  }
}
