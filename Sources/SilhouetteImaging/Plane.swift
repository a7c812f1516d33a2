/// A small map of numbers with interleaved channels, rows without gaps. Not a picture: a working
/// surface that is freed when its owner is.
///
/// Rows can be read a few elements past the end of the last one, as kernels that load whole vectors
/// do.
struct Plane<Element: BitwiseCopyable>: ~Copyable {
  let width: Int
  let height: Int
  let channels: Int
  let base: UnsafeMutablePointer<Element>

  /// Elements in a row.
  var rowCount: Int { width * channels }

  /// A map whose elements are not set yet.
  init(width: Int, height: Int, channels: Int = 1) {
    self.width = width
    self.height = height
    self.channels = channels
    let count = width * height * channels + Scratch.padding
    base = .allocate(capacity: count)
  }

  deinit { base.deallocate() }

  func row(_ y: Int) -> UnsafeMutablePointer<Element> { base + y * rowCount }
}

/// Memory that one band of rows works in.
enum Scratch {
  /// Elements that kernels may read past a row's end.
  static let padding = 4

  /// Calls `body` with room for `count` elements, padded and not set.
  static func with<Element: BitwiseCopyable>(
    _ count: Int, _ body: (UnsafeMutablePointer<Element>) -> Void
  ) {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: count + padding)
    defer { memory.deallocate() }
    body(memory)
  }
}
