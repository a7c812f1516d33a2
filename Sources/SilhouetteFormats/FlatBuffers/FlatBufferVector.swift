/// A vector of a FlatBuffer: a count and that many elements, all inside the file.
struct FlatBufferVector {
  let count: Int
  private let buffer: FlatBuffer
  private let start: Int
  private let elementSize: Int

  init(_ buffer: FlatBuffer, at position: Int, elementSize: Int) throws(FormatError) {
    self.buffer = buffer
    self.elementSize = elementSize
    let count: UInt32 = try buffer.integer(at: position)
    start = position + 4
    guard Int64(count) * Int64(elementSize) <= Int64(buffer.count - start) else {
      throw .malformed(
        place: "vector at byte \(position)",
        reason: "\(count) elements of \(elementSize) bytes end beyond the file's \(buffer.count)")
    }
    self.count = Int(count)
  }

  /// The bytes of all elements.
  var byteRange: Range<Int> { start..<(start + count * elementSize) }

  func integer<T: FixedWidthInteger & BitwiseCopyable>(at index: Int) throws(FormatError) -> T {
    try buffer.integer(at: start + index * elementSize)
  }

  func table(at index: Int) throws(FormatError) -> FlatBufferTable {
    let place = start + index * elementSize
    let distance: UInt32 = try buffer.integer(at: place)
    return try FlatBufferTable(buffer, at: buffer.place(place, plus: Int64(distance)))
  }
}
