import CSilhouetteKernels
import SilhouetteGraph

/// Second pass: row steps into stages, everything into the program.
extension Scheduler {
  mutating func emit() throws(RuntimeError) {
    placeGroups()
    var emitter = RowEmitter(pictures: pictures, items: items, vector: packing.vector)
    var stage = RowStage()
    var start = 0
    for (index, item) in items.enumerated() {
      if case .dense = item {} else { flushBlocked() }
      if case .row(let step) = item, emitter.joins(stage, step, before: items[(index + 1)...]) {
        stage.append(step)
        continue
      }
      // What lies between stages need not end one that it does not depend on: it goes first.
      if emitBetween(item, during: stage, &emitter) { continue }
      emitter.emit(stage, items: start..<index, into: &self)
      stage = RowStage()
      start = index
      switch item {
      case .row(let step): stage.append(step)
      case .dense(let node):
        if try scheduleBlocked(graph.nodes[node]) { break }
        for input in graph.nodes[node].inputs { requireDenseBytes(input) }
        flushBlocked()
        let first = builder.steps.count
        try scheduleDense(graph.nodes[node])
        builder.count(
          multiplyAdds: graph.arithmetic(of: graph.nodes[node]).multiplyAdds, from: first)
      case .mean, .gate: _ = emitBetween(item, during: stage, &emitter)
      }
    }
    emitter.emit(stage, items: start..<items.count, into: &self)
  }
}

extension Scheduler {
  /// Emits a mean or a gate, unless it needs what the stage makes; the stage is emitted later.
  private mutating func emitBetween(
    _ item: ScheduleItem, during stage: RowStage, _ emitter: inout RowEmitter
  ) -> Bool {
    switch item {
    case .row, .dense: return false
    case .mean(let sums, let map, let target, let title):
      guard !stage.makes(map) else { return false }
      emitter.emitMean(title, sums: sums, of: map, to: target, into: &self)
    case .gate(let weights, let gate, let target, let blocks, let places, let channels, let title):
      guard !stage.makes(gate) else { return false }
      emitter.emitGate(
        title,
        slh_gated_weights(
          weights: weights, gate: 0, output: 0, blocks: Int64(blocks), places: Int64(places),
          channels: Int64(channels)),
        gate: gate, to: target, into: &self)
    }
    return true
  }
}

/// Gives pictures their memory and row steps their final parameters.
struct RowEmitter {
  let pictures: [RowPicture]
  let vector: Int
  /// By picture: the items that read it.
  private var readers: [[Int]]
  /// By picture: its tensor, once something has made it.
  private var buffers: [BufferID?]

  init(pictures: [RowPicture], items: [ScheduleItem], vector: Int) {
    self.pictures = pictures
    self.vector = vector
    readers = [[Int]](repeating: [], count: pictures.count)
    buffers = [BufferID?](repeating: nil, count: pictures.count)
    for (index, item) in items.enumerated() {
      switch item {
      case .row(let step): for picture in step.pictures { readers[picture.index].append(index) }
      case .gate(_, let gate, _, _, _, _, _): readers[gate.index].append(index)
      case .dense, .mean: break
      }
    }
  }

  /// Bytes of rings in a stage: what shares the second-level cache with weights and the rows that
  /// stream through.
  private static let usualRings = 192 * 1024
  /// Where a stage would otherwise end with a picture larger than that cache, which then goes to
  /// memory and back.
  private static let largestRings = 512 * 1024
  private static let cacheBytes = 1 << 20

