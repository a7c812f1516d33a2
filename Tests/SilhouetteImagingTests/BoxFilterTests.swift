import SilhouetteTestSupport
import Testing

@testable import SilhouetteImaging

struct BoxFilterTests {
  @Test(
    "Sums are those of the window cut at the edges",
    arguments: [(1, 1, 1, 3), (7, 5, 2, 1), (40, 90, 3, 4), (5, 200, 1, 60), (64, 3, 13, 5)])
  func sums(width: Int, height: Int, channels: Int, radius: Int) {
    var generator = SeededGenerator(seed: UInt64(width))
    let count = width * channels
    let map = (0..<height * count).map { _ in Double(Int.random(in: 0...999, using: &generator)) }
    let result = Plane<Double>(width: width, height: height, channels: channels)
    let box = BoxFilter(width: width, height: height, channels: channels, radius: radius)
    box.forEachRow(workers: .callerOnly) { y, row in
      for i in 0..<count { row[i] = map[y * count + i] }
    } use: { y, sums in
      result.row(y).update(from: sums, count: count)
    }
    for y in 0..<height {
      let ys = max(y - radius, 0)...min(y + radius, height - 1)
      #expect(ys.count == box.rowCount(at: y))
      for x in 0..<width {
        let xs = max(x - radius, 0)...min(x + radius, width - 1)
        #expect(Float(xs.count) == box.columnCounts[x])
        for c in 0..<channels {
          var expected = 0.0
          for v in ys { for u in xs { expected += map[v * count + u * channels + c] } }
          #expect(result.row(y)[x * channels + c] == expected)
        }
      }
    }
  }
}
