@testable import SilhouetteMedia

/// An EXIF block as cameras write it: maker, exposure, place, a maker note and a thumbnail.
struct ExifSample {
  static let thumbnail = Array("THE PHOTO AS IT WAS".utf8)
  static let makerNote = Array("PREVIEW OF THE PHOTO AS IT WAS".utf8)
  static let maker = Array("Maker\0".utf8)
  static let date = Array("2026:11:21 10:00:00\0".utf8)

  var orientation: UInt16
  var order = ByteReader.Order.littleEndian

  var bytes: [UInt8] {
    var writer = SampleWriter(order: order)
    // IFD0 at 8 with 5 entries ends at 74, the exposure directory of 4 at 128, IFD1 of 2 at 200.
    writer.header()
    writer.directory(
      at: 8,
      [
        (0x010F, 2, 6, .offset(240)), (0x0112, 3, 1, .short(orientation)),
        (0x013B, 2, 3, .inline([0x4D, 0x65, 0x00, 0x00])), (0x8769, 4, 1, .offset(128)),
        (0x8825, 4, 1, .offset(300)),
      ], next: 200)
    writer.directory(
      at: 128,
      [
        (0x9003, 2, 20, .offset(250)), (0x927C, 7, UInt32(Self.makerNote.count), .offset(340)),
        (0xA001, 3, 1, .short(1)), (0xA002, 4, 1, .offset(4000)),
      ], next: 0)
    writer.directory(
      at: 200,
      [
        (0x0201, 4, 1, .offset(400)), (0x0202, 4, 1, .offset(UInt32(Self.thumbnail.count))),
      ], next: 0)
    writer.put(Self.maker, at: 240)
    writer.put(Self.date, at: 250)
    writer.directory(at: 300, [(0x0001, 2, 2, .inline([0x4E, 0, 0, 0]))], next: 0)
    writer.put(Self.makerNote, at: 340)
    writer.put(Self.thumbnail, at: 400)
    return writer.bytes
  }
}

private struct SampleWriter {
  enum Value {
    case short(UInt16)
    case offset(UInt32)
    case inline([UInt8])
  }

  let order: ByteReader.Order
  var bytes = [UInt8](repeating: 0, count: 420)

  init(order: ByteReader.Order) { self.order = order }

  mutating func put(_ value: [UInt8], at place: Int) {
    bytes.replaceSubrange(place..<place + value.count, with: value)
  }

  mutating func header() {
    put(order == .littleEndian ? [0x49, 0x49, 0x2A, 0] : [0x4D, 0x4D, 0, 0x2A], at: 0)
    put(encoded(UInt32(8)), at: 4)
  }

  mutating func directory(at place: Int, _ entries: [(UInt16, UInt16, UInt32, Value)], next: UInt32)
  {
    put(encoded(UInt16(entries.count)), at: place)
    for (index, (tag, type, count, value)) in entries.enumerated() {
      let start = place + 2 + 12 * index
      put(encoded(tag) + encoded(type) + encoded(count), at: start)
      switch value {
      case .short(let number): put(encoded(number), at: start + 8)
      case .offset(let number): put(encoded(number), at: start + 8)
      case .inline(let value): put(value, at: start + 8)
      }
    }
    put(encoded(next), at: place + 2 + 12 * entries.count)
  }

  private func encoded<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    order == .littleEndian ? number.littleEndianBytes : number.bigEndianBytes
  }
}
