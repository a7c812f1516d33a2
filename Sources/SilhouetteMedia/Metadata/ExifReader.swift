/// A view of an EXIF block: a TIFF structure (Exif 2.32, 4.5) of directories with tagged values.
///
/// Blocks are untrusted. Every offset and count is checked; directories are only found through the
/// four fixed pointers, never through chains, so a cycle cannot be walked.
struct ExifReader {
  struct Entry {
    let tag: UInt16
    let type: ExifType
    /// Of values, not bytes.
    let count: Int
    /// Offset of the value's bytes in the block.
    let offset: Int

    var byteCount: Int { count * type.byteCount }
  }

  let reader: ByteReader
  /// The directory of the picture itself (IFD0).
  let primary: [Entry]

  /// nil when there is no TIFF header or no first directory.
  init?(_ bytes: [UInt8]) {
    let start = ByteReader(bytes, order: .bigEndian)
    let order: ByteReader.Order
    switch start.uint32(at: 0) {
    case 0x4949_2A00: order = .littleEndian
    case 0x4D4D_002A: order = .bigEndian
    default: return nil
    }
    reader = ByteReader(bytes, order: order)
    guard let offset = reader.int(at: 4),
      let entries = Self.entries(of: reader, at: offset)
    else { return nil }
    primary = entries
  }

  /// Upright when the block does not say, or says nonsense.
  var orientation: Orientation {
    guard let entry = primary.first(where: { $0.tag == ExifTag.orientation }), entry.count == 1,
      entry.type == .short, let value = reader.uint16(at: entry.offset)
    else { return .upright }
    return Orientation(rawValue: value) ?? .upright
  }

  /// The directory that `pointer` in `parent` leads to, or none.
  func directory(through pointer: UInt16, in parent: [Entry]) -> [Entry]? {
    guard let entry = parent.first(where: { $0.tag == pointer }), entry.count == 1,
      entry.type == .long, let offset = reader.int(at: entry.offset)
    else { return nil }
    return Self.entries(of: reader, at: offset)
  }

  /// The sound entries of a directory; those that point outside the block are left out.
  private static func entries(of reader: ByteReader, at offset: Int) -> [Entry]? {
    guard let count = reader.uint16(at: offset) else { return nil }
    var entries: [Entry] = []
    for index in 0..<Int(count) {
      let place = offset + 2 + 12 * index
      guard let tag = reader.uint16(at: place), let rawType = reader.uint16(at: place + 2),
        let count = reader.int(at: place + 4)
      else { break }
      guard let type = ExifType(rawValue: rawType), count > 0, count <= reader.count else {
        continue
      }
      let isInline = count * type.byteCount <= 4
      guard let start = isInline ? place + 8 : reader.int(at: place + 8),
        reader.absoluteRange(at: start, count: count * type.byteCount) != nil
      else { continue }
      entries.append(Entry(tag: tag, type: type, count: count, offset: start))
    }
    return entries
  }
}

/// The value types of TIFF 6.0, section 2, that EXIF uses.
enum ExifType: UInt16 {
  case byte = 1
  case ascii
  case short
  case long
  case rational
  case signedByte
  case undefined
  case signedShort
  case signedLong
  case signedRational

  var byteCount: Int {
    switch self {
    case .byte, .ascii, .signedByte, .undefined: 1
    case .short, .signedShort: 2
    case .long, .signedLong: 4
    case .rational, .signedRational: 8
    }
  }
}

enum ExifTag {
  static let orientation: UInt16 = 0x0112
  static let exifDirectory: UInt16 = 0x8769
  static let gpsDirectory: UInt16 = 0x8825
  static let interoperabilityDirectory: UInt16 = 0xA005
}
