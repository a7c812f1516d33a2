#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Which file it is, whatever it is called: the same through links and detours.
struct FileIdentity: Hashable, Sendable {
  let device: UInt64
  let inode: UInt64
}

/// What the system says about a path.
struct FileStatus: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case regular, folder
    /// A pipe, a device, a socket.
    case special
    /// A symbolic link that leads nowhere.
    case brokenLink
  }

  let kind: Kind
  let identity: FileIdentity
  let size: Int
}

extension FileSystem {
  /// What `path` leads to, through symbolic links; nil where there is nothing.
  static func status(of path: FilePath) -> FileStatus? {
    var entry = stat()
    if path.withCString({ stat($0, &entry) }) == 0 {
      return FileStatus(entry, kind: kind(ofMode: entry.st_mode))
    }
    guard path.withCString({ lstat($0, &entry) }) == 0 else { return nil }
    return FileStatus(entry, kind: .brokenLink)
  }

  /// The error of looking at `path`; to be asked where ``status(of:)`` is nil.
  static func errorLooking(at path: FilePath) -> FileError {
    var entry = stat()
    return FileError(path: path, code: path.withCString { stat($0, &entry) } == 0 ? 0 : errno)
  }

  private static func kind(ofMode mode: mode_t) -> FileStatus.Kind {
    switch mode & S_IFMT {
    case S_IFREG: .regular
    case S_IFDIR: .folder
    default: .special
    }
  }
}

extension FileStatus {
  fileprivate init(_ entry: stat, kind: Kind) {
    self.init(
      kind: kind,
      identity: FileIdentity(
        device: UInt64(truncatingIfNeeded: entry.st_dev),
        inode: UInt64(truncatingIfNeeded: entry.st_ino)),
      size: Int(entry.st_size))
  }
}
