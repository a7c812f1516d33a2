#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Which file it is, whatever it is called: the same through links and detours.
package struct FileIdentity: Hashable, Sendable {
  package let device: UInt64
  package let node: UInt64

  package init(device: UInt64, node: UInt64) {
    self.device = device
    self.node = node
  }
}

/// What the system says about a file.
package struct FileStatus: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case regular
    case folder
    /// A pipe, a terminal, a device.
    case stream
    /// A symbolic link that leads nowhere.
    case brokenLink
  }

  package let kind: Kind
  package let identity: FileIdentity
  package let byteCount: Int
  package let permissions: UInt32

  package init(kind: Kind, identity: FileIdentity, byteCount: Int = 0, permissions: UInt32 = 0o644)
  {
    self.kind = kind
    self.identity = identity
    self.byteCount = byteCount
    self.permissions = permissions
  }
}

extension FileStatus {
  /// What `path` leads to, through symbolic links; nil where there is nothing.
  package init?(of path: FilePath) {
    var entry = stat()
    if path.withCString({ stat($0, &entry) }) == 0 {
      self.init(entry, kind: Kind(mode: entry.st_mode))
    } else if path.withCString({ lstat($0, &entry) }) == 0 {
      self.init(entry, kind: .brokenLink)
    } else {
      return nil
    }
  }

  init?(of descriptor: CInt) {
    var entry = stat()
    guard fstat(descriptor, &entry) == 0 else { return nil }
    self.init(entry, kind: Kind(mode: entry.st_mode))
  }

  private init(_ entry: stat, kind: Kind) {
    self.init(
      kind: kind,
      identity: FileIdentity(
        device: UInt64(truncatingIfNeeded: entry.st_dev),
        node: UInt64(truncatingIfNeeded: entry.st_ino)),
      byteCount: Int(entry.st_size), permissions: UInt32(entry.st_mode & 0o777))
  }
}

extension FileStatus.Kind {
  fileprivate init(mode: mode_t) {
    self =
      switch mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      default: .stream
      }
  }
}
