internal import CSilhouetteCodecs

/// A file that appears whole or not at all.
///
/// Bytes go to a temporary file beside the target, which ``commit()`` syncs and renames. Without a
/// commit the temporary file goes with the value; on a signal ``removeUnfinished()`` removes it.
///
///     var file = try OutputFile(path: "out.png", replaces: false)
///     try file.write(bytes)
///     try file.commit()
public struct OutputFile: ~Copyable {
  private let path: FilePath
  private let replaces: Bool
  private let descriptor: Int32
  /// nil when the target is a device or a pipe, which is written in place.
  private let temporary: TemporaryName?
  private var isOpen = true

  /// Starts a file that will be at `path`.
  ///
  /// - Parameter replaces: whether a file that is there may be replaced; it keeps its permissions.
  public init(path: String, replaces: Bool) throws(MediaError) {
    try self.init(path: FilePath(path), replaces: replaces)
  }

  package init(path: FilePath, replaces: Bool) throws(MediaError) {
    (descriptor, temporary) = try Self.open(path, replaces: replaces)
    self.path = path
    self.replaces = replaces
  }

  private static func open(
    _ path: FilePath, replaces: Bool
  ) throws(MediaError) -> (Int32, TemporaryName?) {
    let existing = FileStatus(of: path)
    switch existing?.kind {
    case .folder:
      throw .system(name: path.text, operation: "write", reason: "Is a directory")
    case .stream:
      return (try POSIX.openForWriting(path), nil)
    case .regular, .brokenLink, nil:
      if existing != nil && !replaces { throw .exists(name: path.text) }
      let temporary = TemporaryName(besides: path)
      do throws(MediaError) {
        let descriptor = try POSIX.create(temporary.path, calling: path.text)
        if let existing { POSIX.setPermissions(existing.permissions, of: descriptor) }
        return (descriptor, temporary)
      } catch {
        temporary.forget()
        throw error
      }
    }
  }

  public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(MediaError) {
    try POSIX.writeAll(bytes, to: descriptor, name: path.text)
  }

  public mutating func write(_ bytes: [UInt8]) throws(MediaError) {
    try bytes.withBytes { (raw) throws(MediaError) in try write(raw) }
  }

  /// Puts the file in its place.
  public consuming func commit() throws(MediaError) {
    try POSIX.synchronize(descriptor, name: path.text)
    isOpen = false
    try POSIX.closeWritten(descriptor, name: path.text)
    guard let temporary else { return }
    if replaces {
      try POSIX.rename(temporary.path, to: path)
    } else {
      try POSIX.renameNew(temporary.path, to: path)
    }
  }

  deinit {
    if isOpen { POSIX.closeQuietly(descriptor) }
    // After a commit nothing has the temporary name any more.
    temporary?.remove()
  }

  /// Removes the temporary files of all unfinished outputs of this process. Only for the way out:
  /// safe to call from a signal handler.
  public static func removeUnfinished() { slh_temporary_remove_all() }
}

/// The name of a temporary file, known to the signal handler from before the file is there until
/// after it is gone.
private struct TemporaryName {
  let path: FilePath
  private let slot: Int32

  init(besides target: FilePath) {
    let number = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    path = target.parent.appending(FilePath(".silhouette-\(number).tmp"))
    slot = path.withCString { slh_temporary_register($0) }
  }

  func remove() { path.withCString { slh_temporary_remove($0, slot) } }

  func forget() { slh_temporary_forget(slot) }
}
