/// Lays a tree out as FlatBuffers bytes: every table before what it refers to, so that all
/// references point forward.
package struct FlatBufferWriter {
  private var bytes: [UInt8] = []

  package static func bytes(of root: FlatBufferTree, identifier: [UInt8]) -> [UInt8] {
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
    var references: [(Int, FlatBufferContent)] = []
    for field in fields {
      writeInline(field.content, &references)
    }
    for (place, content) in references { write(content, referredFrom: place) }
  }

  private mutating func writeInline(
    _ content: FlatBufferContent, _ references: inout [(Int, FlatBufferContent)]
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

  private mutating func write(_ content: FlatBufferContent, referredFrom place: Int) {
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
