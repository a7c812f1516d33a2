/// A descriptor that belongs to somebody else, such as standard output.
///
/// The process must ignore SIGPIPE; then a reader that goes away is
/// ``MediaError/brokenPipe(name:)``.
public struct OutputStream: Sendable {
  private let descriptor: Int32
  private let name: String

  public init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  public func write(_ bytes: UnsafeRawBufferPointer) throws(MediaError) {
    try POSIX.writeAll(bytes, to: descriptor, name: name)
  }

  public func write(_ bytes: [UInt8]) throws(MediaError) {
    try bytes.withBytes { (raw) throws(MediaError) in try write(raw) }
  }
}

extension Array where Element == UInt8 {
  /// `withUnsafeBytes` with a typed error.
  func withBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws(MediaError) -> Result
  ) throws(MediaError) -> Result {
    let result = withUnsafeBytes { raw -> Swift.Result<Result, MediaError> in
      do throws(MediaError) { return .success(try body(raw)) } catch { return .failure(error) }
    }
    return try result.get()
  }
}
