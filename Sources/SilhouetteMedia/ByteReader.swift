/// Numbers out of untrusted bytes: nil beyond the end, never a trap. Offsets count from the start of
/// the reader's own range.
struct ByteReader {
  enum Order {
    case bigEndian
    case littleEndian
  }

  let bytes: [UInt8]
  let range: Range<Int>
  var order: Order

  init(_ bytes: [UInt8], order: Order) {
    self.init(bytes, in: bytes.indices, order: order)
  }

  /// - Precondition: `range` lies within the indices of `bytes`.
  init(_ bytes: [UInt8], in range: Range<Int>, order: Order) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "range beyond the bytes")
    self.bytes = bytes
    self.range = range
    self.order = order
  }

  var count: Int { range.count }

  func uint8(at offset: Int) -> UInt8? {
    guard let place = absoluteRange(at: offset, count: 1) else { return nil }
    return bytes[place.lowerBound]
  }

  func uint16(at offset: Int) -> UInt16? {
    integer(at: offset, count: 2).map { UInt16(truncatingIfNeeded: $0) }
  }

  func uint32(at offset: Int) -> UInt32? { integer(at: offset, count: 4) }

  /// A 32-bit count or offset as the machine's integer.
  func int(at offset: Int) -> Int? { uint32(at: offset).map { Int($0) } }

  func int32(at offset: Int) -> Int? {
    uint32(at: offset).map { Int(Int32(bitPattern: $0)) }
  }

  /// Part of the range, or nil when not all of it is there.
  func absoluteRange(at offset: Int, count: Int) -> Range<Int>? {
    guard offset >= 0, count >= 0, offset <= range.count, count <= range.count - offset else {
      return nil
    }
    let start = range.lowerBound + offset
    return start..<start + count
  }

  func slice(at offset: Int, count: Int) -> ArraySlice<UInt8>? {
    absoluteRange(at: offset, count: count).map { bytes[$0] }
  }

  func starts(with text: StaticString, at offset: Int = 0) -> Bool {
    guard let found = slice(at: offset, count: text.utf8CodeUnitCount) else { return false }
    return text.withUTF8Buffer { found.elementsEqual($0) }
  }

  private func integer(at offset: Int, count: Int) -> UInt32? {
    guard let place = absoluteRange(at: offset, count: count) else { return nil }
    var value: UInt32 = 0
    switch order {
    case .bigEndian: for byte in bytes[place] { value = value << 8 | UInt32(byte) }
    case .littleEndian: for byte in bytes[place].reversed() { value = value << 8 | UInt32(byte) }
    }
    return value
  }
}

extension FixedWidthInteger {
  var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }

  var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }
}
