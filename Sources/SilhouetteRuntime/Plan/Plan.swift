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
  public convenience init(
    _ graph: Graph, mode: ExecutionMode? = nil, instructionSet: InstructionSet? = nil
  ) throws(RuntimeError) {
    try self.init(graph, mode: mode, instructionSet: instructionSet, check: Check())
  }

  /// What checks ask of a plan.
  package struct Check {
    /// Bytes before and after each buffer that no step may touch: ``Session/areGapsIntact``.
    package var gap = 0
    /// Which of ``InstructionSet/byteForms`` computes int8 networks; none where there are fewer.
    package var byteForm = 0

    package init() {}
  }

  package init(
    _ graph: Graph, mode: ExecutionMode?, instructionSet: InstructionSet?, check: Check
  ) throws(RuntimeError) {
    let set = instructionSet ?? .best
    guard InstructionSet.available.contains(set) else {
      throw .unavailableInstructionSet(set.rawValue)
    }
    do throws(GraphError) { try graph.validate() } catch { throw .graph(error) }
    let mode = mode ?? (graph.isQuantized ? .exact : .fast)
    let rewritten = try Rewrites.apply(to: graph, mode: mode)
    var scheduler = Scheduler(
      rewritten, mode: mode, instructionSet: set, byteForm: check.byteForm)
    try scheduler.schedule()
    inputs = graph.inputs.map { graph[$0.value].type }
    outputs = graph.outputs.map { graph[$0.value].type }
    inputNames = graph.inputs.map { $0.name }
    inputBuffers = scheduler.inputBuffers
    outputBuffers = scheduler.outputBuffers
    program = try scheduler.builder.build(gap: check.gap)
    self.mode = mode
    self.instructionSet = set
  }

  /// Bytes of memory that a session of this plan takes, without its threads' scratch.
  public var arenaByteCount: Int { program.layout.byteCount }
  /// Bytes of packed weights, tables and the steps themselves, which all sessions share.
  public var weightByteCount: Int { program.memory.byteCount }
  /// Bytes that each thread of a session takes besides.
  public var scratchByteCount: Int { program.scratchByteCount }

  /// What happens one after the other.
  public struct Step: Sendable, Hashable {
    /// The operators in it, for people.
    public let name: String
    /// Of convolutions and matrix products, after all rewrites.
    public let multiplyAdds: Int
    /// More than one are fused: rows go from one to the next while they are in the cache.
    public let operatorCount: Int
  }

  public var steps: [Step] { program.descriptions }

  /// The share of multiply-adds that is computed in fused steps, 0…1; 0 where there are none at all.
  public var fusedShare: Double {
    let fused = steps.reduce(0.0) { $0 + ($1.operatorCount > 1 ? Double($1.multiplyAdds) : 0) }
    let all = steps.reduce(0.0) { $0 + Double($1.multiplyAdds) }
    return all > 0 ? fused / all : 0
  }
}

extension Plan: CustomStringConvertible {
  /// The steps in order, one a line, for `inspect --plan`.
  public var description: String {
    var text = "\(mode.rawValue), \(instructionSet.rawValue), \(steps.count) steps, "
    text += "arena \(arenaByteCount) bytes, "
    text += "weights \(weightByteCount) bytes, "
    text += "scratch \(scratchByteCount) bytes a thread, "
    let permille = Int(fusedShare * 1000 + 0.5)
    text += "\(permille / 10).\(permille % 10) % of multiply-adds in fused steps\n"
    for (index, step) in steps.enumerated() { text += "\(index): \(step.name)\n" }
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
