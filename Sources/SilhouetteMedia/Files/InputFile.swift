/// A whole file or stream in memory.
public enum InputFile {
  /// Reads the file at `path`; throws ``MediaError/tooManyBytes(name:limit:)`` beyond `limit` bytes.
  public static func read(path: String, limit: Int) throws(MediaError) -> [UInt8] {
    try read(path: FilePath(path), limit: limit)
  }

  package static func read(
    path: FilePath, limit: Int = PhotoDecoder.Limits().bytes
  ) throws(MediaError) -> [UInt8] {
    let descriptor = try POSIX.openForReading(path)
    defer { POSIX.closeQuietly(descriptor) }
    return try read(descriptor: descriptor, name: path.text, limit: limit)
  }

  /// Reads an open file, or a stream such as standard input, up to its end.
  public static func read(
    descriptor: Int32, name: String, limit: Int = PhotoDecoder.Limits().bytes
  ) throws(MediaError) -> [UInt8] {
    let status = FileStatus(of: descriptor)
    if status?.kind == .folder {
      throw .system(name: name, operation: "read", reason: "Is a directory")
    }
    var bytes: [UInt8] = []
    // One more than the file has, so that its end is seen without growing.
    var step = min(status?.byteCount ?? 0, limit) + 1
    if step == 1 { step = 1 << 16 }
    while true {
      let read = try append(upTo: step, to: &bytes, from: descriptor, name: name)
      if read == 0 { return bytes }
      guard bytes.count <= limit else { throw .tooManyBytes(name: name, limit: limit) }
      step = max(1 << 16, min(bytes.count, limit - bytes.count + 1))
    }
  }

  private static func append(
    upTo count: Int, to bytes: inout [UInt8], from descriptor: Int32, name: String
  ) throws(MediaError) -> Int {
    var failure: MediaError?
    let part = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(MediaError) {
        filled = try POSIX.read(descriptor, into: .init(buffer), name: name)
      } catch { failure = error }
    }
    if let failure { throw failure }
    if bytes.isEmpty { bytes = part } else { bytes += part }
    return part.count
  }
}
