import CSilhouetteKernels
import SilhouetteGraph

/// Gives pictures their memory and row steps their final parameters.
struct RowEmitter {
  let pictures: [RowPicture]
  let vector: Int
  /// Blocks that a convolution makes side by side.
  let tile: Int
  /// By picture: the items that read it.
  let readers: [[Int]]
  /// By picture: its tensor, once something has made it.
  private var buffers: [BufferID?]

  init(pictures: [RowPicture], items: [ScheduleItem], vector: Int, tile: Int) {
    self.pictures = pictures
    self.vector = vector
    self.tile = tile
    var readers = [[Int]](repeating: [], count: pictures.count)
    buffers = [BufferID?](repeating: nil, count: pictures.count)
    for (index, item) in items.enumerated() {
      switch item {
      case .row(let step): for picture in step.pictures { readers[picture.index].append(index) }
      case .gate(_, let gate, _, _, _, _, _): readers[gate.index].append(index)
      case .dense, .mean: break
      }
    }
    self.readers = readers
  }

  /// Bytes of rings in a stage: what shares the second-level cache with weights and the rows that
  /// stream through.
  private static let usualRings = 192 * 1024
  /// Where a stage would otherwise leave a picture larger than that cache to those after it, which
  /// then goes to memory and back.
  static let largestRings = 768 * 1024
  private static let cacheBytes = 1 << 20

  /// Whether a stage that could end before the item `next` rather goes on, as `longer` does.
  private func fits(_ longer: RowStage, after stage: RowStage, before next: Int) -> Bool {
    let leavesLarge = stage.steps.contains { step in
      pictures[step.output.index].byteCount(vector) > RowEmitter.cacheBytes
        && readers[step.output.index].contains { $0 >= next }
    }
    return ringBytes(longer) <= (leavesLarge ? RowEmitter.largestRings : RowEmitter.usualRings)
  }

  /// How many steps that read only finished pictures may stand in a stage before the one where they
  /// meet what it makes.
  static let sideSteps = 2

  /// Whether a step becomes the next one of a stage: it reads what the stage makes, or makes what a
  /// step soon after it reads together with that; all else is there before, and the rows in between
  /// stay in the cache.
  func joins(
    _ stage: RowStage, _ step: RowStep, before later: ArraySlice<ScheduleItem>
  ) -> Bool {
    guard !stage.isEmpty, admits(stage, step) else { return false }
    let index = later.startIndex - 1
    var longer = stage
    longer.append(step)
    if stage.makes(step.input) || stage.makes(step.addend) {
      for case .row(let partner) in later.prefix(step.partners) { longer.append(partner) }
      return longer.steps.count <= Int(SLH_STAGE_OPERATORS)
        && fits(longer, after: stage, before: index)
        && staysShared(stage, longer, before: index)
    }
    var side = RowStage()
    side.append(step)
    for item in later.prefix(RowEmitter.sideSteps) {
      guard case .row(let next) = item, admits(longer, next) else { return false }
      let readsSide = side.makes(next.input) || side.makes(next.addend)
      let readsStage = isRead(by: next, ofThoseIn: longer, butNot: side)
      guard readsSide || readsStage else { return false }
      longer.append(next)
      if readsSide && readsStage { return fits(longer, after: stage, before: index) }
      if readsSide { side.append(next) }
    }
    return false
  }

  private func isRead(by step: RowStep, ofThoseIn stage: RowStage, butNot side: RowStage) -> Bool {
    (stage.makes(step.input) && !side.makes(step.input))
      || (stage.makes(step.addend) && !side.makes(step.addend))
  }

  private func admits(_ stage: RowStage, _ step: RowStep) -> Bool {
    guard stage.steps.count < Int(SLH_STAGE_OPERATORS),
      pictures[step.output.index].batch == pictures[stage.steps[0].output.index].batch
    else { return false }
    for made in stage.steps {
      // Dense rows lie elsewhere than blocked ones, and numbers for channels must be complete.
      if pictures[made.output.index].isDense { return false }
      // A container is read once all its members are there.
      if pictures[made.output.index].container?.picture == step.input { return false }
      if case .picture(let numbers) = step.weights, made.output == numbers { return false }
    }
    return true
  }

  func ringRows(_ stage: RowStage, kept: [Bool], together: Int) -> [Int] {
    stage.ringRows(
      heights: stage.steps.map { pictures[$0.output.index].height }, kept: kept, together: together)
  }

  private func ringBytes(_ stage: RowStage) -> Int {
    // What nobody in the stage reads leaves it.
    let kept = stage.steps.map { step in
      step.sums != nil
        || !stage.steps.contains { $0.input == step.output || $0.addend == step.output }
    }
    return ringBytes(stage, kept: kept, together: 1)
  }

  func ringBytes(_ stage: RowStage, kept: [Bool], together: Int) -> Int {
    let rows = ringRows(stage, kept: kept, together: together)
    var bytes = 0
    for (step, count) in zip(stage.steps, rows).dropLast() {
      bytes += count * pictures[step.output.index].rowPitch(vector) * 4
    }
    return bytes
  }

  func rows(of id: PictureID) -> slh_rows {
    let picture = pictures[id.index]
    var rows = slh_rows()
    rows.offset = Int64(picture.start(vector))
    rows.row_pitch = Int64(picture.rowPitch(vector))
    rows.image_pitch = Int64(picture.height * picture.rowPitch(vector))
    rows.height = Int32(picture.height)
    return rows
  }

  /// The memory of a whole picture.
  mutating func tensor(
    of id: PictureID, _ scheduler: inout Scheduler
  ) -> BufferID {
    if let buffer = buffers[id.index] { return buffer }
    let buffer: BufferID
    if let container = pictures[id.index].container {
      return tensor(of: container.picture, &scheduler)
    }
    switch pictures[id.index].layout {
    case .blocked, .interleaved:
      buffer = scheduler.builder.buffer(byteCount: pictures[id.index].byteCount(vector))
    case .dense(let value):
      if scheduler.makers[id.index] == nil, case .buffer(let made) = scheduler.operand(value) {
        buffer = made
      } else {
        buffer = scheduler.define(value)
      }
    }
    buffers[id.index] = buffer
    return buffer
  }
}
