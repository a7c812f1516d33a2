internal import CSilhouetteCodecs
import SilhouetteImaging

/// Writes WebP by libwebp: lossy, or lossless at quality 100; alpha is always exact.
struct WebPEncoder {
  var quality: Int
  var effort: PhotoEncoder.Effort
  var keepsTransparentColors = false

  /// Pixels handed to libwebp, which then needs nobody else's copy of them.
  final class Picture {
    fileprivate let writer: OpaquePointer
    fileprivate let width: Int
    fileprivate let height: Int
    fileprivate let format: PixelFormat

    fileprivate init(_ writer: OpaquePointer, of view: PixelView) {
      self.writer = writer
      width = view.width
      height = view.height
      format = view.format
    }

    deinit { slh_webp_writer_free(writer) }
  }

  func picture(of view: PixelView) throws(MediaError) -> Picture {
    var error = slh_error()
    let rows = EightBitRows(view, keepsTransparent: keepsTransparentColors)
    let isGray = rows.channelCount == 1
    let options = slh_webp_options(
      width: Int32(view.width), height: Int32(view.height),
      channels: isGray ? 3 : Int32(rows.channelCount), quality: Int32(quality),
      is_lossless: quality == 100, is_exact: keepsTransparentColors, method: method)
    guard let writer = slh_webp_writer_create(options, &error) else { throw failure(error) }
    let picture = Picture(writer, of: view)
    var expanded = [UInt8](repeating: 0, count: isGray ? 3 * view.width : 0)
    for y in 0..<view.height {
      let row = rows.row(y)
      guard isGray else {
        slh_webp_writer_row(writer, row)
        continue
      }
      for x in 0..<view.width {
        for channel in 0..<3 { expanded[3 * x + channel] = row[x] }
      }
      slh_webp_writer_row(writer, expanded)
    }
    return picture
  }

  /// libwebp's own default is 4; 2 takes half the time for some 5 % more.
  private var method: Int32 { effort == .fast ? 2 : 6 }

  func encode(
    _ picture: Picture, metadata: PhotoMetadata, to write: PhotoEncoder.Sink
  ) throws(MediaError) {
    var error = slh_error()
    var bytes: UnsafePointer<UInt8>?
    var count = 0
    guard slh_webp_writer_finish(picture.writer, &bytes, &count, &error) else {
      throw failure(error)
    }
    var carried = metadata
    if picture.format.channelCount == 1 { carried.colorProfile = nil }
    let file = WebPContainer.adding(
      carried, to: UnsafeRawBufferPointer(start: bytes, count: count), width: picture.width,
      height: picture.height, hasAlpha: picture.format.hasAlpha)
    try file.withBytes(write)
  }

  private func failure(_ error: slh_error) -> MediaError {
    let failure = MediaError(error, name: "WebP output", library: .webp)
    guard case .libraryMissing = failure else {
      return .cannotEncode(format: .webp, detail: error.text)
    }
    return failure
  }
}
