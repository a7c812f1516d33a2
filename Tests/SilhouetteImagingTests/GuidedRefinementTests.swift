import SilhouetteTestSupport
import Testing

@testable import SilhouetteImaging

struct GuidedRefinementTests {
  private let refinement = GuidedRefinement.standard

  private func alpha(
    _ mask: ProbabilityMap, _ picture: PixelBuffer, format: PixelFormat = .gray16
  ) -> PixelBuffer {
    picture.withView {
      refinement.alpha(from: mask, guide: $0, format: format, workers: .callerOnly)
    }
  }

  /// A mask that rises from 0 to 1 over six of its pixels, as a network's does.
  private let ramp = ProbabilityMap(
    width: 256, height: 64,
    values: (0..<256 * 64).map { min(max((Float($0 % 256) - 124) / 6, 0), 1) })

  @Test(
    "A constant mask stays constant, whatever the picture shows",
    arguments: [Float(0), 0.5, 1], [(64, 64), (1, 1), (700, 400), (1, 5000)])
  func constantMask(value: Float, size: (Int, Int)) {
    var generator = SeededGenerator(seed: 3)
    let picture = PixelBuffer.random(
      width: size.0, height: size.1, format: .rgb8, using: &generator)
    let mask = ProbabilityMap(width: 8, height: 8, values: .init(repeating: value, count: 64))
    let result = alpha(mask, picture)
    #expect(result.values.allSatisfy { abs($0 - Int(value * 65_535 + 0.5)) <= 1 })
  }

  @Test(
    "A soft edge of the mask snaps to the edge of the colours",
    arguments: [PixelFormat.rgb8, .bgra8, .rgba16, .gray8, .gray16], [200, 1000])
  func snaps(format: PixelFormat, side: Int) {
    let edge = side * 126 / 256
    let maximum = format.bytesPerChannel == 1 ? 255 : 65_535
    let picture = PixelBuffer(width: side, height: side / 2, format: format) { x, _, channel in
      maximum * (x < edge ? [1, 2, 1, 4][channel] : [3, 2, 2, 4][channel]) / 4
    }
    let result = alpha(ramp, picture)
    for y in [0, side / 4, side / 2 - 1] {
      #expect(result.value(edge, y) - result.value(edge - 1, y) > 32_768)
      for x in stride(from: 0, to: side, by: 3) where abs(x - edge) > side / 100 {
        if x < edge {
          #expect(result.value(x, y) < 6_554, "left of the edge at \(x)")
        } else {
          #expect(result.value(x, y) > 58_982, "right of the edge at \(x)")
        }
      }
    }
  }

  @Test("Far from the mask's edge nothing changes")
  func farFromEdge() {
    var generator = SeededGenerator(seed: 4)
    let picture = PixelBuffer.random(width: 640, height: 480, format: .rgb8, using: &generator)
    let result = alpha(ramp, picture, format: .gray8)
    for y in 0..<480 {
      for x in 0..<260 { #expect(result.value(x, y) == 0) }
      for x in 380..<640 { #expect(result.value(x, y) == 255) }
    }
  }

  @Test("Colours that tell nothing leave the mask soft and monotone")
  func flatPicture() {
    let picture = PixelBuffer(width: 128, height: 32, format: .rgb8) { _, _, _ in 90 }
    let result = alpha(ramp, picture)
    for x in 1..<128 { #expect(result.value(x, 16) >= result.value(x - 1, 16)) }
    #expect(result.value(63, 16) > 15_000 && result.value(63, 16) < 50_000)
  }
}
