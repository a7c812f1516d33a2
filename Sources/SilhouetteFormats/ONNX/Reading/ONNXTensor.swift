import SilhouetteGraph

/// A tensor as the file holds it: an initializer or the value of an attribute.
struct ONNXTensor {
  private(set) var name = ""
  private(set) var typeCode: Int64 = 0
  private(set) var dimensions: [Int64] = []
  private let bytes: Bytes
  /// Bytes as they lie in memory, little-endian.
  private var raw: Range<Int>?
  private var floats: [Float] = []
  private var integers: [Int64] = []
  private var isExternal = false
  private var isSegment = false

  var place: String { "tensor '\(name)'" }

  init(_ message: ProtobufReader) throws(FormatError) {
    typealias Field = ONNXSchema.Tensor
    bytes = message.bytes
    var reader = message
    while let field = try reader.next() {
      switch field.number {
      case Field.dimensions: try field.appendIntegers(to: &dimensions)
      case Field.dataType: typeCode = try field.integer()
      case Field.segment: isSegment = true
      case Field.floatData: try readFloats(field)
      case Field.int32Data, Field.int64Data: try field.appendIntegers(to: &integers)
      case Field.name: name = try field.string()
      case Field.rawData: raw = try field.range()
      case Field.externalData: isExternal = true
      case Field.dataLocation: isExternal = try field.integer() == 1
      default: break
      }
    }
  }

  /// Packed floats, all in one field, are raw bytes; else they are gathered.
  private mutating func readFloats(_ field: ProtobufField) throws(FormatError) {
    if case .delimited(let range) = field.value, raw == nil, floats.isEmpty {
      raw = range
      return
    }
    if let first = raw {
      let packed = ProtobufField(
        number: field.number, value: .delimited(first), bytes: bytes, start: field.start,
        depth: field.depth)
      try packed.appendFloats(to: &floats)
      raw = nil
    }
    try field.appendFloats(to: &floats)
  }

  /// The data, mostly as a range of the file; `nil` where the tensor has no element.
  func constant() throws(FormatError) -> Constant? {
    guard !isExternal else {
      throw .unsupported(
        place: place,
        reason: "its data lies in another file (external data); save the model with its data "
          + "inside")
    }
    guard !isSegment, let elementType = ONNXElementType.elementType(of: typeCode) else {
      throw .unsupported(
        place: place,
        reason: isSegment
          ? "tensors in segments are not supported"
          : "element type \(ONNXElementType.name(of: typeCode)) is not supported")
    }
    if dimensions.contains(0) { return nil }
    let shape = Shape(dimensions.map { Int(clamping: $0) })
    guard let count = shape.checkedElementCount, shape.rank <= ChannelsFirstBuilder.maximumRank
    else { throw .malformed(place: place, reason: "its shape is \(shape)") }
    let (storage, range) = try data(elementType)
    guard range.count == count * elementType.size else {
      throw .malformed(
        place: place,
        reason: "\(elementType.name) \(shape) takes \(count * elementType.size) bytes, but there "
          + "are \(range.count)")
    }
    return Constant(
      storage: storage, offset: range.lowerBound, elementType: elementType, storedShape: shape)
  }

  private func data(_ elementType: ElementType) throws(FormatError) -> (Bytes, Range<Int>) {
    if let raw { return (bytes, raw) }
    let copied: Bytes
    switch elementType {
    case .float32: copied = Bytes(copying: floats)
    // Halves stand as their bit patterns.
    case .float16: copied = Bytes(copying: integers.map { UInt16(truncatingIfNeeded: $0) })
    case .int8: copied = Bytes(copying: integers.map { Int8(truncatingIfNeeded: $0) })
    case .uint8, .bool: copied = Bytes(copying: integers.map { UInt8(truncatingIfNeeded: $0) })
    case .int32: copied = Bytes(copying: integers.map { Int32(truncatingIfNeeded: $0) })
    case .int64: copied = Bytes(copying: integers)
    }
    return (copied, 0..<copied.count)
  }
}
