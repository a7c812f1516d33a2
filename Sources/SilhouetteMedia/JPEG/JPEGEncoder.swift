internal import CSilhouetteCodecs
import SilhouetteImaging

/// Writes JPEG by libjpeg: grey or YCbCr, EXIF in APP1, the colour profile in APP2.
struct JPEGEncoder {
  var quality: Int
  var effort: PhotoEncoder.Effort

  /// From here on every pixel keeps its own colour; below, one sample for 2×2 pixels saves a third
  /// and is seen no more than the rest of the loss.
  private static let leastQualityWithFullColor = 90

  func encode(
    _ view: PixelView, metadata: PhotoMetadata, to write: PhotoEncoder.Sink
  ) throws(MediaError) {
    guard !view.format.hasAlpha else {
      throw .cannotEncode(format: .jpeg, detail: "has no transparency; put a background behind")
    }
    let rows = EightBitRows(view)
    var error = slh_error()
    let options = slh_jpeg_options(
      width: Int32(view.width), height: Int32(view.height), channels: Int32(rows.channelCount),
      quality: Int32(quality), subsamples_color: quality < Self.leastQualityWithFullColor,
      optimizes_tables: effort == .small)
    guard let writer = slh_jpeg_writer_create(options, &error) else { throw failure(error) }
    defer { slh_jpeg_writer_free(writer) }
    try writeMetadata(metadata, of: view, to: writer)
    for y in 0..<view.height {
      guard slh_jpeg_writer_rows(writer, rows.row(y), 0, 1, &error) else { throw failure(error) }
    }
    var bytes: UnsafePointer<UInt8>?
    var count = 0
    guard slh_jpeg_writer_finish(writer, &bytes, &count, &error) else { throw failure(error) }
    try write(UnsafeRawBufferPointer(start: bytes, count: count))
  }

  private func writeMetadata(
    _ metadata: PhotoMetadata, of view: PixelView, to writer: OpaquePointer
  ) throws(MediaError) {
    var error = slh_error()
    if let exif = metadata.exif {
      let content = JPEGSegments.exifName + exif
      // The cleaner keeps well below this; a block from elsewhere may not.
      if content.count <= Self.maximumSegmentByteCount,
        !slh_jpeg_writer_application_marker(writer, 1, content, content.count, &error)
      {
        throw failure(error)
      }
    }
    if let profile = metadata.colorProfile, view.format.channelCount == 3 {
      guard slh_jpeg_writer_color_profile(writer, profile, profile.count, &error) else {
        throw failure(error)
      }
    }
  }

  private static let maximumSegmentByteCount = 65_533

  private func failure(_ error: slh_error) -> MediaError {
    .cannotEncode(format: .jpeg, detail: error.text)
  }
}
