import CSilhouetteKernels
import SilhouetteGraph

/// What lies between stages.
extension RowEmitter {
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
