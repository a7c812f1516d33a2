import CSilhouetteKernels
import SilhouetteGraph

/// What a step reads: memory of the session or of the program.
enum DenseOperand {
  case buffer(BufferID)
  case constant(UnsafeRawPointer)

  var buffers: [BufferID] {
    if case .buffer(let buffer) = self { return [buffer] }
    return []
  }

  func located(in layout: ArenaLayout, at byteOffset: Int = 0) -> slh_operand {
    switch self {
    case .buffer(let buffer):
      slh_operand(constant: nil, offset: Int64(layout[buffer] + byteOffset))
    case .constant(let bytes): slh_operand(constant: bytes + byteOffset, offset: 0)
    }
  }
}

extension ProgramMemory {
  /// The elements in the value's own order: float16 as float32, all else as it is.
  func storeElements(of constant: Constant) -> UnsafeRawPointer {
    if constant.elementType.isFloatingPoint {
      return UnsafeRawPointer(store(constant.floats()))
    }
    let integers = Tensor(constant.integers(), constant.elementType, shape: constant.shape)
    return UnsafeRawPointer(store(integers.bytes))
  }
}