  /// Whether a stage that could end with `step` rather goes on, as `longer` does.
  private func fits(_ longer: RowStage, after step: RowStep) -> Bool {
    let isLarge = pictures[step.output.index].byteCount(vector) > RowEmitter.cacheBytes
    return ringBytes(longer) <= (isLarge ? RowEmitter.largestRings : RowEmitter.usualRings)
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
    guard let last = stage.steps.last, admits(stage, step) else { return false }
    var longer = stage
    longer.append(step)
    if stage.makes(step.input) || stage.makes(step.addend) {
      return fits(longer, after: last)
    }
    var side = RowStage()
    side.append(step)
    for item in later.prefix(RowEmitter.sideSteps) {
      guard case .row(let next) = item, admits(longer, next) else { return false }
      let readsSide = side.makes(next.input) || side.makes(next.addend)
      let readsStage = isRead(by: next, ofThoseIn: longer, butNot: side)
      guard readsSide || readsStage else { return false }
      longer.append(next)
      if readsSide && readsStage { return fits(longer, after: last) }
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

  private func ringRows(_ stage: RowStage, kept: [Bool]) -> [Int] {
    stage.ringRows(heights: stage.steps.map { pictures[$0.output.index].height }, kept: kept)
  }

  private func ringBytes(_ stage: RowStage) -> Int {
    // What nobody in the stage reads leaves it.
    let kept = stage.steps.map { step in
      step.sums != nil
        || !stage.steps.contains { $0.input == step.output || $0.addend == step.output }
    }
    let rows = ringRows(stage, kept: kept)
    var bytes = 0
    for (step, count) in zip(stage.steps, rows).dropLast() {
      bytes += count * pictures[step.output.index].rowPitch(vector) * 4
    }
    return bytes
  }

  // MARK: Stages

  mutating func emit(_ stage: RowStage, items: Range<Int>, into scheduler: inout Scheduler) {
    guard let last = stage.steps.last else { return }
    let isTensor = stage.steps.map { step in
      pictures[step.output.index].isDense || step.output == last.output
        || pictures[step.output.index].container != nil
        || readers[step.output.index].contains { !items.contains($0) }
    }
    let kept = zip(stage.steps, isTensor).map { $0.sums != nil || $1 }
    let rings = ringRows(stage, kept: kept)
    var uses: [BufferID] = []
    var places: [(picture: PictureID, rows: slh_rows, buffer: BufferID?)] = []
    var scratch = 0
    for step in stage.steps {
      for picture in step.pictures where stage.maker(of: picture) == nil {
        places.append((picture, rows(of: picture), tensor(of: picture, &scheduler)))
      }
    }
    for (index, step) in stage.steps.enumerated() {
      var rows = rows(of: step.output)
      let isRead = stage.steps.contains { $0.input == step.output || $0.addend == step.output }
      let room = rings[index] * Int(rows.row_pitch) * 4
      let place = Int64(scratch + pictures[step.output.index].margin(vector))
      if !isTensor[index] {
        rows.ring = Int32(rings[index])
        rows.offset = place
      } else if isRead {
        rows.halo = Int32(rings[index])
        rows.halo_offset = place
      }
      if !isTensor[index] || isRead { scratch += aligned(room) }
      let buffer = isTensor[index] ? tensor(of: step.output, &scheduler) : nil
      places.append((step.output, rows, buffer))
      if let sums = step.sums { uses.append(sums) }
      if case .buffer(let weights, _) = step.weights { uses.append(weights) }
    }
    uses += places.compactMap { $0.buffer }
    append(
      stage, places, blocksTogether(stage, rings, scheduler.kernels), uses, scratch,
      into: &scheduler)
  }

  private func append(
    _ stage: RowStage, _ places: [(picture: PictureID, rows: slh_rows, buffer: BufferID?)],
    _ blocksTogether: [Int], _ uses: [BufferID], _ scratch: Int, into scheduler: inout Scheduler
  ) {
    let target = pictures[stage.steps[stage.steps.count - 1].output.index]
    var work = 0
    for step in stage.steps { work += step.rowWork * pictures[step.output.index].height }
    let memory = scheduler.builder.memory
    var operators = stage.steps.map { step in
      var result = parameters(step, places.map { $0.picture })
      if !step.selection.isEmpty {
        result.channel_offsets = memory.store(offsets(of: step))
        result.input_channels = Int32(step.selection.count)
      }
      return result
    }
    for (index, count) in blocksTogether.enumerated() {
      operators[index].blocks_together = Int32(clamping: count)
    }
    scheduler.builder.step(
      stage.steps.map { $0.title }.joined(separator: " > "), uses: uses,
      units: target.batch * target.height,
      grain: RowEmitter.worthwhileWork / max(work / target.height, 1) + 1, scratchBytes: scratch,
      multiplyAdds: stage.arithmetic.multiplyAdds, operators: stage.steps.count
    ) { layout, memory in
      var rows = places.map { $0.rows }
      for (index, place) in places.enumerated() {
        if let buffer = place.buffer { rows[index].offset += Int64(layout[buffer]) }
      }
      var located = operators
      for (index, step) in stage.steps.enumerated() {
        if let sums = step.sums { located[index].sums_offset = Int64(layout[sums]) }
        switch step.weights {
        case .none, .constant: break
        case .buffer(let buffer, let pitch):
          located[index].weights_offset = Int64(layout[buffer])
          located[index].weights_image = Int64(pitch)
        case .picture(let picture):
          let place = places.firstIndex { $0.picture == picture } ?? 0
          located[index].weights_offset = rows[place].offset
          let repeats = pictures[picture.index].batch == 1
          located[index].weights_image = repeats ? 0 : rows[place].image_pitch
        }
      }
      let parameters = slh_stage(
        pictures: memory.store(rows), operators: memory.store(located),
        picture_count: Int32(rows.count), operator_count: Int32(located.count))
      return (slh_stage_run, UnsafeRawPointer(memory.store(parameters)))
    }
  }

  /// Bytes of rows between two steps that stay in the first cache beside weights and results.
  static let closeBytes = 16 * 1024

  /// For each step how many blocks it makes before the next step makes the same ones, 0 where the
  /// next step waits for whole rows: worth it where a step takes each channel by itself and the
  /// rows before it are too long for the first cache.
  private func blocksTogether(
    _ stage: RowStage, _ rings: [Int], _ kernels: slh_row_kernels
  ) -> [Int] {
    var together = [Int](repeating: 0, count: stage.steps.count)
    for index in stage.steps.indices.dropLast() where index == 0 || together[index - 1] == 0 {
      let (step, next) = (stage.steps[index], stage.steps[index + 1])
      guard next.keepsChannelsApart, next.input == step.output else { continue }
      let picture = pictures[step.output.index]
      let blockBytes = rings[index] * picture.blockPitch(vector) * 4
      let tile = Int(kernels.tile_blocks)
      let count = max(RowEmitter.closeBytes / blockBytes / tile, 1) * tile
      together[index] = count < picture.blocks(vector) ? count : 0
    }
    return together
  }

  /// Multiply-adds that take one thread some microseconds: less is not worth another thread.
  static let worthwhileWork = 200_000

  private func parameters(_ step: RowStep, _ places: [PictureID]) -> slh_row_operator {
    let (input, output) = (pictures[step.input.index], pictures[step.output.index])
    var result = step.attributes
    result.input = Int32(places.firstIndex(of: step.input) ?? -1)
    result.output = Int32(places.firstIndex(of: step.output) ?? -1)
    if let addend = step.addend {
      result.addend = Int32(places.firstIndex(of: addend) ?? -1)
      result.addend_pixel = Int64(pictures[addend.index].pixelPitch(vector))
      result.addend_block = Int64(pictures[addend.index].blockPitch(vector))
    }
    result.input_width = Int32(input.width)
    result.input_channels = Int32(input.channels)
    result.input_pixel = Int64(input.pixelPitch(vector))
    result.input_block = Int64(input.blockPitch(vector))
    result.output_pixel = Int64(output.pixelPitch(vector))
    result.output_block = Int64(output.blockPitch(vector))
    result.width = result.expansion > 0 ? result.input_width * result.columns : Int32(output.width)
    result.blocks = Int32(output.blocks(vector))
    result.output_left = Int32(output.left)
    result.output_right = Int32(output.right)
    if case .constant(let weights) = step.weights { result.weights = weights }
    let interior = interior(step, input: input, output: output)
    result.interior_begin = Int32(interior.lowerBound)
    result.interior_end = Int32(interior.upperBound)
    return result
  }

  /// Floats from the first pixel of the input to the chosen channels.
  private func offsets(of step: RowStep) -> [Int64] {
    step.selection.map { source in
      let block = (pictures[source.picture.index].container?.firstBlock ?? 0)
      let lane = source.channel % vector
      return Int64(
        (block + source.channel / vector) * pictures[step.input.index].blockPitch(vector) + lane)
    }
  }

  /// The output pixels whose window lies inside the input's row and margins.
  private func interior(_ step: RowStep, input: RowPicture, output: RowPicture) -> Range<Int> {
    let stride = Int(step.attributes.column_stride)
    let before = Int(step.attributes.column_before)
    let reach = Int(step.attributes.columns - 1) * Int(step.attributes.column_dilation)
    let room = input.width - 1 + input.right + before - reach
    let begin = max(0, (before - input.left + stride - 1) / stride)
    let end = room < 0 ? 0 : min(output.width, room / stride + 1)
    return begin < end ? begin..<end : 0..<0
  }

  // MARK: Memory

  private func rows(of id: PictureID) -> slh_rows {
    let picture = pictures[id.index]
    var rows = slh_rows()
    rows.offset = Int64(picture.start(vector))
    rows.row_pitch = Int64(picture.rowPitch(vector))
    rows.image_pitch = Int64(picture.height * picture.rowPitch(vector))
    rows.height = Int32(picture.height)
    return rows
  }

  /// The memory of a whole picture.
  private mutating func tensor(
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

  // MARK: Between stages

  mutating func emitMean(
    _ title: String, sums: BufferID, of map: PictureID, to target: PictureID,
    into scheduler: inout Scheduler
  ) {
    let picture = pictures[map.index]
    let output = tensor(of: target, &scheduler)
    let start = pictures[target.index].start(vector)
    let count = picture.blocks(vector) * vector
    scheduler.builder.step(
      title, scheduler.kernels.row_sums, uses: [sums, output], units: picture.batch,
      grain: picture.batch
    ) { layout in
      slh_row_sums(
        input: Int64(layout[sums]), output: Int64(layout[output] + start),
        images: Int64(picture.batch), rows: Int64(picture.height), count: Int64(count),
        scale: 1 / Float(picture.height * picture.width))
    }
  }

  mutating func emitGate(
    _ title: String, _ weights: slh_gated_weights, gate: PictureID, to target: BufferID,
    into scheduler: inout Scheduler
  ) {
    let numbers = tensor(of: gate, &scheduler)
    let start = pictures[gate.index].start(vector)
    scheduler.builder.step(
      title, scheduler.kernels.gated_weights, uses: [numbers, target], units: Int(weights.blocks),
      grain: Int(weights.blocks)
    ) { layout in
      var parameters = weights
      parameters.gate = Int64(layout[numbers] + start)
      parameters.output = Int64(layout[target])
      return parameters
    }
  }
}
