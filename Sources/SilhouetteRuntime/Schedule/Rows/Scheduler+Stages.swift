import CSilhouetteKernels
import SilhouetteGraph

/// Second pass: row steps into stages, everything into the program.
extension Scheduler {
  mutating func emit() throws(RuntimeError) {
    placeGroups()
    var emitter = RowEmitter(
      pictures: pictures, items: items, vector: packing.vector, tile: Int(kernels.tile_blocks))
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
