internal import CSilhouetteCodecs
import SilhouetteImaging

/// Reads HEIC and AVIF by libheif, which turns the picture as the file says; so the EXIF
/// orientation, which says it once more, is not applied.
enum HEIFDecoder {
  static func decode(
    _ source: PhotoDecoder.Source, format: SourceFormat
  ) throws(MediaError) -> Photo {
    try source.bytes.withBytes { (raw) throws(MediaError) in
      var reader = try HEIFReader(raw, name: source.name)
      let header = reader.header
      try source.checkSize(width: Int(header.width), height: Int(header.height))
      try reader.decode()
      var pixels = PixelBuffer(
        width: Int(header.width), height: Int(header.height), format: header.pixelFormat)
      pixels.withMutableView { view in
        for y in 0..<view.height { reader.copyRow(y, into: view.base + y * view.stride) }
      }
      return Photo(
        pixels: pixels, metadata: PhotoMetadata(profile: reader.profile, exifBlock: reader.exif),
        format: format)
    }
  }
}

extension slh_heif_header {
  fileprivate var pixelFormat: PixelFormat {
    switch (bit_depth > 8, has_alpha) {
    case (true, true): .rgba16
    case (true, false): .rgb16
    case (false, true): .rgba8
    case (false, false): .rgb8
    }
  }
}

/// Owns libheif's state for one file.
private struct HEIFReader: ~Copyable {
  private let handle: OpaquePointer
  private let name: String

  /// - Parameter bytes: must outlive the reader.
  init(_ bytes: UnsafeRawBufferPointer, name: String) throws(MediaError) {
    var error = slh_error()
    guard
      let handle = slh_heif_reader_create(
        bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count, &error)
    else { throw MediaError(error, name: name, library: .heif) }
    self.handle = handle
    self.name = name
  }

  deinit { slh_heif_reader_free(handle) }

  var header: slh_heif_header { slh_heif_reader_header(handle) }

  mutating func decode() throws(MediaError) {
    var error = slh_error()
    if !slh_heif_reader_decode(handle, &error) { throw MediaError(error, name: name) }
  }

  func copyRow(_ y: Int, into row: UnsafeMutableRawPointer) {
    slh_heif_reader_row(handle, Int32(y), row)
  }

  var profile: [UInt8]? {
    bytes(count: slh_heif_reader_profile_size(handle)) { slh_heif_reader_profile(handle, $0) }
  }

  /// The block begins with the distance to its TIFF header (ISO/IEC 23008-12, A.2.1).
  var exif: [UInt8]? {
    let block = bytes(count: slh_heif_reader_exif_size(handle)) { slh_heif_reader_exif(handle, $0) }
    guard let block else { return nil }
    let reader = ByteReader(block, order: .bigEndian)
    guard let distance = reader.int(at: 0), distance < block.count - 4 else { return nil }
    return Array(block[(4 + distance)...])
  }

  private func bytes(count: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Bool) -> [UInt8]? {
    guard count > 0, count <= 16 << 20 else { return nil }
    var isFilled = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      if let base = buffer.baseAddress { isFilled = fill(base) }
      filled = isFilled ? count : 0
    }
    return isFilled ? bytes : nil
  }
}
