#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The few questions the verbs ask about files. Paths are bytes, so that every name works.
enum FileSystem {
  /// The whole file, or standard input for `-`.
  static func contents(of path: FilePath) throws(FileError) -> [UInt8] {
    if path.isStandardStream { return try contents(of: STDIN_FILENO, path: path, sizeHint: 0) }
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(path: path, code: errno) }
    return try contents(of: descriptor, path: path, sizeHint: Int(status.st_size))
  }

  private static func contents(
    of descriptor: Int32, path: FilePath, sizeHint: Int
  ) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    // One byte more than the file has, so that its end is seen without growing the array.
    var room = max(sizeHint, 64 << 10) + 1
    while true {
      var code: Int32 = 0
      let start = bytes.count
      let more = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        while count < room {
          let step = read(descriptor, buffer.baseAddress.map { $0 + count }, room - count)
          if step > 0 {
            count += step
          } else if step == 0 {
            break
          } else if errno != EINTR {
            code = errno
            break
          }
        }
      }
      if start == 0 { bytes = more } else { bytes += more }
      if code != 0 { throw FileError(path: path, code: code) }
      if more.count < room { return bytes }
      room = bytes.count
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
