import SilhouetteMedia

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The few questions the verbs ask about files.
enum FileSystem {
  /// The whole file, or standard input for `-`.
  static func contents(of path: FilePath) throws(MediaError) -> [UInt8] {
    guard path.isStandardStream else { return try InputFile.read(path: path) }
    return try InputFile.read(descriptor: STDIN_FILENO, name: "standard input")
  }

  /// Makes a folder and those above it, where they are not there yet.
  static func makeFolder(_ path: FilePath) throws(MediaError) {
    guard FileStatus(of: path)?.kind != .folder else { return }
    if path.parent != path { try makeFolder(path.parent) }
    guard path.withCString({ mkdir($0, 0o777) }) != 0 else { return }
    let error = MediaError.lastFailure(of: "make the folder", path)
    // Somebody else may have made it in the meantime.
    guard FileStatus(of: path)?.kind == .folder else { throw error }
  }

  /// The names in a folder, sorted by their bytes, without `.` and `..`.
  static func names(inFolder path: FilePath) throws(MediaError) -> [FilePath] {
    guard let folder = path.withCString({ opendir($0) }) else {
      throw MediaError.lastFailure(of: "open", path)
    }
    defer { closedir(folder) }
    var names: [FilePath] = []
    while let entry = readdir(folder) {
      let name = FilePath(name: &entry.pointee)
      if name != FilePath("."), name != FilePath("..") { names.append(name) }
    }
    return names.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }
}

extension FilePath {
  fileprivate init(name entry: inout dirent) {
    let bytes = withUnsafeBytes(of: &entry.d_name) { field in
      // The system closes the name with a zero.
      Array(field.prefix { $0 != 0 })
    }
    self.init(bytes: bytes)
  }
}
