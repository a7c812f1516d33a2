import SilhouetteMedia

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension FileSystem {
  /// Puts `folder` in the place of `target`, which must not hold anything.
  static func move(_ folder: FilePath, to target: FilePath) throws(MediaError) {
    let result = folder.withCString { old in target.withCString { new in rename(old, new) } }
    if result != 0 { throw MediaError.lastFailure(of: "write", target) }
  }

  /// A copy of the file that `path` leads to.
  static func copy(_ path: FilePath, to target: FilePath) throws(MediaError) {
    try write(try contents(of: path), to: target, replaces: false)
  }

  /// A file that is there whole or not at all.
  static func write(
    _ bytes: [UInt8], to path: FilePath, replaces: Bool
  ) throws(MediaError) {
    var file = try OutputFile(path: path, replaces: replaces)
    try file.write(bytes)
    try file.commit()
  }

  static func removeFile(_ path: FilePath) throws(MediaError) {
    guard path.withCString({ unlink($0) }) != 0, errno != ENOENT else { return }
    throw MediaError.lastFailure(of: "remove", path)
  }

  /// Removes a folder in which nothing is left.
  static func removeEmptyFolder(_ path: FilePath) throws(MediaError) {
    guard path.withCString({ rmdir($0) }) != 0, errno != ENOENT else { return }
    throw MediaError.lastFailure(of: "remove", path)
  }

  /// Removes a folder and what is in it; a symbolic link is removed, not followed.
  static func removeTree(_ path: FilePath) throws(MediaError) {
    guard isRealFolder(path) else { return try removeFile(path) }
    for name in try names(inFolder: path) { try removeTree(path.appending(name)) }
    try removeEmptyFolder(path)
  }

  private static func isRealFolder(_ path: FilePath) -> Bool {
    var entry = stat()
    return path.withCString { lstat($0, &entry) } == 0 && entry.st_mode & S_IFMT == S_IFDIR
  }
}
