#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system's file calls, with their error numbers thrown as sentences. The one place here that
/// differs between systems.
enum POSIX {
  enum FileKind {
    case regular
    case folder
    /// A pipe, a terminal, a device.
    case stream
  }

  struct Status {
    let kind: FileKind
    let permissions: mode_t
    let byteCount: Int
    let device: UInt64
    let node: UInt64

    fileprivate init(_ raw: stat) {
      kind =
        switch raw.st_mode & S_IFMT {
        case S_IFREG: .regular
        case S_IFDIR: .folder
        default: .stream
        }
      permissions = raw.st_mode & 0o777
      byteCount = Int(raw.st_size)
      device = UInt64(truncatingIfNeeded: raw.st_dev)
      node = UInt64(truncatingIfNeeded: raw.st_ino)
    }
  }

  /// nil when there is no such file; follows links.
  static func status(of path: String) -> Status? {
    var raw = stat()
    return stat(path, &raw) == 0 ? Status(raw) : nil
  }

  static func status(of descriptor: CInt) -> Status? {
    var raw = stat()
    return fstat(descriptor, &raw) == 0 ? Status(raw) : nil
  }

  static func openForReading(_ path: String) throws(MediaError) -> CInt {
    try check(path, "open") { open(path, O_RDONLY | O_CLOEXEC) }
  }

  /// A new file, with the permissions that the user's mask leaves of rw-rw-rw-.
  static func create(_ path: String, calling name: String) throws(MediaError) -> CInt {
    try check(name, "write") { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
  }

  static func openForWriting(_ path: String) throws(MediaError) -> CInt {
    try check(path, "write") { open(path, O_WRONLY | O_CLOEXEC) }
  }

  /// Bytes read, 0 at the end.
  static func read(
    _ descriptor: CInt, into buffer: UnsafeMutableRawBufferPointer, name: String
  ) throws(MediaError) -> Int {
    // Linux moves at most 2 GB a call, macOS refuses more.
    let count = min(buffer.count, 1 << 30)
    while true {
      do throws(MediaError) {
        return try check(name, "read") {
          #if canImport(Glibc)
            Glibc.read(descriptor, buffer.baseAddress, count)
          #elseif canImport(Musl)
            Musl.read(descriptor, buffer.baseAddress, count)
          #else
            Darwin.read(descriptor, buffer.baseAddress, count)
          #endif
        }
      } catch {
        guard waitIfNeeded(for: descriptor, events: POLLIN) else { throw error }
      }
    }
  }

  static func writeAll(
    _ bytes: UnsafeRawBufferPointer, to descriptor: CInt, name: String
  ) throws(MediaError) {
    var rest = bytes
    while !rest.isEmpty {
      let written = write(descriptor, rest.baseAddress, min(rest.count, 1 << 30))
      if written > 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      } else if errno == EPIPE {
        throw .brokenPipe(name: name)
      } else if errno != EINTR && !waitIfNeeded(for: descriptor, events: POLLOUT) {
        throw failure(name, "write")
      }
    }
  }

  /// Until the bytes are on the disk. Streams, which have no disk, are let pass.
  static func synchronize(_ descriptor: CInt, name: String) throws(MediaError) {
    while fsync(descriptor) != 0 {
      switch errno {
      case EINTR: continue
      case EINVAL, ENOTSUP, EROFS: return
      default: throw failure(name, "write")
      }
    }
  }

  static func setPermissions(_ permissions: mode_t, of descriptor: CInt) {
    _ = fchmod(descriptor, permissions)
  }

  static func closeWritten(_ descriptor: CInt, name: String) throws(MediaError) {
    // After EINTR the descriptor is gone on Linux; a second close could hit another file.
    if close(descriptor) != 0 && errno != EINTR { throw failure(name, "write") }
  }

  static func closeQuietly(_ descriptor: CInt) { _ = close(descriptor) }

  static func rename(_ path: String, to target: String) throws(MediaError) {
    #if canImport(Glibc)
      let result = Glibc.rename(path, target)
    #elseif canImport(Musl)
      let result = Musl.rename(path, target)
    #else
      let result = Darwin.rename(path, target)
    #endif
    if result != 0 { throw failure(target, "write") }
  }

  /// Renames unless `target` is there.
  static func renameNew(_ path: String, to target: String) throws(MediaError) {
    if link(path, target) == 0 {
      _ = unlink(path)
      return
    }
    if errno == EEXIST { throw .exists(name: target) }
    // Disks without hard links: look, then rename.
    var raw = stat()
    if lstat(target, &raw) == 0 { throw .exists(name: target) }
    try rename(path, to: target)
  }

  static func failure(_ name: String, _ operation: String) -> MediaError {
    .system(name: name, operation: operation, reason: String(cString: strerror(errno)))
  }

  private static func check<Number: SignedInteger>(
    _ name: String, _ operation: String, _ call: () -> Number
  ) throws(MediaError) -> Number {
    while true {
      let result = call()
      if result >= 0 { return result }
      guard errno == EINTR else { throw failure(name, operation) }
    }
  }

  /// Whether the last call failed only because the descriptor was not ready, and now is.
  private static func waitIfNeeded(for descriptor: CInt, events: Int32) -> Bool {
    guard errno == EAGAIN else { return false }
    var entry = pollfd(fd: descriptor, events: Int16(truncatingIfNeeded: events), revents: 0)
    return poll(&entry, 1, -1) >= 0 || errno == EINTR
  }
}
