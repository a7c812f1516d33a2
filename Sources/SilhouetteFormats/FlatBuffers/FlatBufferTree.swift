// `Sendable` is stated, since to the compiler it is a circle to infer it for two package types that
// hold each other.

/// A table to be written: its fields by number, and what they hold.
package struct FlatBufferTree: Sendable {
  private(set) var fields: [(number: Int, content: FlatBufferContent)] = []

  package init(_ fields: [(Int, FlatBufferContent)] = []) {
    for (number, content) in fields { self[number] = content }
  }

  package subscript(number: Int) -> FlatBufferContent? {
    get { fields.first { $0.number == number }?.content }
    set {
      fields.removeAll { $0.number == number }
      if let newValue { fields.append((number, newValue)) }
    }
  }
}

/// What a field holds.
package enum FlatBufferContent: Sendable {
  case int8(Int8)
  case uint8(UInt8)
  case int32(Int32)
  case uint32(UInt32)
  case float(Float)
  case table(FlatBufferTree)
  case string(String)
  /// Elements as their bytes lie, `stride` bytes each, the first at a multiple of `alignment`.
  case vector([UInt8], stride: Int, alignment: Int)
  case tables([FlatBufferTree])

  package static func bool(_ value: Bool) -> FlatBufferContent { .uint8(value ? 1 : 0) }

  package static func integers<T: FixedWidthInteger>(_ elements: [T]) -> FlatBufferContent {
    let size = MemoryLayout<T>.size
    return .vector(elements.littleEndianBytes, stride: size, alignment: size)
  }

  package static func floats(_ elements: [Float]) -> FlatBufferContent {
    .integers(elements.map { $0.bitPattern })
  }

  /// Bytes that the value takes inside its table.
  var inlineSize: Int {
    switch self {
    case .int8, .uint8: 1
    case .int32, .uint32, .float, .table, .string, .vector, .tables: 4
    }
  }
}

extension Array where Element: FixedWidthInteger {
  var littleEndianBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count * MemoryLayout<Element>.size)
    for element in self { bytes.append(littleEndian: element) }
    return bytes
  }
}

extension [UInt8] {
  mutating func append<T: FixedWidthInteger>(littleEndian value: T) {
    var rest = value
    for _ in 0..<MemoryLayout<T>.size {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }
}
