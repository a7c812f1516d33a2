/// What stands before the pixels of a Windows bitmap: the file header and one of the DIB headers.
struct BMPHeader {
  let width: Int
  let height: Int
  /// Rows go from top to bottom; usually the bottom comes first.
  let isTopDown: Bool
  let bitsPerPixel: Int
  /// Blue, green, red of each index, 3 bytes an entry.
  let palette: [UInt8]
  /// Where red, green, blue and alpha lie in a pixel of 16 or 32 bits; alpha may be none.
  let masks: [UInt32]
  /// Of the pixels in the file.
  let offset: Int

  /// Rows begin at multiples of 4 bytes.
  var rowByteCount: Int { (width * bitsPerPixel + 31) / 32 * 4 }

  /// The names of the headers are their sizes: core, info, its two extensions, OS/2, V4, V5.
  private static let headerSizes: Set<UInt32> = [12, 40, 52, 56, 64, 108, 124]
  private static let coreHeaderSize = 12
  private static let infoHeaderSize = 40

  /// The letters "BM" alone begin many texts.
  static func isBMP(_ bytes: ByteReader) -> Bool {
    var reader = bytes
    reader.order = .littleEndian
    return reader.starts(with: "BM") && reader.uint32(at: 14).map(headerSizes.contains) == true
  }

  init(_ source: PhotoDecoder.Source) throws(MediaError) {
    let reader = ByteReader(source.bytes, order: .littleEndian)
    guard let offset = reader.int(at: 10), let size = reader.int(at: 14) else {
      throw source.endsEarly("in the header")
    }
    let isCore = size == Self.coreHeaderSize
    let start = isCore ? Self.core(reader) : Self.info(reader)
    guard let start else { throw source.endsEarly("in the header") }
    guard start.height != Int(Int32.min) else {
      throw source.damaged("its height is \(start.height)")
    }
    try source.checkSize(width: start.width, height: abs(start.height))
    width = start.width
    height = abs(start.height)
    isTopDown = start.height < 0
    bitsPerPixel = start.bits
    self.offset = offset
    guard [1, 4, 8, 16, 24, 32].contains(bitsPerPixel) else {
      throw source.unsupported("BMP with \(bitsPerPixel) bits a pixel")
    }
    masks = try Self.masks(reader, size: size, start, source)
    palette = try Self.palette(reader, headerSize: size, start, source)
  }

  private struct Start {
    let width: Int
    let height: Int
    let bits: Int
    let compression: UInt32
    let colorCount: Int
  }

  private static func core(_ reader: ByteReader) -> Start? {
    guard let width = reader.uint16(at: 18), let height = reader.uint16(at: 20),
      let bits = reader.uint16(at: 24)
    else { return nil }
    return Start(
      width: Int(width), height: Int(height), bits: Int(bits), compression: 0, colorCount: 0)
  }

  private static func info(_ reader: ByteReader) -> Start? {
    guard let width = reader.int32(at: 18), let height = reader.int32(at: 22),
      let bits = reader.uint16(at: 28), let compression = reader.uint32(at: 30),
      let colorCount = reader.int(at: 46)
    else { return nil }
    return Start(
      width: width, height: height, bits: Int(bits), compression: compression,
      colorCount: colorCount)
  }

  private static func masks(
    _ reader: ByteReader, size: Int, _ start: Start, _ source: PhotoDecoder.Source
  ) throws(MediaError) -> [UInt32] {
    let places = 14 + infoHeaderSize
    switch (start.compression, start.bits) {
    case (0, 16): return [0x7C00, 0x03E0, 0x001F, 0]
    case (0, 32): return [0xFF_0000, 0xFF00, 0xFF, 0]
    case (0, _): return []
    case (3, 16), (3, 32), (6, 16), (6, 32):
      let hasAlpha = start.compression == 6 || size >= 56
      let masks = (0..<(hasAlpha ? 4 : 3)).compactMap { reader.uint32(at: places + 4 * $0) }
      guard masks.count == (hasAlpha ? 4 : 3) else { throw source.endsEarly("in the header") }
      return hasAlpha ? masks : masks + [0]
    case (1, _), (2, _): throw source.unsupported("BMP with run-length compression")
    default: throw source.unsupported("BMP with compression \(start.compression)")
    }
  }

  private static func palette(
    _ reader: ByteReader, headerSize: Int, _ start: Start, _ source: PhotoDecoder.Source
  ) throws(MediaError) -> [UInt8] {
    guard start.bits <= 8 else { return [] }
    let full = 1 << start.bits
    let count = start.colorCount == 0 ? full : min(start.colorCount, full)
    let entry = headerSize == coreHeaderSize ? 3 : 4
    guard let stored = reader.slice(at: 14 + headerSize, count: count * entry) else {
      throw source.endsEarly("in the palette")
    }
    // Indices that the file lacks are black.
    var palette = [UInt8](repeating: 0, count: 3 * full)
    for index in 0..<count {
      for channel in 0..<3 {
        palette[3 * index + channel] = stored[stored.startIndex + index * entry + channel]
      }
    }
    return palette
  }
}
