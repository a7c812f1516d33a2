import SilhouetteEvaluation
import SilhouetteTestSupport
import Testing

@Suite("Distances to the nearest pixel")
struct DistanceMapTests {
  @Test("equal those to every pixel tried", arguments: 0..<24)
  func exact(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let (width, height) = (
      Int.random(in: 1...24, using: &generator), Int.random(in: 1...24, using: &generator)
    )
    let odds = [2, 8, 60][seed % 3]
    let isTarget = (0..<width * height).map { _ in
      Int.random(in: 0..<odds, using: &generator) == 0
    }
    let targets = isTarget.indices.filter { isTarget[$0] }
    let expected = isTarget.indices.map { index in
      targets.map { target in
        let (x, y) = (index % width - target % width, index / width - target / width)
        return x * x + y * y
      }.min() ?? DistanceMap.unreachable
    }
    #expect(DistanceMap(width: width, height: height, isTarget: isTarget).squares == expected)
  }
}
