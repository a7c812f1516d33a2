import SilhouetteGraph

/// Row steps that run together, row by row, and how many rows of each picture between them are alive
/// at a time.
struct RowStage {
  private(set) var steps: [RowStep] = []

  var isEmpty: Bool { steps.isEmpty }

  mutating func append(_ step: RowStep) { steps.append(step) }

  var arithmetic: ArithmeticCount {
    var total = ArithmeticCount()
    for step in steps { total += step.arithmetic }
    return total
  }

  /// The step of this stage that makes a picture.
  func maker(of picture: PictureID) -> Int? {
    steps.firstIndex { $0.output == picture }
  }

  func makes(_ picture: PictureID?) -> Bool {
    picture.map { maker(of: $0) != nil } ?? false
  }

  /// For each step the rows of its output that a ring must hold, so that every later step finds the
  /// rows of its window while each step runs as far as the next `together` rows of the last one ask.
  ///
  /// Longest where a strip begins: there the first rows of every window are made in one go.
  func ringRows(heights: [Int], kept: [Bool], together: Int) -> [Int] {
    let last = steps.count - 1
    var rings = [Int](repeating: 1, count: steps.count)
    for y in 0..<heights[last] {
      var next = [Int](repeating: 0, count: steps.count)
      var target = next
      (next[last], target[last]) = (y, min(y + together, heights[last]) - 1)
      for k in (0..<last).reversed() {
        var first = kept[k] ? y * heights[k] / heights[last] : Int.max
        var end = kept[k] ? (target[last] + 1) * heights[k] / heights[last] - 1 : -1
        var oldest = Int.max
        for c in k + 1...last {
          guard let rows = rows(of: k, readBy: c, from: next[c], to: target[c], heights[k]) else {
            continue
          }
          oldest = min(oldest, rows.lowerBound)
          end = max(end, rows.upperBound)
        }
        first = min(first, oldest)
        next[k] = first == Int.max ? 0 : first
        target[k] = end
        if oldest != Int.max { rings[k] = max(rings[k], end - oldest + 1) }
      }
    }
    for k in 0..<last where feedsNext(k, kept: kept) { rings[k] = 1 }
    return rings
  }

  /// How many rows of each step's output a thread makes that answers for the rows `strip` of the last
  /// one, and of `kept` pictures for the same share.
  func rowsMade(for strip: Range<Int>, heights: [Int], kept: [Bool]) -> [Int] {
    let last = steps.count - 1
    guard !strip.isEmpty else { return [Int](repeating: 0, count: steps.count) }
    var wanted = [ClosedRange<Int>?](repeating: nil, count: steps.count)
    wanted[last] = strip.lowerBound...strip.upperBound - 1
    for k in (0..<last).reversed() {
      let first = strip.lowerBound * heights[k] / heights[last]
      let end = strip.upperBound * heights[k] / heights[last]
      if kept[k], first < end { wanted[k] = first...end - 1 }
      for c in k + 1...last {
        guard let reader = wanted[c],
          let read = rows(
            of: k, readBy: c, from: reader.lowerBound, to: reader.upperBound, heights[k])
        else { continue }
        let own = wanted[k] ?? read
        wanted[k] =
          min(own.lowerBound, read.lowerBound)...max(own.upperBound, read.upperBound)
      }
    }
    return wanted.map { $0?.count ?? 0 }
  }

  /// Whether every row of step `k` is read as soon as it is there, and not again.
  func feedsNext(_ k: Int, kept: [Bool]) -> Bool {
    steps[k].feedsNext && !kept[k] && k + 1 < steps.count
      && steps[k + 1].input == steps[k].output
  }

  /// The rows of step `k` that step `c` reads to make its rows `first...last`.
  private func rows(
    of k: Int, readBy c: Int, from first: Int, to last: Int, _ height: Int
  ) -> ClosedRange<Int>? {
    // Nothing is wanted of it yet: a kept picture of fewer rows than the last one has.
    guard last >= 0 else { return nil }
    var low = Int.max
    var high = Int.min
    if steps[c].input == steps[k].output {
      low = min(max(steps[c].window(first).first, 0), height - 1)
      high = min(max(steps[c].window(last).last, 0), height - 1)
    }
    if steps[c].addend == steps[k].output {
      low = min(low, first)
      high = max(high, last)
    }
    return low <= high ? low...high : nil
  }
}
