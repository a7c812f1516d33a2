/// What the marker segments of a JPEG file say before its first scan: the size, and the EXIF block and
/// the colour profile, which libjpeg leaves to its caller.
struct JPEGSegments {
  /// As the frame header declares it.
  private(set) var size: (width: Int, height: Int)?
  private(set) var exif: [UInt8]?
  private var profileParts: [UInt8: ArraySlice<UInt8>] = [:]
  private var profilePartCount: UInt8 = 0

  /// The profile, when all its parts are there.
  var profile: [UInt8]? {
    guard profilePartCount > 0 else { return nil }
    var profile: [UInt8] = []
    for number in 1...profilePartCount {
      guard let part = profileParts[number] else { return nil }
      profile += part
    }
    return profile
  }

  /// Walks the segments before the first scan; stops at the first that is not sound.
  init(_ bytes: [UInt8]) {
    let reader = ByteReader(bytes, order: .bigEndian)
    var offset = 2
    while let marker = reader.uint16(at: offset), marker >= 0xFF01 {
      if marker == 0xFFFF {  // fill byte
        offset += 1
        continue
      }
      if (0xFFD0...0xFFD8).contains(marker) || marker == 0xFF01 {  // no content
        offset += 2
        continue
      }
      guard marker != 0xFFD9, marker != 0xFFDA,  // end of image, start of scan
        let length = reader.uint16(at: offset + 2), length >= 2,
        let content = reader.slice(at: offset + 4, count: Int(length) - 2)
      else { return }
      switch marker {
      case 0xFFE1: addExif(content)
      case 0xFFE2: addProfilePart(content)
      case 0xFFC4, 0xFFC8, 0xFFCC: break  // tables and a reserved code among the frame headers
      case 0xFFC0...0xFFCF: size = Self.size(reader, at: offset)
      default: break
      }
      offset += 2 + Int(length)
    }
  }

  /// Marker and length, then sample depth, height, width.
  private static func size(_ reader: ByteReader, at offset: Int) -> (width: Int, height: Int)? {
    guard let height = reader.uint16(at: offset + 5), let width = reader.uint16(at: offset + 7)
    else { return nil }
    return (Int(width), Int(height))
  }

  private mutating func addExif(_ content: ArraySlice<UInt8>) {
    guard exif == nil, content.starts(with: Self.exifName) else { return }
    exif = Array(content.dropFirst(Self.exifName.count))
  }

  /// `ICC_PROFILE\0`, number from 1, count, bytes (ICC.1, B.4).
  private mutating func addProfilePart(_ content: ArraySlice<UInt8>) {
    let name = Array("ICC_PROFILE\0".utf8)
    let body = content.dropFirst(name.count)
    guard content.starts(with: name), let number = body.first, let count = body.dropFirst().first
    else { return }
    profilePartCount = count
    profileParts[number] = body.dropFirst(2)
  }

  static let exifName = Array("Exif\0\0".utf8)
}
