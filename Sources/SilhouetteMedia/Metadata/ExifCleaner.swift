/// Makes the EXIF block of a picture that was made from a photo.
///
/// What is carried is rebuilt from values that are known to be no pictures, so that nothing shows
/// what was removed from the photo:
/// * Orientation becomes 1, since the pixels are upright.
/// * The second directory (IFD1) with its thumbnail is left out, as are `JPEGInterchangeFormat`,
///   strips, tiles, sub-directories and every private tag.
/// * `MakerNote` is left out: makers keep previews in it, and its offsets do not survive a move.
/// * Sizes in pixels are left out: the picture says its own.
/// * Time, camera, exposure, place (GPS), artist and copyright stay.
enum ExifCleaner {
  /// nil when nothing can be read from `bytes`.
  static func cleaned(_ bytes: [UInt8]) -> [UInt8]? {
    guard let source = ExifReader(bytes) else { return nil }
    var writer = ExifWriter(order: source.reader.order)
    let exif = source.directory(through: ExifTag.exifDirectory, in: source.primary)
    let gps = source.directory(through: ExifTag.gpsDirectory, in: source.primary)
    let interoperability = exif.flatMap {
      source.directory(through: ExifTag.interoperabilityDirectory, in: $0)
    }

    var primary = kept(source.primary, of: source, where: isPrimary)
    primary.append(.init(tag: ExifTag.orientation, type: .short, value: .number(1)))
    if let exif {
      var values = kept(exif, of: source, where: isExposure)
      if let interoperability {
        let names = kept(interoperability, of: source) { $0 == 1 || $0 == 2 }
        values.append(
          .init(tag: ExifTag.interoperabilityDirectory, type: .long, value: .directory(names)))
      }
      primary.append(.init(tag: ExifTag.exifDirectory, type: .long, value: .directory(values)))
    }
    if let gps {
      let values = kept(gps, of: source) { $0 <= 0x1F }
      primary.append(.init(tag: ExifTag.gpsDirectory, type: .long, value: .directory(values)))
    }
    return writer.block(primary)
  }

  /// Leaves room for all values in the one segment of 65,533 bytes that a JPEG has for EXIF.
  private static let maximumValueByteCount = 8192
  private static let maximumDirectoryByteCount = 15_000

  private static func kept(
    _ entries: [ExifReader.Entry], of source: ExifReader, where isKnown: (UInt16) -> Bool
  ) -> [ExifWriter.Entry] {
    var room = maximumDirectoryByteCount
    var seen: Set<UInt16> = []
    var result: [ExifWriter.Entry] = []
    for entry in entries where isKnown(entry.tag) && entry.byteCount <= maximumValueByteCount {
      let needed = entry.byteCount + 12
      guard needed <= room, seen.insert(entry.tag).inserted,
        let bytes = source.reader.slice(at: entry.offset, count: entry.byteCount)
      else { continue }
      room -= needed
      result.append(.init(tag: entry.tag, type: entry.type, value: .bytes(bytes)))
    }
    return result
  }

  private static func isPrimary(_ tag: UInt16) -> Bool {
    switch tag {
    case 0x010D...0x0110,  // document, description, maker, model
      0x011A, 0x011B, 0x0128,  // resolution
      0x0131, 0x0132, 0x013B, 0x013C,  // software, time, artist, computer
      0x013E, 0x013F, 0x0211, 0x0213, 0x0214,  // colour
      0x4746, 0x4749, 0x8298,  // rating, copyright
      0x9C9B...0x9C9F:  // Windows' title, comment, author, keywords, subject
      true
    default: false
    }
  }

  private static func isExposure(_ tag: UInt16) -> Bool {
    switch tag {
    case 0x829A, 0x829D, 0x8822, 0x8824, 0x8827, 0x8828, 0x8830...0x8835,  // exposure
      0x9000...0x927B, 0x9286, 0x9290...0x9292, 0x9400...0x9406,  // times, lens, light, comment
      0xA000, 0xA001, 0xA20B...0xA217, 0xA300...0xA302,  // colour space, sensor, source
      0xA401...0xA40C, 0xA420, 0xA430...0xA437, 0xA460...0xA462, 0xA500:  // scene, owner, lens
      true
    default: false
    }
  }
}
