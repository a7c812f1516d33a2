internal import CSilhouetteCodecs
import SilhouetteImaging

/// The rows of a picture as PNG stores them, one after the other: in its channel and byte order,
/// nothing hidden behind transparency unless asked for, filtered.
struct PNGFilteredRows: ~Copyable {
  /// Of a filtered row, with the byte that names its filter.
  let byteCount: Int
  private let view: PixelView
  private let distance: Int
  private let candidates: UInt32
  private var y = 0
  private var rows: StoredRows

  init(_ view: PixelView, header: PNGHeader, effort: PhotoEncoder.Effort, keepsTransparent: Bool) {
    byteCount = header.rowByteCount(width: view.width) + 1
    self.view = view
    distance = header.filterDistance
    candidates = effort == .fast ? Self.fastFilters : Self.allFilters
    rows = StoredRows(byteCount: byteCount - 1, keepsTransparent: keepsTransparent)
  }

  private static let fastFilters: UInt32 = 1 << SLH_PNG_SUB | 1 << SLH_PNG_UP
  private static let allFilters: UInt32 = 1 << SLH_PNG_FILTER_COUNT - 1

  /// Puts the next row into `filtered`, which has `byteCount` bytes.
  mutating func next(into filtered: UnsafeMutableBufferPointer<UInt8>) {
    rows.advance(to: view.row(y), format: view.format)
    slh_png_filter_best(
      candidates, rows.current, rows.previous, filtered.baseAddress, byteCount - 1, distance)
    y += 1
  }
}

/// A row in the file's layout and the one above it. Layouts that are the file's already are not
/// copied.
private struct StoredRows: ~Copyable {
  private(set) var current: UnsafePointer<UInt8>
  /// Zeros above the first row.
  private(set) var previous: UnsafePointer<UInt8>
  private let scratch: UnsafeMutablePointer<UInt8>
  private let byteCount: Int
  private let keepsTransparent: Bool
  private var usesSecond = false

  init(byteCount: Int, keepsTransparent: Bool) {
    self.byteCount = byteCount
    self.keepsTransparent = keepsTransparent
    scratch = .allocate(capacity: 2 * byteCount)
    scratch.initialize(repeating: 0, count: 2 * byteCount)
    current = UnsafePointer(scratch)
    previous = current
  }

  deinit { scratch.deallocate() }

  mutating func advance(to row: UnsafeRawBufferPointer, format: PixelFormat) {
    guard let source = row.baseAddress else { return }
    previous = current
    switch format {
    case .gray8, .rgb8:
      current = source.assumingMemoryBound(to: UInt8.self)
    case .rgba8, .bgra8, .gray16, .rgb16, .rgba16:
      // The first row goes to the second half, since the first is the zeros above it.
      usesSecond.toggle()
      let target = scratch + (usesSecond ? byteCount : 0)
      store(source, into: target, format: format)
      current = UnsafePointer(target)
    }
  }

  private func store(
    _ source: UnsafeRawPointer, into target: UnsafeMutablePointer<UInt8>, format: PixelFormat
  ) {
    let pixels = byteCount / format.bytesPerPixel
    let channels = byteCount / format.bytesPerChannel
    switch format {
    case .rgba8, .bgra8:
      if keepsTransparent {
        target.update(from: source.assumingMemoryBound(to: UInt8.self), count: byteCount)
      } else {
        slh_hide_transparent_8(source.assumingMemoryBound(to: UInt8.self), target, pixels)
      }
      if format == .bgra8 { slh_swap_red_blue(target, target, pixels) }
    case .gray16, .rgb16, .rgba16:
      let wide = source.assumingMemoryBound(to: UInt16.self)
      target.withMemoryRebound(to: UInt16.self, capacity: channels) { target in
        if format == .rgba16, !keepsTransparent {
          slh_hide_transparent_16(wide, target, pixels)
          slh_swap_bytes_16(target, target, channels)
        } else {
          slh_swap_bytes_16(wide, target, channels)
        }
      }
    case .gray8, .rgb8: break
    }
  }
}
