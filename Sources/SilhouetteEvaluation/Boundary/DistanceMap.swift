/// The squared Euclidean distance of every pixel to the nearest one of a set, exactly.
///
/// Felzenszwalb and Huttenlocher, Distance Transforms of Sampled Functions (2012): columns by two
/// sweeps, then each row as the lower envelope of parabolas. In whole numbers, so that a comparison
/// with a radius is exact.
package struct DistanceMap: Sendable {
  package let squares: [Int]

  /// What stands where the set is empty: farther than any picture is wide.
  package static let unreachable = 1 << 40

  /// - Parameter isTarget: `width · height`, row after row.
  package init(width: Int, height: Int, isTarget: [Bool]) {
    precondition(isTarget.count == width * height)
    var squares = DistanceMap.columnDistances(width, height, isTarget)
    guard isTarget.contains(true) else {
      self.squares = [Int](repeating: DistanceMap.unreachable, count: squares.count)
      return
    }
    var envelope = LowerEnvelope(count: width)
    squares.withUnsafeMutableBufferPointer { squares in
      for y in 0..<height {
        envelope.transform(
          UnsafeMutableBufferPointer(rebasing: squares[y * width..<(y + 1) * width]))
      }
    }
    self.squares = squares
  }

  /// Squared distances along each column alone.
  private static func columnDistances(_ width: Int, _ height: Int, _ isTarget: [Bool]) -> [Int] {
    var distances = isTarget.map { $0 ? 0 : unreachableSide }
    for y in stride(from: 1, to: height, by: 1) {
      for x in 0..<width {
        let above = distances[(y - 1) * width + x] + 1
        if above < distances[y * width + x] { distances[y * width + x] = above }
      }
    }
    for y in stride(from: height - 2, through: 0, by: -1) {
      for x in 0..<width {
        let below = distances[(y + 1) * width + x] + 1
        if below < distances[y * width + x] { distances[y * width + x] = below }
      }
    }
    return distances.map { $0 * $0 }
  }

  /// Its square is ``unreachable``.
  private static let unreachableSide = 1 << 20
}

/// min over q of (p − q)² + f(q) along one row.
private struct LowerEnvelope {
  private var places: [Int]
  /// `borders[k]`: the first position where parabola `k` is the lowest.
  private var borders: [Int]
  private var heights: [Int]

  init(count: Int) {
    places = [Int](repeating: 0, count: count)
    borders = [Int](repeating: 0, count: count)
    heights = [Int](repeating: 0, count: count)
  }

  mutating func transform(_ row: UnsafeMutableBufferPointer<Int>) {
    var last = -1
    for place in row.indices {
      heights[place] = row[place]
      var border = 0
      while last >= 0 {
        border = crossing(places[last], place)
        if border > borders[last] { break }
        last -= 1
      }
      if last < 0 { border = 0 }
      guard border < row.count else { continue }
      last += 1
      places[last] = place
      borders[last] = border
    }
    var current = 0
    for place in row.indices {
      while current < last, borders[current + 1] <= place { current += 1 }
      let distance = place - places[current]
      row[place] = distance * distance + heights[places[current]]
    }
  }

  /// The first whole position where the parabola of the right place is below the left one's:
  /// ⌈((f(r) + r²) − (f(l) + l²)) / 2(r − l)⌉.
  private func crossing(_ left: Int, _ right: Int) -> Int {
    let numerator = heights[right] + right * right - heights[left] - left * left
    let denominator = 2 * (right - left)
    return numerator <= 0 ? 0 : (numerator + denominator - 1) / denominator
  }
}
