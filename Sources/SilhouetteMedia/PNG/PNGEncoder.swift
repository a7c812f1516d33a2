internal import CSilhouetteCodecs
import SilhouetteImaging

/// Writes PNG: our chunks and filters, libdeflate's or zlib's compression.
struct PNGEncoder {
  var effort: PhotoEncoder.Effort
  /// Filtered bytes up to this many are compressed in one call by libdeflate, which is twice as fast;
  /// more go through zlib strip by strip, so that memory stays bounded.
  var wholeBufferByteCount = 64 << 20
  var keepsTransparentColors = false
  /// Red, green and blue of each index, when the pixels of a grey picture are indices.
  var palette: [UInt8] = []

  func encode(
    _ view: PixelView, metadata: PhotoMetadata, to write: PhotoEncoder.Sink
  ) throws(MediaError) {
    var header = PNGHeader(view)
    if !palette.isEmpty { header.color = .palette }
    try PNGHeader.signature.withBytes(write)
    try writeChunk(.header, header.bytes, to: write)
    if let profile = metadata.colorProfile, header.color != .gray {
      let compressed = try compressWhole(profile, level: 6)
      try writeChunk(.profile, Array("ICC profile\0\0".utf8) + compressed, to: write)
    }
    if let exif = metadata.exif { try writeChunk(.exif, exif, to: write) }
    if !palette.isEmpty { try writeChunk(.palette, palette, to: write) }
    var rows = PNGFilteredRows(
      view, header: header, effort: effort, keepsTransparent: keepsTransparentColors)
    if rows.byteCount * header.height <= wholeBufferByteCount {
      try writeWhole(&rows, height: header.height, to: write)
    } else {
      try writeStrips(&rows, height: header.height, to: write)
    }
    try writeChunk(.end, [], to: write)
  }

  private func writeWhole(
    _ rows: inout PNGFilteredRows, height: Int, to write: PhotoEncoder.Sink
  ) throws(MediaError) {
    let filtered = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: rows.byteCount * height)
    defer { filtered.deallocate() }
    for y in 0..<height {
      rows.next(into: .init(rebasing: filtered[y * rows.byteCount..<(y + 1) * rows.byteCount]))
    }
    let level: Int32 = effort == .fast ? 1 : 10
    let compressed = try compressWhole(UnsafeRawBufferPointer(filtered), level: level)
    try writeChunk(.imageData, compressed, to: write)
  }

  private func writeStrips(
    _ rows: inout PNGFilteredRows, height: Int, to write: PhotoEncoder.Sink
  ) throws(MediaError) {
    guard let stream = slh_deflate_create(effort == .fast ? 1 : 9) else { throw outOfMemory }
    defer { slh_deflate_free(stream) }
    let row = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: rows.byteCount)
    defer { row.deallocate() }
    let output = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Self.stripByteCount)
    defer { output.deallocate() }
    var buffers = slh_zlib_buffers()
    buffers.output = output.baseAddress
    buffers.output_count = output.count
    for y in 0..<height {
      rows.next(into: row)
      buffers.input = UnsafePointer(row.baseAddress)
      buffers.input_count = row.count
      let ends = y == height - 1
      while true {
        let result = slh_deflate(stream, &buffers, ends)
        guard result != SLH_ZLIB_DAMAGED else { throw outOfMemory }
        if buffers.output_count == 0 || result == SLH_ZLIB_END {
          let filled = output.count - buffers.output_count
          try writeChunk(
            .imageData, UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(output)[..<filled]),
            to: write)
          buffers.output = output.baseAddress
          buffers.output_count = output.count
        } else if buffers.input_count == 0 && !ends {
          break
        }
        if result == SLH_ZLIB_END { break }
      }
    }
  }

  private static let stripByteCount = 1 << 20

  // MARK: - Chunks and compression

  private func writeChunk(
    _ type: PNGChunkType, _ bytes: [UInt8], to write: PhotoEncoder.Sink
  ) throws(MediaError) {
    try bytes.withBytes { (raw) throws(MediaError) in try writeChunk(type, raw, to: write) }
  }

  private func writeChunk(
    _ type: PNGChunkType, _ bytes: UnsafeRawBufferPointer, to write: PhotoEncoder.Sink
  ) throws(MediaError) {
    let name = type.bytes
    var check = libdeflate_crc32(0, name, name.count)
    // With no bytes there is no address, for which libdeflate would give the start value.
    if !bytes.isEmpty { check = libdeflate_crc32(check, bytes.baseAddress, bytes.count) }
    try (UInt32(bytes.count).bigEndianBytes + name).withBytes(write)
    try write(bytes)
    try check.bigEndianBytes.withBytes(write)
  }

  private func compressWhole(_ bytes: [UInt8], level: Int32) throws(MediaError) -> [UInt8] {
    try bytes.withBytes { (raw) throws(MediaError) in try compressWhole(raw, level: level) }
  }

  private func compressWhole(
    _ bytes: UnsafeRawBufferPointer, level: Int32
  ) throws(MediaError) -> [UInt8] {
    guard let compressor = libdeflate_alloc_compressor(level) else { throw outOfMemory }
    defer { libdeflate_free_compressor(compressor) }
    let bound = libdeflate_zlib_compress_bound(compressor, bytes.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      count = libdeflate_zlib_compress(
        compressor, bytes.baseAddress, bytes.count, buffer.baseAddress, buffer.count)
    }
  }

  private var outOfMemory: MediaError { .cannotEncode(format: .png, detail: "out of memory") }
}
