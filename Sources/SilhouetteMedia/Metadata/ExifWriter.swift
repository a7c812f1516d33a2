/// Lays out directories of values as an EXIF block.
struct ExifWriter {
  struct Entry {
    let tag: UInt16
    let type: ExifType
    let value: Value
  }

  enum Value {
    /// In the block's byte order.
    case bytes(ArraySlice<UInt8>)
    case number(UInt16)
    case directory([Entry])
  }

  private let order: ByteReader.Order
  private var bytes: [UInt8] = []

  init(order: ByteReader.Order) { self.order = order }

  /// The block whose first directory is `primary`; nothing follows it.
  mutating func block(_ primary: [Entry]) -> [UInt8] {
    bytes = order == .bigEndian ? [0x4D, 0x4D, 0x00, 0x2A] : [0x49, 0x49, 0x2A, 0x00]
    append(UInt32(8))
    appendDirectory(primary)
    return bytes
  }

  private mutating func appendDirectory(_ entries: [Entry]) {
    let sorted = entries.sorted { $0.tag < $1.tag }
    append(UInt16(sorted.count))
    var places: [Int] = []
    for entry in sorted {
      append(entry.tag)
      append(entry.type.rawValue)
      append(UInt32(count(of: entry)))
      places.append(bytes.count)
      append(UInt32(0))
    }
    append(UInt32(0))
    for (entry, place) in zip(sorted, places) { fill(entry, at: place) }
  }

  private func count(of entry: Entry) -> Int {
    switch entry.value {
    case .bytes(let bytes): bytes.count / entry.type.byteCount
    case .number, .directory: 1
    }
  }

  /// Values of up to 4 bytes stand in the entry, others behind the directory at an even offset.
  private mutating func fill(_ entry: Entry, at place: Int) {
    switch entry.value {
    case .number(let number):
      replace(at: place, with: encoded(number)[...])
    case .bytes(let value) where value.count <= 4:
      replace(at: place, with: value)
    case .bytes(let value):
      replace(at: place, with: encoded(UInt32(startOfNext()))[...])
      bytes += value
    case .directory(let entries):
      replace(at: place, with: encoded(UInt32(startOfNext()))[...])
      appendDirectory(entries)
    }
  }

  private mutating func startOfNext() -> Int {
    if !bytes.count.isMultiple(of: 2) { bytes.append(0) }
    return bytes.count
  }

  private mutating func replace(at place: Int, with value: ArraySlice<UInt8>) {
    bytes.replaceSubrange(place..<place + value.count, with: value)
  }

  private mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    bytes += encoded(number)
  }

  private func encoded<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: order == .bigEndian ? number.bigEndian : number.littleEndian) {
      Array($0)
    }
  }
}
