import CSilhouetteKernels
import SilhouetteGraph

/// A picture that a stage reads or makes: its rows, in a buffer if it lies in the arena.
private struct PlacedPicture {
  var picture: PictureID
  var rows: slh_rows
  var buffer: BufferID?

  func located(_ layout: ArenaLayout) -> slh_rows {
    var rows = rows
    if let buffer { rows.offset += Int64(layout[buffer]) }
    return rows
  }
}

/// A stage becomes a step of the program.
extension RowEmitter {
  mutating func emit(_ chosen: RowStage, items: Range<Int>, into scheduler: inout Scheduler) {
    let stage = arranged(chosen)
    guard let last = stage.steps.last else { return }
    let isTensor = stage.steps.map { step in
      step.output == last.output || outlives(items, step.output)
    }
    let kept = zip(stage.steps, isTensor).map { $0.sums != nil || $1 }
    let rowsTogether = rowsTogether(stage, kept: kept)
    let rings = ringRows(stage, kept: kept, together: rowsTogether)
    var uses: [BufferID] = []
    var places: [PlacedPicture] = []
    var scratch = 0
    for step in stage.steps {
      for picture in step.pictures where stage.maker(of: picture) == nil {
        places.append(
          PlacedPicture(
            picture: picture, rows: rows(of: picture), buffer: tensor(of: picture, &scheduler)))
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
      places.append(PlacedPicture(picture: step.output, rows: rows, buffer: buffer))
      if let sums = step.sums { uses.append(sums) }
      if case .buffer(let weights, _) = step.weights { uses.append(weights) }
    }
    uses += places.compactMap { $0.buffer }
    append(
      stage, places, together(stage, rows: rowsTogether, rings, kept: kept),
      blocksShared(stage, kept: kept), uses, scratch, into: &scheduler)
  }

  /// Whether a picture that these items make lies where others find it.
  func outlives(_ items: Range<Int>, _ id: PictureID) -> Bool {
    let picture = pictures[id.index]
    return picture.isDense || picture.container != nil
      || readers[id.index].contains { !items.contains($0) }
  }

  private func append(
    _ stage: RowStage, _ places: [PlacedPicture], _ together: RowsTogether,
    _ blocksShared: [Bool]?, _ uses: [BufferID], _ scratch: Int, into scheduler: inout Scheduler
  ) {
    let target = pictures[stage.steps[stage.steps.count - 1].output.index]
    let work = work(of: stage)
    let units = blocksShared == nil ? target.height : (target.blocks(vector) + tile - 1) / tile
    let operators = operators(
      of: stage, places, together, blocksShared, scheduler.builder.memory)
    scheduler.builder.step(
      stage.steps.map { $0.title }.joined(separator: " > "), uses: uses,
      units: target.batch * units,
      grain: RowEmitter.worthwhileWork / max(work / units, 1) + 1, scratchBytes: scratch,
      multiplyAdds: stage.arithmetic.multiplyAdds, operators: stage.steps.count
    ) { layout, memory in
      let rows = places.map { $0.located(layout) }
      let located = zip(stage.steps, operators).map { step, parameters in
        self.located(parameters, of: step, places, rows, layout)
      }
      let parameters = slh_stage(
        pictures: memory.store(rows), operators: memory.store(located),
        picture_count: Int32(rows.count), operator_count: Int32(located.count),
        rows_together: Int32(clamping: together.rows),
        unit_blocks: blocksShared == nil ? 0 : Int32(tile))
      return (slh_stage_run, UnsafeRawPointer(memory.store(parameters)))
    }
  }

  /// Everything of a stage's operators that is known before memory is laid out.
  private func operators(
    of stage: RowStage, _ places: [PlacedPicture], _ together: RowsTogether,
    _ blocksShared: [Bool]?, _ memory: ProgramMemory
  ) -> [slh_row_operator] {
    let pictures = places.map { $0.picture }
    return stage.steps.indices.map { index in
      let step = stage.steps[index]
      var result = parameters(step, pictures)
      if !step.selection.isEmpty {
        result.channel_offsets = memory.store(offsets(of: step))
        result.input_channels = Int32(step.selection.count)
      }
      result.blocks_together = Int32(clamping: together.blocks[index])
      result.operators_together = Int32(clamping: together.steps[index])
      result.feeds_next = together.feedsNext[index] ? 1 : 0
      result.shares_blocks = blocksShared?[index] == true ? 1 : 0
      return result
    }
  }

  /// An operator with the places of its sums and of weights that are made during the run.
  private func located(
    _ parameters: slh_row_operator, of step: RowStep, _ places: [PlacedPicture],
    _ rows: [slh_rows], _ layout: ArenaLayout
  ) -> slh_row_operator {
    var result = parameters
    if let sums = step.sums { result.sums_offset = Int64(layout[sums]) }
    switch step.weights {
    case .none, .constant: break
    case .buffer(let buffer, let pitch):
      result.weights_offset = Int64(layout[buffer])
      result.weights_image = Int64(pitch)
    case .picture(let picture):
      let place = places.firstIndex { $0.picture == picture } ?? 0
      result.weights_offset = rows[place].offset
      result.weights_image = pictures[picture.index].batch == 1 ? 0 : rows[place].image_pitch
    }
    return result
  }

  /// Multiply-adds that take one thread some microseconds: less is not worth another thread.
  static let worthwhileWork = 200_000

  func work(of stage: RowStage) -> Int {
    stage.steps.reduce(0) { $0 + $1.rowWork * pictures[$1.output.index].height }
  }

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
}
