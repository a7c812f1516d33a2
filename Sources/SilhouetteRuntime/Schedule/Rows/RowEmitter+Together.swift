import CSilhouetteKernels
import SilhouetteGraph

/// What an operator makes before the next operator takes its turn.
struct RowsTogether {
  /// Rows of the stage's last operator that it makes in one go.
  var rows = 1
  /// For each step the blocks of all rows due that it makes before the next blocks, 0 where it makes
  /// row after row.
  var blocks: [Int]
  /// For each step how many, from it on, take turns block by block.
  var steps: [Int]
  /// For each step whether the next one takes its rows one by one.
  var feedsNext: [Bool]
}

extension RowEmitter {
  /// Bytes of rows, or of weights, that stay in the first cache beside what else is needed.
  private static let closeBytes = 16 * 1024
  /// Weights of a stage from which on they do not come back from the first cache, and not from the
  /// second one, when the stage comes to its next row.
  private static let heavyBytes = 32 * 1024
  private static let hugeBytes = 512 * 1024
  /// Multiplications for each weight that take longer than its way from the second and from the
  /// third cache: a vector of weights a cycle and one in five cycles against two vectors multiplied
  /// in one.
  private static let heavyReuse = 12
  private static let hugeReuse = 36

  /// Rows that a stage makes in one go: one, since rows between steps are then fewest, unless a row
  /// has too few pixels for the weights, which are read again for each.
  func rowsTogether(_ stage: RowStage, kept: [Bool]) -> Int {
    let heights = stage.steps.map { pictures[$0.output.index].height }
    let height = heights[heights.count - 1]
    let weights = stage.steps.reduce(0) { $0 + $1.weightCount }
    guard weights * 4 > RowEmitter.heavyBytes else { return 1 }
    let wanted = weights * 4 > RowEmitter.hugeBytes ? RowEmitter.hugeReuse : RowEmitter.heavyReuse
    let reuse = max(work(of: stage) / (height * weights), 1)
    var rows = min(height, (wanted + reuse - 1) / reuse)
    while rows > 1, ringBytes(stage, kept: kept, together: rows) > RowEmitter.largestRings {
      rows -= 1
    }
    return rows
  }

  /// The stage with steps that can take turns side by side: what they read of others goes first.
  func arranged(_ stage: RowStage) -> RowStage {
    var arranged = RowStage()
    var left = stage.steps
    while !left.isEmpty {
      let (turns, before) = turns(left[...])
      for index in before + turns { arranged.append(left[index]) }
      left.removeFirst(turns.count + before.count)
    }
    return arranged
  }

  /// The places of the first step and of those that can take turns with it, and of the steps between
  /// them, which read nothing that these make.
  private func turns(_ steps: ArraySlice<RowStep>) -> (turns: [Int], before: [Int]) {
    var turns = [steps.startIndex]
    var (before, between): ([Int], [Int]) = ([], [])
    let blocks = pictures[steps[turns[0]].output.index].blocks(vector)
    for index in steps.indices.dropFirst() {
      let step = steps[index]
      let read = turns.map { steps[$0].output }.filter { step.pictures.contains($0) }
      if read.isEmpty {
        between.append(index)
        continue
      }
      guard !step.feedsNext, read.allSatisfy({ step.takesByBlock($0) }),
        pictures[step.output.index].isBlocked,
        pictures[step.output.index].blocks(vector) == blocks
      else { break }
      turns.append(index)
      before += between
      between = []
    }
    return (turns, before)
  }

  /// The blocks that steps make of all rows due before the next ones: of steps that take turns where
  /// the rows between them are too long for the first cache; of a step whose weights are, where there
  /// are several rows for them.
  func together(
    _ stage: RowStage, rows: Int, _ rings: [Int], kept: [Bool]
  ) -> RowsTogether {
    var result = RowsTogether(
      rows: rows, blocks: [Int](repeating: 0, count: stage.steps.count),
      steps: [Int](repeating: 1, count: stage.steps.count),
      feedsNext: stage.steps.indices.map { stage.feedsNext($0, kept: kept) })
    var index = 0
    while index < stage.steps.count {
      if result.feedsNext[index] {
        index += 2
        continue
      }
      let (turns, before) = turns(stage.steps[index...])
      let isAlone = turns.count == 1 || !before.isEmpty
      let step = stage.steps[index]
      let blocks = pictures[step.output.index].blocks(vector)
      var bytes = 0
      if !isAlone {
        for turn in turns.dropLast() {
          bytes += rings[turn] * pictures[stage.steps[turn].output.index].blockPitch(vector) * 4
        }
      } else if rows > 1, !step.keepsChannelsApart {
        bytes = step.weightCount * 4 / blocks
      }
      let count = bytes > 0 ? max(RowEmitter.closeBytes / bytes / tile, 1) * tile : blocks
      if count < blocks {
        result.blocks[index] = count
        result.steps[index] = isAlone ? 1 : turns.count
      }
      index += result.steps[index]
    }
    return result
  }
}
