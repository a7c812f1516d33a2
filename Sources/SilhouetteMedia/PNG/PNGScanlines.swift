internal import CSilhouetteCodecs

/// The filtered rows of a PNG file, unpacked one after the other.
///
/// Up to `wholeByteCount` bytes are unpacked in one call by libdeflate, which is twice as fast; more
/// come through zlib row by row, so that memory stays bounded.
struct PNGScanlines: ~Copyable {
  private let source: PhotoDecoder.Source
  private let pieces: [Range<Int>]
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  /// nil when the buffer holds all rows.
  private let stream: OpaquePointer?
  private let longestRow: Int
  /// Where the next row is in a buffer of all rows, or how many came out of the stream.
  private var position = 0
  private var nextPiece = 0
  private var input: Range<Int> = 0..<0

  static let wholeByteCount = 128 << 20

  /// - Parameters:
  ///   - byteCount: of all rows together.
  ///   - longestRow: with the byte that names its filter.
  init(
    _ source: PhotoDecoder.Source, pieces: [Range<Int>], byteCount: Int, longestRow: Int,
    wholeByteCount: Int = Self.wholeByteCount
  ) throws(MediaError) {
    self.source = source
    self.pieces = pieces
    self.longestRow = longestRow
    if byteCount <= wholeByteCount, let all = Self.inflateAll(source, pieces, byteCount) {
      buffer = all
      stream = nil
    } else {
      // Also the way for data that is damaged or too long: rows are delivered as far as they are
      // sound, and the error names the place.
      buffer = .allocate(capacity: 2 * longestRow)
      buffer.initialize(repeating: 0)
      stream = slh_inflate_create()
    }
  }

  deinit {
    slh_inflate_free(stream)
    buffer.deallocate()
  }

  /// The next `count` bytes. They and those of the call before stay until the next call.
  mutating func next(
    _ count: Int, row: Int
  ) throws(MediaError) -> UnsafeMutableBufferPointer<UInt8> {
    precondition(count <= longestRow, "a row longer than the longest")
    defer { position += stream == nil ? count : 1 }
    guard let stream else { return .init(rebasing: buffer[position..<position + count]) }
    let start = position.isMultiple(of: 2) ? 0 : longestRow
    let target = UnsafeMutableBufferPointer(rebasing: buffer[start..<start + count])
    try fill(target, from: stream, row: row)
    return target
  }

  private mutating func fill(
    _ target: UnsafeMutableBufferPointer<UInt8>, from stream: OpaquePointer, row: Int
  ) throws(MediaError) {
    var filled = 0
    while filled < target.count {
      if input.isEmpty {
        guard nextPiece < pieces.count else {
          throw source.endsEarly("compressed data is over in row \(row)")
        }
        input = pieces[nextPiece]
        nextPiece += 1
      }
      let (read, written, result) = source.bytes.withUnsafeBufferPointer { bytes in
        var buffers = slh_zlib_buffers(
          input: bytes.baseAddress.map { $0 + input.lowerBound }, input_count: input.count,
          output: target.baseAddress.map { $0 + filled }, output_count: target.count - filled)
        let result = slh_inflate(stream, &buffers)
        return (
          input.count - buffers.input_count, target.count - filled - buffers.output_count, result
        )
      }
      input = input.lowerBound + read..<input.upperBound
      filled += written
      if result == SLH_ZLIB_DAMAGED { throw source.damaged("compressed data in row \(row)") }
      if result == SLH_ZLIB_END && filled < target.count {
        throw source.endsEarly("compressed data is over in row \(row)")
      }
    }
  }

  private static func inflateAll(
    _ source: PhotoDecoder.Source, _ pieces: [Range<Int>], _ byteCount: Int
  ) -> UnsafeMutableBufferPointer<UInt8>? {
    var data: [UInt8] = []
    data.reserveCapacity(pieces.reduce(0) { $0 + $1.count })
    for piece in pieces { data += source.bytes[piece] }
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: byteCount)
    var count = 0
    let result = Inflater.inflate(data, into: UnsafeMutableRawBufferPointer(buffer), count: &count)
    if result == LIBDEFLATE_SUCCESS && count == byteCount { return buffer }
    buffer.deallocate()
    return nil
  }
}
