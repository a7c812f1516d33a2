import CSilhouetteKernels
import SilhouetteGraph

/// Turns a graph into steps, in two passes.
///
/// The first walks the nodes and chooses for each a row operator or, where none covers it, a step on
/// dense tensors, with conversions between the two layouts; it also folds sums, activations and
/// gates into the operator before or after. The second groups row operators into stages and emits
/// everything.
struct Scheduler {
  let graph: Graph
  let mode: ExecutionMode
  let kernels: slh_row_kernels
  let int8Kernels: slh_int8_kernels
  /// Where the instruction set has them.
  let blockedKernels: slh_blocked_kernels?
  let packing: RowWeights
  let consumers: [[Int]]

  var builder = ProgramBuilder()
  var items: [ScheduleItem] = []
  var pictures: [RowPicture] = []
  /// By value: the blocked picture that holds it.
  var blocked: [PictureID?]
  /// By picture: the row step that makes it.
  var makers: [Int?] = []
  /// By value: channels of pictures that it consists of, where they are not copied together.
  var selections: [[ChannelSource]?]
  var groups = PictureGroups()
  /// By value: the interleaved picture that holds its few channels.
  var interleaved: [PictureID?]
  /// By value: a product that is not made, because it goes into the weights of its consumers.
  var gated: [Gated?]
  /// By value: the node that makes it, once its only consumer is chosen.
  var waiting: [WaitingNode?]
  /// By value: whether an earlier item has made, or will make, the dense elements.
  var isDense: [Bool]
  /// By value: the int8 picture that holds it.
  var bytePictures: [BytePicture?]
  /// Steps of blocked kernels that are not in the program yet.
  var blockedStage = BlockedStage()

  private var dense: [BufferID?]
  private(set) var inputBuffers: [BufferID] = []
  private(set) var outputBuffers: [BufferID] = []

  struct Gated {
    var map: ValueID
    var gate: ValueID
  }

  /// - Parameter byteForm: which of ``InstructionSet/byteForms``.
  init(
    _ graph: Graph, mode: ExecutionMode, instructionSet: InstructionSet, byteForm: Int = 0
  ) {
    self.graph = graph
    self.mode = mode
    kernels = slh_row_kernels_for(instructionSet.identifier).pointee
    int8Kernels = slh_int8_kernels_of(instructionSet.identifier).pointee
    blockedKernels = slh_blocked_kernels_of(instructionSet.identifier, Int32(byteForm))?.pointee
    packing = RowWeights(vector: Int(kernels.vector))
    consumers = graph.consumers()
    let count = graph.values.count
    blocked = [PictureID?](repeating: nil, count: count)
    selections = [[ChannelSource]?](repeating: nil, count: count)
    interleaved = [PictureID?](repeating: nil, count: count)
    gated = [Gated?](repeating: nil, count: count)
    waiting = [WaitingNode?](repeating: nil, count: count)
    isDense = graph.values.map { $0.constant != nil }
    bytePictures = [BytePicture?](repeating: nil, count: count)
    dense = [BufferID?](repeating: nil, count: count)
  }

  mutating func schedule() throws(RuntimeError) {
    for port in graph.inputs {
      let buffer = builder.buffer(byteCount: byteCount(of: port.value), isPinned: true)
      dense[port.value.index] = buffer
      isDense[port.value.index] = true
      inputBuffers.append(buffer)
    }
    for index in order { choose(index) }
    for port in graph.outputs { requireDense(port.value) }
    try emit()
    for port in graph.outputs { outputBuffers.append(try outputBuffer(of: port.value)) }
    flushBlocked()
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

  /// Whether a step so far has made the dense elements of a value, or it is constant.
  func hasDenseElements(_ value: ValueID) -> Bool {
    dense[value.index] != nil || graph[value].constant != nil
  }

  private mutating func outputBuffer(of value: ValueID) throws(RuntimeError) -> BufferID {
    requireDenseBytes(value)
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
