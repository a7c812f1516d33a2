/// The largest connected set of pixels of a map above one half; corners connect.
package struct LargestRegion: Sendable {
  package let pixelCount: Int
  /// The mean of the map inside it; 0 where there is no region.
  package let mean: Float

  package init(of map: ProbabilityMap) {
    let runs = map.runsInside
    var regions = DisjointSets(count: runs.count)
    // The first run of the row above that ends beside or behind the start of the run looked at.
    var above = 0
    for (index, run) in runs.enumerated() {
      while above < index, runs[above].isBefore(run) { above += 1 }
      var other = above
      while other < index, runs[other].touches(run) {
        regions.join(index, other)
        other += 1
      }
    }
    (pixelCount, mean) = regions.largest(of: runs, in: map)
  }
}

/// Pixels beside each other in a row.
private struct Run {
  let y: Int
  let columns: Range<Int>

  /// Whether it lies more than a row above another one, or in the row above but left of it.
  func isBefore(_ other: Run) -> Bool {
    y < other.y - 1 || (y == other.y - 1 && columns.upperBound < other.columns.lowerBound)
  }

  /// Whether it is connected from above.
  func touches(_ other: Run) -> Bool {
    y == other.y - 1 && columns.lowerBound <= other.columns.upperBound
      && columns.upperBound >= other.columns.lowerBound
  }
}

extension ProbabilityMap {
  /// Runs above one half, row after row.
  fileprivate var runsInside: [Run] {
    var runs: [Run] = []
    values.withUnsafeBufferPointer { values in
      for y in 0..<height {
        var x = 0
        while x < width {
          while x < width, !(values[y * width + x] > 0.5) { x += 1 }
          let start = x
          while x < width, values[y * width + x] > 0.5 { x += 1 }
          if x > start { runs.append(Run(y: y, columns: start..<x)) }
        }
      }
    }
    return runs
  }
}

extension DisjointSets {
  /// The size of the largest set of runs, the first of equals, and the mean of the map in it.
  fileprivate mutating func largest(of runs: [Run], in map: ProbabilityMap) -> (Int, Float) {
    guard !runs.isEmpty else { return (0, 0) }
    var counts = [Int](repeating: 0, count: runs.count)
    var sums = [Double](repeating: 0, count: runs.count)
    for (index, run) in runs.enumerated() {
      let root = root(of: index)
      counts[root] += run.columns.count
      var sum = sums[root]
      for x in run.columns { sum += Double(map.values[run.y * map.width + x]) }
      sums[root] = sum
    }
    var best = 0
    for index in counts.indices where counts[index] > counts[best] { best = index }
    return (counts[best], Float(sums[best] / Double(counts[best])))
  }
}
