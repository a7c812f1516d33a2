import SilhouetteGraph

/// A network made ready to run: rewritten, scheduled, its weights packed, its memory laid out.
///
/// Immutable, so any number of ``Session``s on any threads share one plan.
public final class Plan: Sendable {
  /// The types of the inputs in the graph's own layout (pictures are NHWC).
  public let inputs: [TensorType]
  /// The types of the outputs in the graph's own layout.
  public let outputs: [TensorType]
  public let mode: ExecutionMode
  public let instructionSet: InstructionSet

  let inputNames: [String]
  let inputBuffers: [BufferID]
  let outputBuffers: [BufferID]
  let program: Program

  /// Plans a graph.
  ///
  /// - Parameters:
  ///   - mode: `nil` chooses ``ExecutionMode/fast`` for floating point and ``ExecutionMode/exact``
  ///     for quantised graphs.
  ///   - instructionSet: `nil` chooses ``InstructionSet/best``.
  /// - Throws: ``RuntimeError`` if the graph contradicts itself, needs an operator in a form that is
  ///   not there, or more memory than ``ArenaLayout/maximumByteCount``.
  public init(
    _ graph: Graph, mode: ExecutionMode? = nil, instructionSet: InstructionSet? = nil
  ) throws(RuntimeError) {
    let set = instructionSet ?? .best
    guard InstructionSet.available.contains(set) else {
      throw .unavailableInstructionSet(set.rawValue)
    }
    do throws(GraphError) { try graph.validate() } catch { throw .graph(error) }
    let mode = mode ?? (graph.isQuantized ? .exact : .fast)
    let rewritten = try Rewrites.apply(to: graph, mode: mode)
    var scheduler = Scheduler(rewritten, instructionSet: set)
    try scheduler.schedule()
    inputs = graph.inputs.map { graph[$0.value].type }
    outputs = graph.outputs.map { graph[$0.value].type }
    inputNames = graph.inputs.map { $0.name }
    inputBuffers = scheduler.inputBuffers
    outputBuffers = scheduler.outputBuffers
    program = try scheduler.builder.build()
    self.mode = mode
    self.instructionSet = set
  }

  /// Bytes of memory that a session of this plan takes, without its threads' scratch.
  public var arenaByteCount: Int { program.layout.byteCount }
}

extension Plan: CustomStringConvertible {
  /// The steps in order, one a line, for `inspect --plan`.
  public var description: String {
    var text = "\(mode.rawValue), \(instructionSet.rawValue), \(program.stepNames.count) steps, "
    text += "arena \(program.layout.byteCount) bytes, "
    text += "weights \(program.memory.byteCount) bytes, "
    text += "scratch \(program.scratchByteCount) bytes a thread\n"
    for (index, name) in program.stepNames.enumerated() { text += "\(index): \(name)\n" }
    return text
  }
}

extension Graph {
  /// Whether it computes with int8 activations.
  var isQuantized: Bool {
    nodes.contains { node in
      node.outputs.contains { self[$0].elementType == .int8 && self[$0].quantization != nil }
    }
  }
}
