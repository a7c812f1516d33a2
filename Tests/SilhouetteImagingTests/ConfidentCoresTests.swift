import SilhouetteTestSupport
import Testing

@testable import SilhouetteImaging

@Suite("Confident cores")
struct ConfidentCoresTests {
  private func map(_ width: Int, _ height: Int, _ value: (Int, Int) -> Float) -> ProbabilityMap {
    ProbabilityMap(
      width: width, height: height,
      values: (0..<width * height).map { value($0 % width, $0 / width) })
  }

  @Test("A faint map without a core becomes background")
  func faint() {
    // 240.9 of 255 is cut to 240, which is not above 240.
    let kept = ConfidentCores.kept(of: map(40, 40) { _, _ in 240.9 / 255 })
    #expect(kept.values.allSatisfy { $0 == 0 })
  }

  @Test("A core of five by five keeps twelve points to each side, in its rows and columns")
  func reach() {
    let source = map(61, 61) { x, y in
      (28...32).contains(x) && (28...32).contains(y) ? 1 : 0.5
    }
    let kept = ConfidentCores.kept(of: source)
    // Only the middle survives the erosion by the cross; its own cross is what stays.
    for y in 0..<61 {
      for x in 0..<61 {
        let isNear = (x == 30 && abs(y - 30) <= 12) || (y == 30 && abs(x - 30) <= 12)
        #expect(kept.values[y * 61 + x] == (isNear ? source.values[y * 61 + x] : 0))
      }
    }
  }

  @Test("A core at the border is not eroded from outside")
  func border() {
    let kept = ConfidentCores.kept(of: map(20, 20) { x, y in x < 3 && y < 3 ? 1 : 0 })
    #expect(kept.values[0] == 1)
  }

  @Test("Crosses agree with their definition on random maps", arguments: 0..<10 as Range<UInt64>)
  func definition(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let (width, height) = (random.integer(1...30), random.integer(1...30))
    let reach = random.integer(0...5)
    let points = (0..<width * height).map { _ in random.integer(0...3) > 0 }
    var eroded = CrossMorphology(width: width, height: height, points: points)
    eroded.erode(by: reach)
    var dilated = CrossMorphology(width: width, height: height, points: points)
    dilated.dilate(by: reach)
    for y in 0..<height {
      for x in 0..<width {
        var cross: [Bool] = []
        for step in -reach...reach {
          if (0..<width).contains(x + step) { cross.append(points[y * width + x + step]) }
          if (0..<height).contains(y + step) { cross.append(points[(y + step) * width + x]) }
        }
        #expect(eroded.points[y * width + x] == cross.allSatisfy { $0 })
        #expect(dilated.points[y * width + x] == cross.contains(true))
      }
    }
  }
}
