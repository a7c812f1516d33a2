internal import CSilhouetteCodecs

/// What the chunks of a PNG file hold, each one's CRC checked.
struct PNGChunks {
  let header: PNGHeader
  /// Where the pieces of the compressed picture lie in the file.
  private(set) var imageData: [Range<Int>] = []
  private(set) var palette: ArraySlice<UInt8> = []
  private(set) var transparency: ArraySlice<UInt8>?
  private(set) var exif: [UInt8]?
  private var compressedProfile: ArraySlice<UInt8>?

  init(_ source: PhotoDecoder.Source) throws(MediaError) {
    let reader = ByteReader(source.bytes, order: .bigEndian)
    var offset = PNGHeader.signature.count
    let start = try Self.soundRange(of: .header, at: &offset, in: reader, source)
    header = try PNGHeader(ByteReader(source.bytes, in: start, order: .bigEndian), source)
    while true {
      guard let type = reader.uint32(at: offset + 4).map(PNGChunkType.init) else {
        throw source.endsEarly("no end chunk after \(source.bytes.count) bytes")
      }
      let range = try Self.range(of: type, at: &offset, in: reader, source)
      guard Self.isSound(range, in: source.bytes) else {
        // What only describes the picture may be lost; the picture itself may not.
        guard type.isCritical else { continue }
        throw source.damaged("chunk \(type): wrong check sum")
      }
      if type == .end { break }
      try take(type, range, of: source)
    }
    guard !imageData.isEmpty else { throw source.damaged("no image data") }
    if header.color == .palette && palette.isEmpty { throw source.damaged("no palette") }
  }

  /// The colour profile, when there is one that can be unpacked.
  var profile: [UInt8]? {
    // A name, a zero, the compression method 0, the profile.
    guard let chunk = compressedProfile, let end = chunk.firstIndex(of: 0),
      chunk.distance(from: end, to: chunk.endIndex) > 2, chunk[end + 1] == 0
    else { return nil }
    return Inflater.inflate(Array(chunk[(end + 2)...]), limit: Self.maximumProfileByteCount)
  }

  /// The largest that are in use, for printing presses, have some 3 MB.
  private static let maximumProfileByteCount = 16 << 20

  private mutating func take(
    _ type: PNGChunkType, _ range: Range<Int>, of source: PhotoDecoder.Source
  ) throws(MediaError) {
    switch type {
    case .imageData: imageData.append(range)
    case .palette: palette = source.bytes[range]
    case .transparency: transparency = source.bytes[range]
    case .profile: compressedProfile = source.bytes[range]
    case .exif: exif = Array(source.bytes[range])
    default:
      if type.isCritical { throw source.unsupported("chunk \(type) is not known") }
    }
  }

  private static func soundRange(
    of type: PNGChunkType, at offset: inout Int, in reader: ByteReader,
    _ source: PhotoDecoder.Source
  ) throws(MediaError) -> Range<Int> {
    if let found = reader.uint32(at: offset + 4), PNGChunkType(found) != type {
      throw source.damaged("chunk \(PNGChunkType(found)) where \(type) should be")
    }
    let range = try range(of: type, at: &offset, in: reader, source)
    guard isSound(range, in: source.bytes) else {
      throw source.damaged("chunk \(type): wrong check sum")
    }
    return range
  }

  /// The content of the chunk at `offset`, which moves to the next chunk.
  private static func range(
    of type: PNGChunkType, at offset: inout Int, in reader: ByteReader,
    _ source: PhotoDecoder.Source
  ) throws(MediaError) -> Range<Int> {
    guard let count = reader.int(at: offset),
      let range = reader.absoluteRange(at: offset + 8, count: count),
      reader.uint32(at: offset + 8 + count) != nil
    else { throw source.endsEarly("inside chunk \(type) at byte \(offset)") }
    offset += 12 + count
    return range
  }

  /// Whether the CRC behind the content is that of type and content. The range comes from
  /// `range(of:…)`, so that both lie in the file.
  private static func isSound(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
    let reader = ByteReader(bytes, order: .bigEndian)
    let check = checkSum(of: bytes[range.lowerBound - 4..<range.upperBound])
    return reader.uint32(at: range.upperBound) == check
  }

  /// The CRC of a chunk's type and content.
  static func checkSum(of bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
  }
}

/// The four letters that name a chunk.
struct PNGChunkType: Equatable, CustomStringConvertible {
  private let code: UInt32

  init(_ code: UInt32) { self.code = code }

  private init(_ name: StaticString) {
    code = name.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt32($1) } }
  }

  static let header = PNGChunkType("IHDR")
  static let palette = PNGChunkType("PLTE")
  static let transparency = PNGChunkType("tRNS")
  static let profile = PNGChunkType("iCCP")
  static let exif = PNGChunkType("eXIf")
  static let imageData = PNGChunkType("IDAT")
  static let end = PNGChunkType("IEND")

  /// The picture cannot be shown without it (the first letter is a capital).
  var isCritical: Bool { code & 0x2000_0000 == 0 }

  var bytes: [UInt8] { code.bigEndianBytes }

  var description: String { String(decoding: bytes, as: UTF8.self).escaped }
}
