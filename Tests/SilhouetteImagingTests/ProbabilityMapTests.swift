import SilhouetteTestSupport
import Testing

@testable import SilhouetteImaging

struct ProbabilityMapTests {
  @Test("At its own size a map is only rounded: floor(p · maximum + ½)")
  func rounds() {
    let map = ProbabilityMap(
      width: 7, height: 1, values: [0, 0.5, 1, 0.1, -3, 2, .nan])
    let bytes = map.alpha(width: 7, height: 1, format: .gray8, workers: .callerOnly)
    #expect(bytes.values == [0, 128, 255, 26, 0, 255, 0])
    let words = map.alpha(width: 7, height: 1, format: .gray16, workers: .callerOnly)
    #expect(words.values == [0, 32_768, 65_535, 6_554, 0, 65_535, 0])
  }

  /// Positions −¼, ¼, ¾, 1¼ between the centres of two pixels.
  @Test("Upscaling is bilinear with half-pixel centres")
  func interpolates() {
    let map = ProbabilityMap(width: 2, height: 1, values: [0, 1])
    let alpha = map.alpha(width: 4, height: 3, format: .gray16, workers: .callerOnly)
    let row = [0, 16_384, 49_151, 65_535]
    #expect(alpha.values == row + row + row)
  }

  @Test("A constant map stays constant at every size", arguments: [(1, 1), (1, 5000), (37, 61)])
  func constant(width: Int, height: Int) {
    let map = ProbabilityMap(width: 5, height: 4, values: .init(repeating: 0.25, count: 20))
    let alpha = map.alpha(width: width, height: height, format: .gray8, workers: .callerOnly)
    #expect(alpha.values.allSatisfy { $0 == 64 })
  }
}
