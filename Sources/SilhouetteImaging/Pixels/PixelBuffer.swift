/// A picture in memory, upright, origin at the top left.
///
/// A value: a copy is made when one of two holders changes it. Pixels that belong to somebody else
/// are borrowed for a call with ``PixelView`` and ``MutablePixelView`` instead.
public struct PixelBuffer: Sendable {
  public let width: Int
  public let height: Int
  public let format: PixelFormat
  private var storage: Storage

  /// Bytes from one row to the next: rows are stored without gaps.
  public var stride: Int { width * format.bytesPerPixel }

  public var byteCount: Int { stride * height }

  /// A picture whose pixels are not set yet.
  ///
  /// - Precondition: both sides are 1…``maximumSide``.
  public init(width: Int, height: Int, format: PixelFormat) {
    precondition(
      (1...PixelBuffer.maximumSide).contains(width)
        && (1...PixelBuffer.maximumSide).contains(height),
      "a picture has 1 to \(PixelBuffer.maximumSide) pixels a side")
    self.width = width
    self.height = height
    self.format = format
    storage = Storage(byteCount: width * height * format.bytesPerPixel)
  }

  /// A copy of borrowed pixels.
  public init(copying view: PixelView) {
    self.init(width: view.width, height: view.height, format: view.format)
    withMutableView { target in
      for y in 0..<view.height {
        target.row(y).copyMemory(from: UnsafeRawBufferPointer(view.row(y)))
      }
    }
  }

  /// 2^16 − 1, the largest side of a JPEG.
  public static let maximumSide = 65_535

  /// Calls `body` with the pixels; the view must not be kept beyond the call.
  @inlinable
  public func withView<Result: ~Copyable, Failure: Error>(
    _ body: (PixelView) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(
      PixelView(base: baseAddress, width: width, height: height, stride: stride, format: format))
  }

  /// Calls `body` with the pixels to change; the view must not be kept beyond the call.
  @inlinable
  public mutating func withMutableView<Result: ~Copyable, Failure: Error>(
    _ body: (MutablePixelView) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    makeUnique()
    return try body(
      MutablePixelView(
        base: baseAddress, width: width, height: height, stride: stride, format: format))
  }

  @usableFromInline var baseAddress: UnsafeMutableRawPointer { storage.base }

  @usableFromInline mutating func makeUnique() {
    guard !isKnownUniquelyReferenced(&storage) else { return }
    let copy = Storage(byteCount: byteCount)
    copy.base.copyMemory(from: storage.base, byteCount: byteCount)
    storage = copy
  }

  /// Bytes that are written only while one buffer holds them, which makes sharing them safe.
  private final class Storage: @unchecked Sendable {
    let base: UnsafeMutableRawPointer

    init(byteCount: Int) {
      base = .allocate(byteCount: byteCount, alignment: 64)
    }

    deinit { base.deallocate() }
  }
}
