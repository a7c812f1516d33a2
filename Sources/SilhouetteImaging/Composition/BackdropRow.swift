/// What is behind one row of a picture after another.
struct BackdropRow: ~Copyable {
  /// A row of pixels of a backdrop that is the same everywhere.
  private let plain: PixelBuffer?
  /// Colours of the run that was asked for last; those of a plain backdrop are the same for any run.
  private let colors: UnsafeMutablePointer<Float>
  private let scratch: UnsafeMutablePointer<Float>
  private var y = 0

  /// Scratch floats for pictures of some width.
  static func scratchCount(of backdrop: borrowing Backdrop, width: Int) -> Int {
    3 * width + Scratch.padding + backdrop.scratchCount
  }

  /// - Parameter scratch: of ``scratchCount(of:width:)`` floats, for as long as this value is used.
  init(
    of backdrop: borrowing Backdrop, behind pixels: MutablePixelView,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let columns = 0..<pixels.width
    colors = scratch
    self.scratch = scratch + 3 * pixels.width + Scratch.padding
    guard backdrop.isPlain else {
      plain = nil
      return
    }
    var row = PixelBuffer(width: pixels.width, height: 1, format: pixels.format)
    backdrop.colors(columns, row: 0, into: colors, scratch: self.scratch)
    row.withMutableView { $0.setColors(scratch, at: 0, columns) }
    plain = row
  }

  mutating func move(to y: Int, of backdrop: borrowing Backdrop) {
    self.y = y
    if plain == nil { backdrop.prepare(row: y, scratch: scratch) }
  }

  /// Colours 0…1 behind a run of pixels, until the next are asked for.
  func colors(_ columns: Range<Int>, of backdrop: borrowing Backdrop) -> UnsafePointer<Float> {
    if plain == nil { backdrop.colors(columns, row: y, into: colors, scratch: scratch) }
    return UnsafePointer(colors)
  }

  /// Shows nothing but the backdrop in a run of pixels.
  func show(in pixels: MutablePixelView, _ columns: Range<Int>, of backdrop: borrowing Backdrop) {
    if let plain {
      pixels.setPixels(of: plain, at: y, columns)
    } else {
      pixels.setColors(colors(columns, of: backdrop), at: y, columns)
    }
  }
}

extension Backdrop {
  /// Whether it is one colour everywhere.
  fileprivate var isPlain: Bool {
    switch self {
    case .color: true
    case .picture: false
    case .blur: false
    }
  }
}

extension MutablePixelView {
  /// Takes a run of pixels over from a row of the same format.
  fileprivate func setPixels(of line: borrowing PixelBuffer, at y: Int, _ columns: Range<Int>) {
    let first = columns.lowerBound * format.bytesPerPixel
    line.withView { line in
      (base + y * stride + first).copyMemory(
        from: line.base + first, byteCount: columns.count * format.bytesPerPixel)
    }
  }
}
