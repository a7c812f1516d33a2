import SilhouetteGraph

extension Constant {
  /// The elements in the value's own order, little-endian; numbers may change their width.
  func elementBytes(as elementType: ElementType) -> [UInt8] {
    switch elementType {
    case .float32: floats().map { $0.bitPattern }.littleEndianBytes
    case .float16: floats().map { Half.bits(from: $0) }.littleEndianBytes
    case .int8, .uint8, .bool: integers().map { UInt8(truncatingIfNeeded: $0) }
    case .int32: integers().map { Int32(truncatingIfNeeded: $0) }.littleEndianBytes
    case .int64: integers().map { Int64($0) }.littleEndianBytes
    }
  }
}
