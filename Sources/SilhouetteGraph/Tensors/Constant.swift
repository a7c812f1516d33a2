/// The data of a constant value: a range of an owner's bytes and how its axes are ordered there.
///
/// Nothing is copied or transposed until the elements are asked for. Numbers are little-endian.
public struct Constant: Sendable {
  public let storage: Bytes
  /// Where the elements start, in bytes.
  public let offset: Int
  public let elementType: ElementType
  /// The extents in the order in which the bytes lie.
  public let storedShape: Shape
  /// Axis `i` of the value is axis `permutation[i]` of the stored data.
  public let permutation: [Int]

  /// - Precondition: the range lies inside `storage`. Readers check before they build one.
  public init(
    storage: Bytes, offset: Int, elementType: ElementType, storedShape: Shape,
    permutation: [Int]? = nil
  ) {
    precondition(
      offset >= 0 && offset <= storage.count
        && storedShape.elementCount * elementType.size <= storage.count - offset,
      "a constant must lie inside its storage")
    self.storage = storage
    self.offset = offset
    self.elementType = elementType
    self.storedShape = storedShape
    self.permutation = permutation ?? Array(0..<storedShape.rank)
  }

  public init(_ elements: [Float], shape: Shape) {
    self.init(
      storage: Bytes(copying: elements), offset: 0, elementType: .float32, storedShape: shape)
  }

  public init(_ elements: [Int32], shape: Shape) {
    self.init(storage: Bytes(copying: elements), offset: 0, elementType: .int32, storedShape: shape)
  }

  public init(_ elements: [Int8], shape: Shape) {
    self.init(storage: Bytes(copying: elements), offset: 0, elementType: .int8, storedShape: shape)
  }

  /// Float32 numbers rounded to binary16.
  public init(halving elements: [Float], shape: Shape) {
    self.init(
      storage: Bytes(copying: elements.map { Half.bits(from: $0) }), offset: 0,
      elementType: .float16, storedShape: shape)
  }

  /// The extents of the value.
  public var shape: Shape { storedShape.permuted(by: permutation) }

  public var elementCount: Int { storedShape.elementCount }

  /// The same data seen with its axes reordered once more: axis `i` of the result is axis
  /// `order[i]` of this value.
  public func transposed(by order: [Int]) -> Constant {
    Constant(
      storage: storage, offset: offset, elementType: elementType, storedShape: storedShape,
      permutation: order.map { permutation[$0] })
  }

  /// The elements as float32 in the value's own order (float16 expanded, integers converted
  /// without their quantisation).
  public func floats() -> [Float] {
    switch elementType {
    case .float32: ordered { $0.loadUnaligned(fromByteOffset: $1, as: Float.self) }
    case .float16:
      ordered { Half.float(fromBits: $0.loadUnaligned(fromByteOffset: $1, as: UInt16.self)) }
    default: integers().map { Float($0) }
    }
  }

  /// The elements of an integer constant in the value's own order. Empty for floating point.
  public func integers() -> [Int] {
    switch elementType {
    case .int8: ordered { Int($0.load(fromByteOffset: $1, as: Int8.self)) }
    case .uint8, .bool: ordered { Int($0.load(fromByteOffset: $1, as: UInt8.self)) }
    case .int32: ordered { Int($0.loadUnaligned(fromByteOffset: $1, as: Int32.self)) }
    case .int64:
      ordered { Int(truncatingIfNeeded: $0.loadUnaligned(fromByteOffset: $1, as: Int64.self)) }
    case .float32, .float16: []
    }
  }

  /// Reads every element in the value's own order; `load` gets the bytes and an offset.
  private func ordered<Element>(
    _ load: (UnsafeRawBufferPointer, Int) -> Element
  ) -> [Element] {
    let extents = shape.dimensions
    let storedStrides = storedShape.strides
    let strides = permutation.map { storedStrides[$0] * elementType.size }
    return storage.withUnsafeBytes { bytes in
      var result: [Element] = []
      result.reserveCapacity(elementCount)
      var index = [Int](repeating: 0, count: extents.count)
      var position = offset
      // Runs along the last axes, as far as they follow one another in the bytes too.
      var inner = extents.count
      var run = 1
      let step = extents.lastIndex { $0 != 1 }.map { strides[$0] } ?? 0
      while inner > 0, extents[inner - 1] == 1 || strides[inner - 1] == step * run {
        inner -= 1
        run *= extents[inner]
      }
      while result.count < elementCount {
        for place in 0..<run { result.append(load(bytes, position + place * step)) }
        var axis = inner - 1
        while axis >= 0 {
          index[axis] += 1
          position += strides[axis]
          if index[axis] < extents[axis] { break }
          position -= strides[axis] * extents[axis]
          index[axis] = 0
          axis -= 1
        }
      }
      return result
    }
  }
}
