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
  static func openForReading(_ path: FilePath) throws(MediaError) -> CInt {
    try check(path.text, "open") { path.withCString { open($0, O_RDONLY | O_CLOEXEC) } }
  }

  /// A new file, with the permissions that the user's mask leaves of rw-rw-rw-.
  static func create(_ path: FilePath, calling name: String) throws(MediaError) -> CInt {
    try check(name, "write") {
      path.withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
    }
  }

  static func openForWriting(_ path: FilePath) throws(MediaError) -> CInt {
    try check(path.text, "write") { path.withCString { open($0, O_WRONLY | O_CLOEXEC) } }
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

  static func setPermissions(_ permissions: UInt32, of descriptor: CInt) {
    _ = fchmod(descriptor, mode_t(truncatingIfNeeded: permissions))
  }

  static func closeWritten(_ descriptor: CInt, name: String) throws(MediaError) {
    // After EINTR the descriptor is gone on Linux; a second close could hit another file.
    if close(descriptor) != 0 && errno != EINTR { throw failure(name, "write") }
  }

  static func closeQuietly(_ descriptor: CInt) { _ = close(descriptor) }

  static func rename(_ path: FilePath, to target: FilePath) throws(MediaError) {
    let result = path.withCString { old in target.withCString { new in systemRename(old, new) } }
    if result != 0 { throw failure(target.text, "write") }
  }

  /// Renames unless `target` is there.
  static func renameNew(_ path: FilePath, to target: FilePath) throws(MediaError) {
    let result = path.withCString { old in target.withCString { new in link(old, new) } }
    if result == 0 {
      _ = path.withCString { unlink($0) }
      return
    }
    // Disks without hard links: look, then rename.
    guard errno != EEXIST, FileStatus(of: target) == nil else { throw .exists(name: target.text) }
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

/// `POSIX.rename` hides the system's.
private func systemRename(_ old: UnsafePointer<CChar>, _ new: UnsafePointer<CChar>) -> CInt {
  rename(old, new)
}
