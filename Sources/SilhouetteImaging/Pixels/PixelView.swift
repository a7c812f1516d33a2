/// Borrowed pixels to read. Valid as long as the memory at `base` is.
public struct PixelView {
  public let base: UnsafeRawPointer
  public let width: Int
  public let height: Int
  /// Bytes from one row to the next; at least `width · format.bytesPerPixel`.
  public let stride: Int
  public let format: PixelFormat

  @inlinable
  public init(
    base: UnsafeRawPointer, width: Int, height: Int, stride: Int, format: PixelFormat
  ) {
    self.base = base
    self.width = width
    self.height = height
    self.stride = stride
    self.format = format
  }

  /// The bytes of row `y`, without the gap behind it.
  @inlinable
  public func row(_ y: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base + y * stride, count: width * format.bytesPerPixel)
  }
}

extension PixelView {
  /// A part of the picture, the same memory.
  ///
  /// - Precondition: the rectangle lies within the picture and is not empty.
  package func cropped(to part: PixelRect) -> PixelView {
    precondition(
      part.x >= 0 && part.y >= 0 && part.width >= 1 && part.height >= 1
        && part.width <= width - part.x && part.height <= height - part.y)
    return PixelView(
      base: base + part.y * stride + part.x * format.bytesPerPixel, width: part.width,
      height: part.height, stride: stride, format: format)
  }
}

/// Borrowed pixels to change. Valid as long as the memory at `base` is.
public struct MutablePixelView {
  public let base: UnsafeMutableRawPointer
  public let width: Int
  public let height: Int
  /// Bytes from one row to the next; at least `width · format.bytesPerPixel`.
  public let stride: Int
  public let format: PixelFormat

  @inlinable
  public init(
    base: UnsafeMutableRawPointer, width: Int, height: Int, stride: Int, format: PixelFormat
  ) {
    self.base = base
    self.width = width
    self.height = height
    self.stride = stride
    self.format = format
  }

  /// The bytes of row `y`, without the gap behind it.
  @inlinable
  public func row(_ y: Int) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: base + y * stride, count: width * format.bytesPerPixel)
  }

  /// The same pixels to read.
  @inlinable
  public var readOnly: PixelView {
    PixelView(
      base: UnsafeRawPointer(base), width: width, height: height, stride: stride, format: format)
  }
}
