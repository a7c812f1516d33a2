import CSilhouetteKernels
import SilhouetteGraph

/// The memory in which one run of a plan happens at a time.
///
///     var session = Session(plan, workers: WorkerPool(threads: 2))
///     session.withInput(0) { $0.copyMemory(from: picture) }
///     session.run()
///     session.withOutput(0) { mask.copyMemory(from: $0) }
public struct Session: ~Copyable {
  public let plan: Plan
  private let workers: WorkerPool
  private let arena: UnsafeMutablePointer<UInt8>
  private let scratch: UnsafeMutablePointer<UInt8>

  public init(_ plan: Plan, workers: WorkerPool) {
    self.plan = plan
    self.workers = workers
    let arenaBytes = plan.program.layout.byteCount
    let bytes = max(arenaBytes + workers.threads * plan.program.scratchByteCount, 1)
    let block = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: ProgramMemory.alignment)
    // Touched once here, so that no page is missing during the first run.
    arena = block.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    scratch = arena + arenaBytes
    for gap in plan.program.layout.gaps {
      for place in gap { arena[place] = Session.guardByte(at: place) }
    }
  }

  /// Four of them in a row are not a number as a float.
  private static func guardByte(at place: Int) -> UInt8 {
    place % 2 == 0 ? 0xC5 : 0x7F
  }

  /// Whether runs have left alone what lies between buffers, in a plan that was made with gaps.
  package var areGapsIntact: Bool {
    plan.program.layout.gaps.allSatisfy { gap in
      gap.allSatisfy { arena[$0] == Session.guardByte(at: $0) }
    }
  }

  deinit {
    arena.deallocate()
  }

  /// Calls `body` with the bytes of an input: dense, outermost axis first. What it writes stays until
  /// it is written again, over any number of runs.
  public mutating func withInput<R>(
    _ index: Int, _ body: (UnsafeMutableRawBufferPointer) -> R
  ) -> R {
    let type = plan.inputs[index]
    return body(
      UnsafeMutableRawBufferPointer(
        start: arena + plan.program.layout[plan.inputBuffers[index]],
        count: type.shape.elementCount * type.elementType.size))
  }

  /// Runs the network once. Allocates nothing.
  public mutating func run() {
    let program = plan.program
    slh_program_run(
      program.steps, Int32(clamping: program.descriptions.count), arena, scratch,
      Int64(program.scratchByteCount), workers.pool)
  }

  /// Runs the network once, step by step, so that a caller with a clock can time each.
  ///
  /// - Parameter finished: called with the number of each step in ``Plan/steps`` when it is done.
  public mutating func run(finished: (Int) -> Void) {
    let program = plan.program
    for index in program.descriptions.indices {
      slh_program_run(
        program.steps + index, 1, arena, scratch, Int64(program.scratchByteCount), workers.pool)
      finished(index)
    }
  }

  /// Calls `body` with the bytes of an output of the last run: dense, outermost axis first.
  public func withOutput<R>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    let type = plan.outputs[index]
    return body(
      UnsafeRawBufferPointer(
        start: arena + plan.program.layout[plan.outputBuffers[index]],
        count: type.shape.elementCount * type.elementType.size))
  }

  /// Runs on tensors in memory.
  ///
  /// - Throws: ``RuntimeError/wrongInputCount(expected:found:)`` or
  ///   ``RuntimeError/wrongInput(name:expected:found:)``.
  public mutating func run(_ inputs: [Tensor]) throws(RuntimeError) -> [Tensor] {
    guard inputs.count == plan.inputs.count else {
      throw .wrongInputCount(expected: plan.inputs.count, found: inputs.count)
    }
    for (index, input) in inputs.enumerated() {
      guard input.type == plan.inputs[index] else {
        throw .wrongInput(
          name: plan.inputNames[index], expected: plan.inputs[index], found: input.type)
      }
      withInput(index) { target in input.bytes.withUnsafeBytes { target.copyMemory(from: $0) } }
    }
    run()
    var outputs: [Tensor] = []
    for index in plan.outputs.indices {
      outputs.append(withOutput(index) { Tensor(plan.outputs[index], bytes: Array($0)) })
    }
    return outputs
  }
}
