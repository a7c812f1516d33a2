/// The EXIF block and the colour profile in the marker segments of a JPEG file, which libjpeg leaves
/// to its caller.
struct JPEGSegments {
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
      if marker == 0xFFE1 { addExif(content) }
      if marker == 0xFFE2 { addProfilePart(content) }
      offset += 2 + Int(length)
    }
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
