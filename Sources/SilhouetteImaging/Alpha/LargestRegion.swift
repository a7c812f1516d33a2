/// The largest connected set of pixels of a map above one half; corners connect.
package struct LargestRegion: Sendable {
  package let pixelCount: Int
  /// The mean of the map inside it; 0 where there is no region.
  package let mean: Float

  package init(of map: ProbabilityMap) {
    var regions = DisjointSets(count: map.values.count)
    for y in 0..<map.height {
      for x in 0..<map.width where map.isInside(x, y) {
        let index = y * map.width + x
        if map.isInside(x - 1, y) { regions.join(index, index - 1) }
        for offset in -1...1 where map.isInside(x + offset, y - 1) {
          regions.join(index, index - map.width + offset)
        }
      }
    }
    (pixelCount, mean) = regions.largest(in: map)
  }
}

extension ProbabilityMap {
  fileprivate func isInside(_ x: Int, _ y: Int) -> Bool {
    x >= 0 && y >= 0 && x < width && values[y * width + x] > 0.5
  }
}

extension DisjointSets {
  /// The size of the largest set of pixels above one half, the first of equals, and their mean.
  fileprivate mutating func largest(in map: ProbabilityMap) -> (count: Int, mean: Float) {
    var counts = [Int](repeating: 0, count: map.values.count)
    var sums = [Double](repeating: 0, count: map.values.count)
    for (index, value) in map.values.enumerated() where value > 0.5 {
      let root = root(of: index)
      counts[root] += 1
      sums[root] += Double(value)
    }
    var best = 0
    for index in counts.indices where counts[index] > counts[best] { best = index }
    return counts[best] == 0 ? (0, 0) : (counts[best], Float(sums[best] / Double(counts[best])))
  }
}
