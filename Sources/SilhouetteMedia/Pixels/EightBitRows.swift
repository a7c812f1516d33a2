internal import CSilhouetteCodecs
import SilhouetteImaging

/// Rows of any picture as 8-bit grey, RGB or RGBA, for formats that have no more. Pixels that are
/// fully transparent come out black.
struct EightBitRows: ~Copyable {
  /// 1, 3 or 4.
  let channelCount: Int
  private let view: PixelView
  private let row: UnsafeMutablePointer<UInt8>
  private let wideRow: UnsafeMutablePointer<UInt16>

  init(_ view: PixelView) {
    self.view = view
    channelCount = view.format.channelCount
    row = .allocate(capacity: view.width * channelCount)
    wideRow = .allocate(capacity: view.width * channelCount)
  }

  deinit {
    row.deallocate()
    wideRow.deallocate()
  }

  /// Row `y`; it stays until the next call.
  func row(_ y: Int) -> UnsafePointer<UInt8> {
    let count = view.width * channelCount
    guard let source = view.row(y).baseAddress else { return UnsafePointer(row) }
    let narrow = source.assumingMemoryBound(to: UInt8.self)
    switch view.format {
    case .gray8, .rgb8: return narrow
    case .rgba8: slh_hide_transparent_8(narrow, row, view.width)
    case .bgra8:
      slh_hide_transparent_8(narrow, row, view.width)
      slh_swap_red_blue(row, row, view.width)
    case .gray16, .rgb16:
      slh_narrow_16_to_8(source.assumingMemoryBound(to: UInt16.self), row, count)
    case .rgba16:
      slh_hide_transparent_16(source.assumingMemoryBound(to: UInt16.self), wideRow, view.width)
      slh_narrow_16_to_8(wideRow, row, count)
    }
    return UnsafePointer(row)
  }
}
