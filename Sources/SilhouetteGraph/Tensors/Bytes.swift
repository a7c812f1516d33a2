/// Owner of an immutable run of bytes: an array, a mapped file or a static table.
///
/// Constants of a graph are ranges of such an owner, so that a reader copies no weights.
public final class Bytes: Sendable {
  // Never written after `init`, so that sharing it between threads is safe.
  nonisolated(unsafe) private let base: UnsafeRawPointer
  public let count: Int
  private let release: @Sendable (UnsafeRawPointer, Int) -> Void

  /// Takes over `count` bytes at `base`; `release` is called once, when the last user is gone.
  public init(
    base: UnsafeRawPointer, count: Int,
    release: @escaping @Sendable (UnsafeRawPointer, Int) -> Void
  ) {
    self.base = base
    self.count = count
    self.release = release
  }

  /// Borrows memory that outlives the program's use of it, such as a table in the executable.
  public convenience init(staticBase base: UnsafeRawPointer, count: Int) {
    self.init(base: base, count: count) { _, _ in }
  }

  /// Copies `elements`, as their bytes lie in memory.
  public convenience init<Element: BitwiseCopyable>(copying elements: [Element]) {
    self.init(copying: elements.count * MemoryLayout<Element>.stride) { target in
      elements.withUnsafeBytes { target.copyMemory(from: $0) }
    }
  }

  private convenience init(copying count: Int, fill: (UnsafeMutableRawBufferPointer) -> Void) {
    let target = UnsafeMutableRawBufferPointer.allocate(byteCount: max(count, 1), alignment: 64)
    fill(UnsafeMutableRawBufferPointer(rebasing: target[0..<count]))
    self.init(base: UnsafeRawPointer(target.baseAddress.unsafelyUnwrapped), count: count) {
      base, _ in UnsafeMutableRawPointer(mutating: base).deallocate()
    }
  }

  deinit { release(base, count) }

  /// Calls `body` with the bytes; they must not be kept beyond the call.
  @inline(__always)
  public func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(start: base, count: count))
  }
}
