import CSilhouetteKernels

/// Collects the steps of a program and the buffers between them; ``build()`` then gives every buffer
/// its place and every step its parameters.
struct ProgramBuilder {
  /// A step before offsets are known.
  struct PendingStep {
    var name: String
    var units: Int
    var grain: Int
    var scratchBytes: Int
    var multiplyAdds: Int
    var operators: Int
    /// Stores the parameters in the program's memory, with final offsets, and names the function.
    var emit: (ArenaLayout, ProgramMemory) -> (slh_step_function, UnsafeRawPointer)
  }

  let memory = ProgramMemory()
  private(set) var arena = ArenaRequests()
  private(set) var steps: [PendingStep] = []

  mutating func buffer(byteCount: Int, isPinned: Bool = false) -> BufferID {
    arena.add(byteCount: byteCount, isPinned: isPinned)
  }

  mutating func pin(_ buffer: BufferID) { arena.pin(buffer) }

  /// Appends a step.
  ///
  /// - Parameters:
  ///   - name: for people, as in `convolution 12`.
  ///   - uses: every buffer that the step reads or writes.
  ///   - units: independent pieces of work; 1 for a step that one thread does.
  ///   - grain: fewest units worth handing to another thread.
  ///   - scratchBytes: memory that each thread needs while it works on the step.
  ///   - multiplyAdds: those of the convolutions and matrix products in it.
  ///   - operators: how many of them pass their rows on inside the step.
  mutating func step(
    _ name: String, uses buffers: [BufferID], units: Int = 1, grain: Int = 1,
    scratchBytes: Int = 0, multiplyAdds: Int = 0, operators: Int = 1,
    emit: @escaping (ArenaLayout, ProgramMemory) -> (slh_step_function, UnsafeRawPointer)
  ) {
    for buffer in buffers { arena.touch(buffer, step: steps.count) }
    steps.append(
      PendingStep(
        name: name, units: units, grain: max(grain, 1), scratchBytes: scratchBytes,
        multiplyAdds: multiplyAdds, operators: operators, emit: emit))
  }

  /// Says what the first of the steps from `index` on computes.
  mutating func count(multiplyAdds: Int, from index: Int) {
    if index < steps.count { steps[index].multiplyAdds = multiplyAdds }
  }

  /// Appends a step whose parameters are one C structure.
  mutating func step<Parameters: BitwiseCopyable>(
    _ name: String, _ function: slh_step_function, uses buffers: [BufferID], units: Int = 1,
    grain: Int = 1, scratchBytes: Int = 0, parameters: @escaping (ArenaLayout) -> Parameters
  ) {
    step(name, uses: buffers, units: units, grain: grain, scratchBytes: scratchBytes) {
      layout, memory in (function, UnsafeRawPointer(memory.store(parameters(layout))))
    }
  }

  /// - Parameter gap: of ``ArenaLayout``.
  /// - Throws: ``RuntimeError/tooLarge(byteCount:)``.
  func build(gap: Int = 0) throws(RuntimeError) -> Program {
    guard let layout = ArenaLayout(arena, gap: gap) else {
      throw .tooLarge(limit: ArenaLayout.maximumByteCount)
    }
    let target = memory.allocate(slh_step.self, count: steps.count)
    var scratchBytes = 0
    for (index, step) in steps.enumerated() {
      let (function, parameters) = step.emit(layout, memory)
      target[index] = slh_step(
        run: function, parameters: parameters, units: Int32(clamping: step.units),
        grain: Int32(clamping: step.grain))
      scratchBytes = max(scratchBytes, step.scratchBytes)
    }
    guard scratchBytes <= ArenaLayout.maximumByteCount / WorkerPool.maximumThreads else {
      throw .tooLarge(limit: ArenaLayout.maximumByteCount)
    }
    return Program(
      memory: memory, steps: UnsafePointer(target),
      descriptions: steps.map {
        Plan.Step(name: $0.name, multiplyAdds: $0.multiplyAdds, operatorCount: $0.operators)
      }, layout: layout, scratchByteCount: aligned(scratchBytes))
  }
}

/// Steps, what they read, and how much memory a session needs for them. Never changed once built,
/// which is why it may be shared.
struct Program: @unchecked Sendable {
  let memory: ProgramMemory
  let steps: UnsafePointer<slh_step>
  let descriptions: [Plan.Step]
  let layout: ArenaLayout
  /// For each thread.
  let scratchByteCount: Int
}
