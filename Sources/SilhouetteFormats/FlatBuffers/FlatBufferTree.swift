/// A table to be written: its fields by number, and what they hold.
struct FlatBufferTree {
  indirect enum Content {
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

    static func bool(_ value: Bool) -> Content { .uint8(value ? 1 : 0) }

    static func integers<T: FixedWidthInteger>(_ elements: [T]) -> Content {
      let size = MemoryLayout<T>.size
      return .vector(elements.littleEndianBytes, stride: size, alignment: size)
    }

    static func floats(_ elements: [Float]) -> Content {
      .integers(elements.map { $0.bitPattern })
    }

    /// Bytes that the value takes inside its table.
    fileprivate var inlineSize: Int {
      switch self {
      case .int8, .uint8: 1
      case .int32, .uint32, .float, .table, .string, .vector, .tables: 4
      }
    }
  }

  fileprivate var fields: [(number: Int, content: Content)] = []

  init(_ fields: [(Int, Content)] = []) {
    for (number, content) in fields { self[number] = content }
  }

  subscript(number: Int) -> Content? {
    get { fields.first { $0.number == number }?.content }
    set {
      fields.removeAll { $0.number == number }
      if let newValue { fields.append((number, newValue)) }
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

/// Lays a tree out as FlatBuffers bytes: every table before what it refers to, so that all
/// references point forward.
struct FlatBufferWriter {
  private var bytes: [UInt8] = []

  static func bytes(of root: FlatBufferTree, identifier: [UInt8]) -> [UInt8] {
    var writer = FlatBufferWriter()
    writer.bytes = [0, 0, 0, 0] + identifier
    writer.write(root, referredFrom: 0)
    return writer.bytes
  }

  private mutating func align(to alignment: Int, before prefix: Int = 0) {
    while (bytes.count + prefix) % alignment != 0 { bytes.append(0) }
  }

  /// Sets the reference at `place` to what is written next.
  private mutating func resolve(_ place: Int) {
    let distance = UInt32(bytes.count - place)
    bytes.replaceSubrange(place..<(place + 4), with: [distance].littleEndianBytes)
  }

  private mutating func write(_ tree: FlatBufferTree, referredFrom reference: Int) {
    // Four-byte fields first, so that all are aligned.
    let fields = tree.fields.sorted { $0.content.inlineSize > $1.content.inlineSize }
    var offsets = [UInt16](repeating: 0, count: (fields.map { $0.number }.max() ?? -1) + 1)
    var size = 4
    for field in fields {
      offsets[field.number] = UInt16(size)
      size += field.content.inlineSize
    }
    align(to: 4)
    let list = bytes.count
    bytes += [UInt16(4 + 2 * offsets.count), UInt16(size)].littleEndianBytes
    bytes += offsets.littleEndianBytes
    align(to: 4)
    resolve(reference)
    bytes.append(littleEndian: Int32(bytes.count - list))
    var references: [(Int, FlatBufferTree.Content)] = []
    for field in fields {
      writeInline(field.content, &references)
    }
    for (place, content) in references { write(content, referredFrom: place) }
  }

  private mutating func writeInline(
    _ content: FlatBufferTree.Content, _ references: inout [(Int, FlatBufferTree.Content)]
  ) {
    switch content {
    case .int8(let value): bytes.append(littleEndian: value)
    case .uint8(let value): bytes.append(value)
    case .int32(let value): bytes.append(littleEndian: value)
    case .uint32(let value): bytes.append(littleEndian: value)
    case .float(let value): bytes.append(littleEndian: value.bitPattern)
    case .table, .string, .vector, .tables:
      references.append((bytes.count, content))
      bytes.append(littleEndian: UInt32(0))
    }
  }

  private mutating func write(_ content: FlatBufferTree.Content, referredFrom place: Int) {
    switch content {
    case .table(let tree):
      write(tree, referredFrom: place)
    case .tables(let trees):
      align(to: 4)
      resolve(place)
      bytes.append(littleEndian: UInt32(trees.count))
      let first = bytes.count
      bytes += [UInt8](repeating: 0, count: 4 * trees.count)
      for (index, tree) in trees.enumerated() { write(tree, referredFrom: first + 4 * index) }
    case .string(let text):
      let characters = Array(text.utf8)
      writeVector(characters + [0], count: characters.count, alignment: 4, place)
    case .vector(let elements, let stride, let alignment):
      writeVector(elements, count: elements.count / stride, alignment: max(alignment, 4), place)
    case .int8, .uint8, .int32, .uint32, .float:
      break  // written inline
    }
  }

  private mutating func writeVector(
    _ elements: [UInt8], count: Int, alignment: Int, _ place: Int
  ) {
    align(to: alignment, before: 4)
    resolve(place)
    bytes.append(littleEndian: UInt32(count))
    bytes += elements
  }
}
