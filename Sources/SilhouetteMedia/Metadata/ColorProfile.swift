/// What the header of an ICC profile (ICC.1, 7.2) says.
enum ColorProfile {
  enum Space {
    case rgb
    case gray
    case cmyk
    case other
  }

  /// nil when `bytes` are no profile.
  static func space(of bytes: [UInt8]) -> Space? {
    let reader = ByteReader(bytes, order: .bigEndian)
    guard bytes.count >= 128, let size = reader.int(at: 0), size <= bytes.count,
      reader.starts(with: "acsp", at: 36)
    else { return nil }
    if reader.starts(with: "RGB ", at: 16) { return .rgb }
    if reader.starts(with: "GRAY", at: 16) { return .gray }
    if reader.starts(with: "CMYK", at: 16) { return .cmyk }
    return .other
  }

  /// `bytes` when they are a profile for RGB pixels. A profile of another colour space would be
  /// wrong on the RGB pixels that decoders make.
  static func ifRGB(_ bytes: [UInt8]?) -> [UInt8]? {
    guard let bytes, space(of: bytes) == .rgb else { return nil }
    return bytes
  }
}

extension PhotoMetadata {
  /// What is carried of a file's profile and EXIF block.
  init(profile: [UInt8]?, exifBlock: [UInt8]?) {
    self.init(
      colorProfile: ColorProfile.ifRGB(profile), exif: exifBlock.flatMap(ExifCleaner.cleaned))
  }
}
