internal import CSilhouetteCodecs
import SilhouetteImaging

/// Rows of any picture as 8-bit grey, RGB or RGBA, for formats that have no more. Pixels that are
/// fully transparent come out black unless they are to keep their colours.
struct EightBitRows: ~Copyable {
  /// 1, 3 or 4.
  let channelCount: Int
  private let view: PixelView
  private let keepsTransparent: Bool
  private let row: UnsafeMutablePointer<UInt8>

  init(_ view: PixelView, keepsTransparent: Bool = false) {
    self.view = view
    self.keepsTransparent = keepsTransparent
    channelCount = view.format.channelCount
    row = .allocate(capacity: view.width * channelCount)
  }

  deinit { row.deallocate() }

  /// Row `y`; it stays until the next call.
  func row(_ y: Int) -> UnsafePointer<UInt8> {
    let count = view.width * channelCount
    guard let source = view.row(y).baseAddress else { return UnsafePointer(row) }
    let narrow = source.assumingMemoryBound(to: UInt8.self)
    switch view.format {
    case .gray8, .rgb8: return narrow
    case .rgba8: row.update(from: narrow, count: count)
    case .bgra8: slh_swap_red_blue(narrow, row, view.width)
    case .gray16, .rgb16, .rgba16:
      slh_narrow_16_to_8(source.assumingMemoryBound(to: UInt16.self), row, count)
    }
    if view.format.hasAlpha, !keepsTransparent { slh_hide_transparent_8(row, row, view.width) }
    return UnsafePointer(row)
  }
}
