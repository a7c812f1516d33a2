import SilhouetteTestSupport
import Testing

@testable import SilhouetteImaging

struct BoxFilterTests {
  @Test(
    "Sums are those of the window cut at the edges",
    arguments: [(1, 1, 1, 3), (7, 5, 2, 1), (40, 90, 3, 4), (5, 200, 1, 60), (64, 3, 9, 5)])
  func sums(width: Int, height: Int, channels: Int, radius: Int) {
    check(Double.self, width, height, channels, radius)
    check(Float.self, width, height, channels, radius)
    check(Int32.self, width, height, channels, radius)
  }

  private func check<Number: BoxNumber & Numeric>(
    _: Number.Type, _ width: Int, _ height: Int, _ channels: Int, _ radius: Int
  ) {
    var generator = SeededGenerator(seed: UInt64(width))
    let count = width * channels
    let map = (0..<height * count).map { _ in
      Number(exactly: Int.random(in: 0...999, using: &generator)) ?? 0
    }
    let result = Plane<Number>(width: width, height: height, channels: channels)
    let box = BoxFilter<Number>(width: width, height: height, channels: channels, radius: radius)
    box.forEachRow(workers: .callerOnly) { row in
      for i in 0..<count { row.values[i] = map[row.y * count + i] }
    } use: { sums in
      result.row(sums.y).update(from: sums.values, count: count)
    }
    for y in 0..<height {
      let ys = max(y - radius, 0)...min(y + radius, height - 1)
      #expect(ys.count == box.rowCount(at: y))
      for x in 0..<width {
        let xs = max(x - radius, 0)...min(x + radius, width - 1)
        #expect(Float(xs.count) == box.columnCounts[x])
        for c in 0..<channels {
          var expected: Number = 0
          for v in ys { for u in xs { expected += map[v * count + u * channels + c] } }
          #expect(result.row(y)[x * channels + c] == expected)
        }
      }
    }
  }

  @Test("Areas get the sums that the whole map gets", arguments: 0..<10)
  func areas(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    let (width, height) = (number(1...60), number(1...60))
    let map = (0..<width * height).map { _ in Double(number(0...999)) }
    let box = BoxFilter<Double>(width: width, height: height, radius: number(0...12))
    let whole = Plane<Double>(width: width, height: height)
    let parts = Plane<Double>(width: width, height: height)
    box.forEachRow(workers: .callerOnly) { row in
      for x in 0..<width { row.values[x] = map[row.y * width + x] }
    } use: { sums in
      whole.row(sums.y).update(from: sums.values, count: width)
    }
    let (x, y) = (number(0...width - 1), number(0...height - 1))
    let area = PixelRect(
      x: x, y: y, width: number(1...width - x), height: number(1...height - y))
    parts.base.initialize(repeating: -1, count: width * height)
    box.forEachRow(in: [area], workers: .callerOnly) { row in
      for (i, x) in row.columns.enumerated() { row.values[i] = map[row.y * width + x] }
    } use: { sums in
      (parts.row(sums.y) + sums.columns.lowerBound).update(
        from: sums.values, count: sums.columns.count)
    }
    for v in 0..<height {
      for u in 0..<width {
        let isInside =
          (x..<x + area.width).contains(u) && (y..<y + area.height).contains(v)
        #expect(parts.row(v)[u] == (isInside ? whole.row(v)[u] : -1))
      }
    }
  }
}
