import CSilhouetteKernels
import SilhouetteGraph

/// A step of a blocked kernel, before it is known which others it shares rows with.
struct BlockedStep {
  let name: String
  let function: slh_step_function
  let reads: [BytePicture]
  /// The picture that the step makes, and whose it is; `nil` if it makes a dense value.
  let result: (picture: BytePicture, value: ValueID)?
  /// Dense memory that it reads or writes.
  var dense: [BufferID] = []
  let units: Int
  let grain: Int
  var scratchBytes = 0
  var multiplyAdds = 0
  /// A unit is a row of the result.
  var makesRows = true
  /// Makes a row of the result of the same row of what it reads (or of a single pixel).
  var isRowwise = false
  let parameters: (BytePlaces, ProgramMemory) -> UnsafeRawPointer
}

/// Where pictures lie: in the arena, or one row of them in each thread's scratch.
struct BytePlaces {
  let layout: ArenaLayout
  var rows: [BufferID: Int] = [:]
}

/// Steps that pass on one row after the other while it is in the nearest cache. A picture that nobody
/// else reads is a single row.
struct BlockedStage {
  private(set) var steps: [BlockedStep] = []

  static let mostSteps = Int(SLH_BYTE_STAGE_STEPS)

  var isEmpty: Bool { steps.isEmpty }

  func joins(_ step: BlockedStep) -> Bool {
    guard let first = steps.first, steps.count < BlockedStage.mostSteps, first.makesRows,
      step.isRowwise, first.units == step.units
    else { return false }
    return step.reads.contains { read in
      steps.contains { $0.result?.picture.buffer == read.buffer }
    }
  }

  mutating func append(_ step: BlockedStep) { steps.append(step) }

  /// How often later steps read what the step of that number makes.
  private func readers(of number: Int) -> Int {
    guard let buffer = steps[number].result?.picture.buffer else { return 0 }
    var count = 0
    for step in steps[(number + 1)...] {
      for read in step.reads where read.buffer == buffer { count += 1 }
    }
    return count
  }

  /// Appends the stage to a program.
  ///
  /// - Parameter readers: how many inputs of nodes a value is, one more if it leaves the graph.
  func emit(into builder: inout ProgramBuilder, readers: (ValueID) -> Int) {
    var scratch = steps.reduce(0) { max($0, aligned($1.scratchBytes)) }
    var rows: [BufferID: Int] = [:]
    for (number, step) in steps.enumerated() where steps.count > 1 {
      guard let result = step.result, self.readers(of: number) == readers(result.value) else {
        continue
      }
      rows[result.picture.buffer] = scratch
      scratch += aligned(result.picture.rowPitch + BytePicture.tail)
    }
    var uses: [BufferID] = []
    for step in steps {
      uses += step.dense
      for picture in step.reads + (step.result.map { [$0.picture] } ?? [])
      where rows[picture.buffer] == nil { uses.append(picture.buffer) }
    }
    let steps = self.steps
    let placedRows = rows
    builder.step(
      steps.map { $0.name }.joined(separator: " > "), uses: uses, units: steps[0].units,
      grain: steps.reduce(steps[0].grain) { min($0, $1.grain) }, scratchBytes: scratch,
      multiplyAdds: steps.reduce(0) { $0 + $1.multiplyAdds }, operators: steps.count
    ) { layout, memory in
      let places = BytePlaces(layout: layout, rows: placedRows)
      guard steps.count > 1 else {
        return (steps[0].function, steps[0].parameters(places, memory))
      }
      let members = memory.allocate(slh_byte_stage_member.self, count: steps.count)
      for (number, step) in steps.enumerated() {
        members[number] = slh_byte_stage_member(
          run: step.function, parameters: step.parameters(places, memory))
      }
      let stage = slh_byte_stage(count: Int32(steps.count), members: members)
      return (slh_byte_stage_run, UnsafeRawPointer(memory.store(stage)))
    }
  }
}

extension Scheduler {
  /// Appends a step of a blocked kernel, to the stage before it where that is possible.
  mutating func appendBlocked<Parameters: BitwiseCopyable>(
    _ name: String, _ function: slh_step_function, reads: [BytePicture],
    result: (picture: BytePicture, value: ValueID)?, dense: [BufferID] = [], units: Int,
    work: Int, scratchBytes: Int = 0, multiplyAdds: Int = 0, makesRows: Bool = true,
    isRowwise: Bool = false, parameters: @escaping (BytePlaces) -> Parameters
  ) {
    let step = BlockedStep(
      name: name, function: function, reads: reads, result: result, dense: dense, units: units,
      grain: grain(workPerUnit: work), scratchBytes: scratchBytes, multiplyAdds: multiplyAdds,
      makesRows: makesRows, isRowwise: isRowwise
    ) { places, memory in UnsafeRawPointer(memory.store(parameters(places))) }
    if !blockedStage.joins(step) { flushBlocked() }
    blockedStage.append(step)
  }

  /// Appends the stage so far to the program: before any step that is not of a blocked kernel.
  mutating func flushBlocked() {
    guard !blockedStage.isEmpty else { return }
    let (graph, consumers) = (graph, consumers)
    blockedStage.emit(into: &builder) {
      consumers[$0.index].count + (graph.isOutput($0) ? 1 : 0)
    }
    blockedStage = BlockedStage()
  }
}
