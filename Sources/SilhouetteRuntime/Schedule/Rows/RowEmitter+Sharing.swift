import CSilhouetteKernels
import SilhouetteGraph

/// How threads share a stage: the rows of its last picture, or its blocks, each in all rows.
///
/// By rows, what lies above and below a thread's rows is made by both neighbours: of a small map, and
/// of tiles, as much as all of it. By blocks, a convolution's input is made by each thread, but for the
/// convolution alone there is nothing to be made twice.
extension RowEmitter {
  /// Multiply-adds that take as long as threads wait for each other between stages.
  private static let barrierWork = 300_000

  /// For each step whether a thread needs no other blocks of it than those of the last picture that it
  /// answers for; nil if threads cannot share blocks, since all would write the same.
  func sharedByBlocks(_ stage: RowStage, kept: [Bool]) -> [Bool]? {
    let last = stage.steps.count - 1
    guard pictures[stage.steps[last].output.index].isBlocked else { return nil }
    var shares = [Bool](repeating: false, count: stage.steps.count)
    shares[last] = true
    for k in (0..<last).reversed() {
      let output = stage.steps[k].output
      let readers = (k + 1...last).filter { stage.steps[$0].pictures.contains(output) }
      shares[k] =
        !readers.isEmpty
        && readers.allSatisfy {
          shares[$0] && stage.steps[$0].takesByBlock(output)
            && blocks(of: stage.steps[$0]) == blocks(of: stage.steps[k])
        }
      if kept[k], !shares[k] { return nil }
    }
    return shares
  }

  /// The blocks that threads share, `nil` if rows are better.
  func blocksShared(_ stage: RowStage, kept: [Bool]) -> [Bool]? {
    guard let shares = sharedByBlocks(stage, kept: kept),
      halfWork(stage, byBlocks: shares) < halfWork(stage, byRowsOf: kept)
    else { return nil }
    return shares
  }

  /// Whether two threads make `longer` as soon as they would make `stage` and then the rest, from the
  /// item `next` on: a window makes its neighbours' rows be made twice. Where weights are more than the
  /// map between them, it costs nothing to leave that to the next stage.
  func staysShared(_ stage: RowStage, _ longer: RowStage, before next: Int) -> Bool {
    var rest = RowStage()
    for step in longer.steps.dropFirst(stage.steps.count) { rest.append(step) }
    guard rest.steps[0].attributes.window > 1 else { return true }
    let weights = rest.steps.reduce(0) { max($0, $1.weightCount) }
    let map = pictures[rest.steps[0].input.index]
    guard weights > map.rowPitch(vector) * map.height else { return true }
    let end = next + rest.steps.count
    return halfWork(longer, before: end)
      <= halfWork(stage, before: next) + halfWork(rest, before: end) + RowEmitter.barrierWork
  }

  private func blocks(of step: RowStep) -> Int { pictures[step.output.index].blocks(vector) }

  /// The work of the slower of two threads, shared as is better.
  private func halfWork(_ stage: RowStage, before next: Int) -> Int {
    let last = stage.steps[stage.steps.count - 1].output
    let kept = stage.steps.map {
      $0.output == last || $0.sums != nil || outlives(0..<next, $0.output)
    }
    let byRows = halfWork(stage, byRowsOf: kept)
    guard let shares = sharedByBlocks(stage, kept: kept) else { return byRows }
    return min(byRows, halfWork(stage, byBlocks: shares))
  }

  private func halfWork(_ stage: RowStage, byRowsOf kept: [Bool]) -> Int {
    let heights = stage.steps.map { pictures[$0.output.index].height }
    let height = heights[heights.count - 1]
    var most = 0
    for strip in [0..<height / 2, height / 2..<height] {
      let rows = stage.rowsMade(for: strip, heights: heights, kept: kept)
      most = max(most, zip(stage.steps, rows).reduce(0) { $0 + $1.0.rowWork * $1.1 })
    }
    return most
  }

  private func halfWork(_ stage: RowStage, byBlocks shares: [Bool]) -> Int {
    let units = (blocks(of: stage.steps[stage.steps.count - 1]) + tile - 1) / tile
    return zip(stage.steps, shares).reduce(0) { sum, next in
      let work = next.0.rowWork * pictures[next.0.output.index].height
      return sum + (next.1 ? work / units * ((units + 1) / 2) : work)
    }
  }
}
