internal import CSilhouetteCodecs
import SilhouetteImaging

enum JPEGDecoder {
  static func decode(_ source: PhotoDecoder.Source) throws(MediaError) -> Photo {
    let segments = JPEGSegments(source.bytes)
    // Before libjpeg, whose own limit says nothing of the file's size.
    if let size = segments.size { try source.checkSize(width: size.width, height: size.height) }
    return try source.bytes.withBytes { (raw) throws(MediaError) in
      var reader = try JPEGReader(raw, name: source.name)
      return try decode(source, segments, with: &reader)
    }
  }

  private static func decode(
    _ source: PhotoDecoder.Source, _ segments: JPEGSegments, with reader: inout JPEGReader
  ) throws(MediaError) -> Photo {
    let header = reader.header
    let (width, height) = (Int(header.width), Int(header.height))
    try source.checkSize(width: width, height: height)
    let orientation = segments.exif.flatMap(ExifReader.init)?.orientation ?? .upright
    var canvas = UprightCanvas(
      width: width, height: height, format: .rgb8, orientation: orientation)
    if header.is_cmyk {
      let converter = try CMYKConverter(
        profile: segments.profile, isInverted: header.is_inverted, name: source.name)
      let ink = UnsafeMutablePointer<UInt8>.allocate(capacity: 4 * width)
      defer { ink.deallocate() }
      try canvas.fill { (_, strip) throws(MediaError) in
        for y in 0..<strip.height {
          try reader.read(into: ink, stride: 4 * width, rows: 1)
          let row = strip.base + y * strip.stride
          converter.convert(ink, into: row.assumingMemoryBound(to: UInt8.self), width: width)
        }
      }
    } else {
      try canvas.fill { (_, strip) throws(MediaError) in try reader.read(strip) }
    }
    try reader.finish()
    return Photo(
      pixels: canvas.pixels,
      metadata: PhotoMetadata(profile: segments.profile, exifBlock: segments.exif),
      format: .jpeg)
  }
}

/// Owns libjpeg's state for one file.
struct JPEGReader: ~Copyable {
  private let handle: OpaquePointer
  private let name: String

  /// - Parameter bytes: must outlive the reader.
  init(_ bytes: UnsafeRawBufferPointer, name: String) throws(MediaError) {
    var error = slh_error()
    guard
      let handle = slh_jpeg_reader_create(
        bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count, &error)
    else { throw MediaError(error, name: name) }
    self.handle = handle
    self.name = name
  }

  deinit { slh_jpeg_reader_free(handle) }

  var header: slh_jpeg_header { slh_jpeg_reader_header(handle) }

  /// Reads as many rows as `strip` has.
  mutating func read(_ strip: MutablePixelView) throws(MediaError) {
    try read(into: strip.base, stride: strip.stride, rows: strip.height)
  }

  mutating func read(
    into base: UnsafeMutableRawPointer, stride: Int, rows: Int
  ) throws(MediaError) {
    var error = slh_error()
    let rowsAreRead = slh_jpeg_reader_rows(
      handle, base.assumingMemoryBound(to: UInt8.self), stride, Int32(rows), &error)
    if !rowsAreRead { throw MediaError(error, name: name) }
  }

  /// Checks that the file is whole.
  mutating func finish() throws(MediaError) {
    var error = slh_error()
    if !slh_jpeg_reader_finish(handle, &error) { throw MediaError(error, name: name) }
  }
}
