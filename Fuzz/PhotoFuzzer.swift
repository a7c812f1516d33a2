// Our own readers of photos, without the system's codecs behind them: PNG, BMP, GIF, the containers
// of JPEG and WebP, and EXIF.

@testable import SilhouetteMedia

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  var limits = PhotoDecoder.Limits()
  limits.pixels = 1 << 18
  switch SourceFormat(contentOf: bytes) {
  case .png:
    let sound = withSoundCheckSums(bytes)
    let source = PhotoDecoder.Source(bytes: sound, name: "fuzz", limits: limits)
    // Both ways to inflate must come to the same end.
    let whole = try? PNGDecoder.decode(source)
    let streamed = try? PNGDecoder.decode(source, wholeByteCount: 0)
    if let whole, let streamed {
      precondition(whole.pixels.byteCount == streamed.pixels.byteCount)
    }
  case .bmp, .gif:
    _ = try? PhotoDecoder.decode(bytes, name: "fuzz", limits: limits)
  case .jpeg:
    let segments = JPEGSegments(bytes)
    _ = segments.profile
    _ = segments.exif.flatMap(ExifCleaner.cleaned)
  case .webp:
    _ = try? WebPContainer(PhotoDecoder.Source(bytes: bytes, name: "fuzz", limits: limits))
  case .tiff, .heic, .avif, nil:
    if let cleaned = ExifCleaner.cleaned(bytes) {
      precondition(ExifReader(cleaned)?.orientation == .upright)
      precondition(cleaned.count < 65_527)
    }
  }
  return 0
}

/// Puts the right CRC behind every chunk, which mutation alone would not find.
private func withSoundCheckSums(_ bytes: [UInt8]) -> [UInt8] {
  var result = bytes
  var offset = 8
  while let count = ByteReader(result, order: .bigEndian).int(at: offset),
    count <= result.count - offset - 12
  {
    let end = offset + 8 + count
    result.replaceSubrange(
      end..<end + 4, with: PNGChunks.checkSum(of: result[offset + 4..<end]).bigEndianBytes)
    offset = end + 4
  }
  return result
}
