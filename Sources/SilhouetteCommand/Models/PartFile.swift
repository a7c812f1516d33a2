import SilhouetteMedia

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file that has come in part. It stays when the program ends, so that the next run goes on.
///
/// What it is the beginning of stands beside it: the address, and what the server called the
/// contents (`If-Range`). Without that the next run starts over.
final class PartFile {
  let path: FilePath
  private let descriptor: CInt
  private var notePath: FilePath { path.suffixed(".from") }
  private(set) var byteCount: Int
  private(set) var validator: String?

  /// Opens what has come from `address`, or an empty file; throws where another run writes it.
  init(path: FilePath, address: String) throws(CommandFailure) {
    let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW
    let descriptor = path.withCString { open($0, flags, 0o666) }
    guard descriptor >= 0 else {
      throw CommandFailure(MediaError.lastFailure(of: "write", path).description)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw CommandFailure(
        "\(path): another run is fetching this", hint: "wait for it, or end it")
    }
    self.path = path
    self.descriptor = descriptor
    byteCount = 0
    var entry = stat()
    let note = try? FileSystem.contents(of: notePath)
    let lines = String(decoding: note ?? [], as: UTF8.self).split(separator: "\n")
    if lines.count == 2, lines[0] == address, fstat(descriptor, &entry) == 0, entry.st_size > 0 {
      byteCount = Int(entry.st_size)
      validator = String(lines[1])
    } else {
      try restart(address: address, validator: nil)
    }
  }

  deinit { close(descriptor) }

  /// Empties the file.
  func restart(address: String, validator: String?) throws(CommandFailure) {
    guard ftruncate(descriptor, 0) == 0 else {
      throw CommandFailure(MediaError.lastFailure(of: "write", path).description)
    }
    byteCount = 0
    self.validator = validator
    do throws(MediaError) {
      guard let validator else { return try FileSystem.removeFile(notePath) }
      let note = Array("\(address)\n\(validator)\n".utf8)
      try FileSystem.write(note, to: notePath, replaces: true)
    } catch {
      throw CommandFailure(error.description)
    }
  }

  func append(_ bytes: UnsafeRawBufferPointer) throws(CommandFailure) {
    var rest = bytes
    while !rest.isEmpty {
      let written = pwrite(descriptor, rest.baseAddress, rest.count, off_t(byteCount))
      if written < 0 {
        if errno == EINTR { continue }
        throw CommandFailure(MediaError.lastFailure(of: "write", path).description)
      }
      byteCount += written
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
  }

  func remove() {
    // What cannot be removed costs space alone: the next run starts from it or empties it.
    try? FileSystem.removeFile(notePath)
    try? FileSystem.removeFile(path)
  }
}
