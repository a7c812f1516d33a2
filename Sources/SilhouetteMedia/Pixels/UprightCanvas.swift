internal import CSilhouetteCodecs
import SilhouetteImaging

/// Takes a stored picture strip by strip and holds it upright, so that turning never needs a second
/// whole picture.
struct UprightCanvas {
  /// Of the stored picture.
  let width: Int
  let height: Int
  let orientation: Orientation
  private(set) var pixels: PixelBuffer
  private var scratch: [UInt8] = []

  /// Rows that are decoded before they are turned: their pixels fill whole cache lines of the
  /// upright picture's rows.
  private static let stripRows = 32

  init(width: Int, height: Int, format: PixelFormat, orientation: Orientation) {
    self.width = width
    self.height = height
    self.orientation = orientation
    pixels = PixelBuffer(
      width: orientation.swapsSides ? height : width,
      height: orientation.swapsSides ? width : height, format: format)
  }

  /// Calls `decode` for all strips from top to bottom with the strip's first row and its pixels.
  mutating func fill(
    _ decode: (_ firstRow: Int, _ strip: MutablePixelView) throws(MediaError) -> Void
  ) throws(MediaError) {
    for first in stride(from: 0, to: height, by: Self.stripRows) {
      try fillRows(first..<min(height, first + Self.stripRows), decode)
    }
  }

  /// Calls `decode` once with `rows` of the stored picture.
  mutating func fillRows(
    _ rows: Range<Int>,
    _ decode: (_ firstRow: Int, _ strip: MutablePixelView) throws(MediaError) -> Void
  ) throws(MediaError) {
    let (width, format) = (width, pixels.format)
    let stride = width * format.bytesPerPixel
    guard orientation != .upright else {
      return try pixels.withMutableView { (view) throws(MediaError) in
        try decode(
          rows.lowerBound,
          MutablePixelView(
            base: view.base + rows.lowerBound * view.stride, width: width, height: rows.count,
            stride: view.stride, format: format))
      }
    }
    if scratch.count < stride * rows.count {
      scratch = [UInt8](repeating: 0, count: stride * rows.count)
    }
    let layout = orientation.layout(width: width, height: height, pixel: format.bytesPerPixel)
    try withScratch { (base, target) throws(MediaError) in
      let strip = MutablePixelView(
        base: base, width: width, height: rows.count, stride: stride, format: format)
      try decode(rows.lowerBound, strip)
      slh_place_pixels(
        target + layout.start + rows.lowerBound * layout.yStep, layout.xStep, layout.yStep,
        base, stride, width, rows.count, format.bytesPerPixel)
    }
  }

  private mutating func withScratch(
    _ body: (UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt8>) throws(MediaError) -> Void
  ) throws(MediaError) {
    // `[UInt8].withUnsafeMutableBytes` rethrows without a type.
    var failure: MediaError?
    scratch.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      do throws(MediaError) {
        try pixels.withMutableView { (view) throws(MediaError) in
          try body(base, view.base.assumingMemoryBound(to: UInt8.self))
        }
      } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
