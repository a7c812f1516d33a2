import CSilhouetteKernels

/// Finds the targets along one axis that read sources of one settled kind alone: whatever lies between
/// two of 0, or two of 255, is known before it is interpolated. 128 is not settled.
struct SettledTargets: Sendable {
  private let targets: Range<Int>
  private let sourceCount: Int
  private let tapCount: Int
  /// For each source position, and the one behind the last, the first target that reads it or a later
  /// one first.
  private let starts: [Int]

  /// - Parameter targets: those that are asked for, whose positions do not fall.
  init(_ targets: Range<Int>, of axis: ResamplingAxis) {
    self.targets = targets
    sourceCount = axis.sourceCount
    tapCount = axis.tapCount
    var starts: [Int] = []
    for target in targets {
      while starts.count <= Int(axis.firsts[target]) { starts.append(target) }
    }
    while starts.count <= sourceCount { starts.append(targets.upperBound) }
    self.starts = starts
  }

  /// Calls `body` with runs of targets that cover all, from left to right, and their kind.
  func forEachRun(of kinds: UnsafePointer<UInt8>, _ body: (Range<Int>, UInt8) -> Void) {
    var done = targets.lowerBound
    var start = 0
    while start < sourceCount {
      let end = slh_kind_run_u8(kinds, start, sourceCount)
      let run = targets(readingOnly: start..<end)
      if kinds[start] != 128, !run.isEmpty {
        if done < run.lowerBound { body(done..<run.lowerBound, 128) }
        body(run, kinds[start])
        done = run.upperBound
      }
      start = end
    }
    if done < targets.upperBound { body(done..<targets.upperBound, 128) }
  }

  private func targets(readingOnly sources: Range<Int>) -> Range<Int> {
    let first = starts[sources.lowerBound]
    return first..<max(first, starts[max(sources.upperBound - tapCount + 1, 0)])
  }
}
