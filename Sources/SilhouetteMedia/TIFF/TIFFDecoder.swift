internal import CSilhouetteCodecs
import SilhouetteImaging

/// Reads the first picture of a TIFF by libtiff.
enum TIFFDecoder {
  static func decode(_ source: PhotoDecoder.Source) throws(MediaError) -> Photo {
    try source.bytes.withBytes { (raw) throws(MediaError) in
      var reader = try TIFFReader(raw, name: source.name)
      return try decode(source, with: &reader)
    }
  }

  private static func decode(
    _ source: PhotoDecoder.Source, with reader: inout TIFFReader
  ) throws(MediaError) -> Photo {
    let header = reader.header
    try source.checkSize(width: Int(header.width), height: Int(header.height))
    let profile = reader.profile
    let expander = try TIFFRowExpander(header, profile: profile, name: source.name)
    let orientation = UInt16(exactly: header.orientation).flatMap(Orientation.init) ?? .upright
    var canvas = UprightCanvas(
      width: Int(header.width), height: Int(header.height), format: expander.format,
      orientation: orientation)
    let bandRows = Int(header.band_rows)
    let rowByteCount =
      Int(header.width) * Int(header.samples_per_pixel)
      * Int(header.bits_per_sample) / 8
    let band = UnsafeMutablePointer<UInt8>.allocate(capacity: rowByteCount * bandRows)
    defer { band.deallocate() }
    for first in stride(from: 0, to: canvas.height, by: bandRows) {
      let rows = first..<min(canvas.height, first + bandRows)
      try reader.read(rows, into: band)
      try canvas.fillRows(rows) { (_, strip) throws(MediaError) in
        for y in 0..<strip.height {
          expander.expand(
            band + y * rowByteCount, width: strip.width, into: strip.base + y * strip.stride)
        }
      }
    }
    // The file is itself what an EXIF block is: directories of tagged values.
    return Photo(
      pixels: canvas.pixels, metadata: PhotoMetadata(profile: profile, exifBlock: source.bytes),
      format: .tiff)
  }
}

/// Owns libtiff's state for one file.
private struct TIFFReader: ~Copyable {
  private let handle: OpaquePointer
  private let name: String

  /// - Parameter bytes: must outlive the reader.
  init(_ bytes: UnsafeRawBufferPointer, name: String) throws(MediaError) {
    var error = slh_error()
    guard
      let handle = slh_tiff_reader_create(
        bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count, &error)
    else { throw MediaError(error, name: name, library: .tiff) }
    self.handle = handle
    self.name = name
  }

  deinit { slh_tiff_reader_free(handle) }

  var header: slh_tiff_header { slh_tiff_reader_header(handle) }

  var profile: [UInt8]? {
    var bytes: UnsafePointer<UInt8>?
    let count = slh_tiff_reader_profile(handle, &bytes)
    guard count > 0, let bytes else { return nil }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  mutating func read(
    _ rows: Range<Int>, into band: UnsafeMutablePointer<UInt8>
  ) throws(MediaError) {
    var error = slh_error()
    guard
      slh_tiff_reader_band(handle, Int32(rows.lowerBound), Int32(rows.count), band, &error)
    else { throw MediaError(error, name: name) }
  }
}
