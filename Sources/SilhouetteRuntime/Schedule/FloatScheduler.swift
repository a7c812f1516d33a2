import CSilhouetteKernels
import SilhouetteGraph

/// Turns a floating-point graph into steps: decides where each value lies and which kernels make it.
struct FloatScheduler {
  let graph: Graph
  let instructionSet: InstructionSet
  var builder = ProgramBuilder()
  /// By value: its dense buffer, once something has made it.
  private var dense: [BufferID?]
  private(set) var inputBuffers: [BufferID] = []
  private(set) var outputBuffers: [BufferID] = []

  init(_ graph: Graph, instructionSet: InstructionSet) {
    self.graph = graph
    self.instructionSet = instructionSet
    dense = [BufferID?](repeating: nil, count: graph.values.count)
  }

  mutating func schedule() throws(RuntimeError) {
    for port in graph.inputs {
      let buffer = builder.buffer(byteCount: byteCount(of: port.value), isPinned: true)
      dense[port.value.index] = buffer
      inputBuffers.append(buffer)
    }
    for node in graph.nodes { try scheduleDense(node) }
    for port in graph.outputs { outputBuffers.append(try outputBuffer(of: port.value)) }
  }

  func byteCount(of value: ValueID) -> Int {
    let type = graph[value].type
    return type.shape.elementCount * type.elementType.size
  }

  /// A fresh buffer for a dense value.
  mutating func define(_ value: ValueID) -> BufferID {
    let buffer = builder.buffer(byteCount: byteCount(of: value))
    dense[value.index] = buffer
    return buffer
  }

  /// Lets a value lie where another one lies: the same bytes under another shape.
  mutating func alias(_ value: ValueID, to source: ValueID) {
    if case .buffer(let buffer) = operand(source) { dense[value.index] = buffer }
  }

  /// Where the dense elements of a value are. Constants come as float32 if they are float16.
  func operand(_ value: ValueID) -> DenseOperand {
    if let buffer = dense[value.index] { return .buffer(buffer) }
    guard let constant = graph[value].constant else {
      preconditionFailure("a valid graph makes a value before it is read")
    }
    return .constant(builder.memory.storeElements(of: constant))
  }

  private mutating func outputBuffer(of value: ValueID) throws(RuntimeError) -> BufferID {
    if let buffer = dense[value.index] {
      builder.pin(buffer)
      return buffer
    }
    let source = operand(value)
    let target = define(value)
    builder.pin(target)
    let count = graph[value].shape.elementCount
    try copy(
      "constant output", from: source, to: target, elementSize: graph[value].elementType.size,
      loop: StridedLoop(extents: [count], strides: [[1], [1]]))
    return target
  }
}

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

extension Activation {
  /// The activation as kernels take it.
  var parameters: slh_activation {
    switch self {
    case .identity: slh_activation(kind: SLH_IDENTITY, a: 0, b: 0)
    case .relu: slh_activation(kind: SLH_CLAMP, a: 0, b: .infinity)
    case .relu6: slh_activation(kind: SLH_CLAMP, a: 0, b: 6)
    case .clip(let minimum, let maximum): slh_activation(kind: SLH_CLAMP, a: minimum, b: maximum)
    case .leakyRelu(let slope): slh_activation(kind: SLH_LEAKY_RELU, a: slope, b: 0)
    case .hardSwish: slh_activation(kind: SLH_HARD_SWISH, a: 0, b: 0)
    case .hardSigmoid(let slope, let offset):
      slh_activation(kind: SLH_HARD_SIGMOID, a: slope, b: offset)
    case .sigmoid: slh_activation(kind: SLH_SIGMOID, a: 0, b: 0)
    case .tanh: slh_activation(kind: SLH_TANH, a: 0, b: 0)
    }
  }
}
