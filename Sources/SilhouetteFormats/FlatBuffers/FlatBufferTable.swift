import SilhouetteGraph

/// A table of a FlatBuffer: fields found by number through the vtable, each of them optional.
struct FlatBufferTable {
  let buffer: FlatBuffer
  private let position: Int
  private let vtable: Int
  private let vtableSize: Int
  private let inlineSize: Int

  init(_ buffer: FlatBuffer, at position: Int) throws(FormatError) {
    try buffer.spend(8)
    self.buffer = buffer
    self.position = position
    let distance: Int32 = try buffer.integer(at: position)
    vtable = try buffer.place(position, plus: -Int64(distance))
    vtableSize = Int(try buffer.integer(at: vtable, as: UInt16.self))
    inlineSize = Int(try buffer.integer(at: vtable + 2, as: UInt16.self))
    guard vtableSize >= 4, vtableSize % 2 == 0, vtableSize <= buffer.count - vtable,
      inlineSize >= 4, inlineSize <= buffer.count - position
    else {
      throw .malformed(
        place: "table at byte \(position)",
        reason: "its field list at byte \(vtable) is no list of fields")
    }
  }

  /// Where the value of a field lies; `nil` if the table leaves the field out.
  private func place(of field: Int, size: Int) throws(FormatError) -> Int? {
    let slot = 4 + 2 * field
    guard slot + 2 <= vtableSize else { return nil }
    let offset = Int(try buffer.integer(at: vtable + slot, as: UInt16.self))
    if offset == 0 { return nil }
    guard offset >= 4, offset + size <= inlineSize else {
      throw .malformed(
        place: "table at byte \(position)", reason: "field \(field) lies outside its table")
    }
    return position + offset
  }

  func integer<T: FixedWidthInteger & BitwiseCopyable>(
    _ field: Int, default value: T
  ) throws(FormatError) -> T {
    guard let place = try place(of: field, size: MemoryLayout<T>.size) else { return value }
    return try buffer.integer(at: place)
  }

  func bool(_ field: Int) throws(FormatError) -> Bool {
    try integer(field, default: UInt8(0)) != 0
  }

  func float(_ field: Int, default value: Float = 0) throws(FormatError) -> Float {
    Float(bitPattern: try integer(field, default: value.bitPattern))
  }

  /// Where a table, vector or string that a field refers to begins.
  private func target(of field: Int) throws(FormatError) -> Int? {
    guard let place = try place(of: field, size: 4) else { return nil }
    let distance: UInt32 = try buffer.integer(at: place)
    return try buffer.place(place, plus: Int64(distance))
  }

  func table(_ field: Int) throws(FormatError) -> FlatBufferTable? {
    guard let target = try target(of: field) else { return nil }
    return try FlatBufferTable(buffer, at: target)
  }

  func vector(_ field: Int, elementSize: Int) throws(FormatError) -> FlatBufferVector? {
    guard let target = try target(of: field) else { return nil }
    return try FlatBufferVector(buffer, at: target, elementSize: elementSize)
  }

  func string(_ field: Int) throws(FormatError) -> String? {
    guard let vector = try vector(field, elementSize: 1) else { return nil }
    try buffer.spend(vector.count)
    return buffer.bytes.withUnsafeBytes { String(printable: $0[vector.byteRange]) }
  }

  /// The integers of a vector field; `nil` if the field is left out.
  func integers<T: FixedWidthInteger & BitwiseCopyable>(
    _ field: Int, as type: T.Type
  ) throws(FormatError) -> [T]? {
    guard let vector = try vector(field, elementSize: MemoryLayout<T>.size) else { return nil }
    try buffer.spend(vector.byteRange.count)
    var result: [T] = []
    result.reserveCapacity(vector.count)
    for index in 0..<vector.count { result.append(try vector.integer(at: index)) }
    return result
  }

  /// The tables of a vector field; none if the field is left out.
  func tables(_ field: Int) throws(FormatError) -> [FlatBufferTable] {
    guard let vector = try vector(field, elementSize: 4) else { return [] }
    var result: [FlatBufferTable] = []
    for index in 0..<vector.count { result.append(try vector.table(at: index)) }
    return result
  }
}
