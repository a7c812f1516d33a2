import SilhouetteGraph

/// A tensor in memory: what goes into a network and what comes out. Dense, outermost axis first.
public struct Tensor: Sendable {
  public let type: TensorType
  public private(set) var bytes: [UInt8]

  /// - Precondition: `bytes` holds as many bytes as the type takes.
  public init(_ type: TensorType, bytes: [UInt8]) {
    precondition(bytes.count == type.shape.elementCount * type.elementType.size)
    self.type = type
    self.bytes = bytes
  }

  public init(_ elements: [Float], shape: Shape) {
    self.init(TensorType(.float32, shape), bytes: elements.withUnsafeBytes { Array($0) })
  }

  /// The elements as float32; integers are converted without any quantisation.
  public func floats() -> [Float] {
    constant.floats()
  }

  /// The elements of an integer tensor.
  public func integers() -> [Int] {
    constant.integers()
  }

  /// The tensor whose axis `i` is axis `permutation[i]` of this one.
  public func permuted(by permutation: [Int]) -> Tensor {
    let moved = constant.transposed(by: permutation)
    switch type.elementType {
    case .float32:
      return Tensor(moved.floats(), shape: moved.shape)
    default:
      return Tensor(moved.integers(), type.elementType, shape: moved.shape)
    }
  }

  /// Integers cut to the element type's width.
  public init(_ elements: [Int], _ elementType: ElementType, shape: Shape) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(elements.count * elementType.size)
    for element in elements {
      var rest = UInt64(bitPattern: Int64(element))
      for _ in 0..<elementType.size {
        bytes.append(UInt8(truncatingIfNeeded: rest))
        rest >>= 8
      }
    }
    self.init(TensorType(elementType, shape), bytes: bytes)
  }

  var constant: Constant {
    Constant(
      storage: Bytes(copying: bytes), offset: 0, elementType: type.elementType,
      storedShape: type.shape)
  }
}
