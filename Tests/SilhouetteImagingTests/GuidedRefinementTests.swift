import SilhouetteTestSupport
import Testing

@testable import SilhouetteImaging

struct GuidedRefinementTests {
  private let refinement = GuidedRefinement(
    shortSide: 256, longSide: 1024, radius: 4.0 / 256, epsilon: 1e-4, rounds: 2, snap: 0.2,
    haze: 0.06)

  private func alpha(
    _ mask: ProbabilityMap, _ picture: PixelBuffer, _ refinement: GuidedRefinement? = nil,
    format: PixelFormat = .gray16
  ) -> PixelBuffer {
    picture.withView {
      (refinement ?? self.refinement).alpha(
        from: PersonMap(mask, width: picture.width, height: picture.height), guide: $0,
        format: format, workers: .callerOnly)
    }
  }

  /// A mask that rises from 0 to 1 over six of its pixels, as a network's does.
  private let ramp = ProbabilityMap(
    width: 256, height: 64,
    values: (0..<256 * 64).map { min(max((Float($0 % 256) - 124) / 6, 0), 1) })

  @Test(
    "A constant mask stays constant, whatever the picture shows",
    arguments: [Float(0), 0.5, 1], [(64, 64), (1, 1), (700, 400), (1, 5000), (5000, 1)])
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

  /// A disc before a wall of other colours, with noise; and a mask that misses it a little.
  private func scene(_ width: Int, _ height: Int) -> (picture: PixelBuffer, mask: ProbabilityMap) {
    var generator = SeededGenerator(seed: UInt64(width + height))
    func isInside(_ x: Int, _ y: Int, _ radius: Double) -> Bool {
      let (u, v) = (Double(x) - Double(width) * 0.4, Double(y) - Double(height) * 0.5)
      return u * u + v * v < radius * radius
    }
    let radius = Double(min(width, height)) * 0.3
    let picture = PixelBuffer(width: width, height: height, format: .rgb8) { x, y, channel in
      (isInside(x, y, radius) ? [200, 150, 60] : [60, 90, 160])[channel]
        + Int.random(in: -20...20, using: &generator)
    }
    let values = (0..<width * height).map { index in
      isInside(index % width, index / width, radius * 1.05)
        ? Float.random(in: 0.6...1, using: &generator)
        : Float.random(in: 0...0.4, using: &generator)
    }
    return (picture, ProbabilityMap(width: width, height: height, values: values))
  }

  @Test(
    "Alpha is that of a plain filter in double, areas left out or not",
    arguments: [(40, 30), (90, 70), (9, 120), (1, 60), (60, 1), (1, 1)], [1, 2, 4])
  func twin(size: (Int, Int), rounds: Int) {
    let (picture, mask) = scene(size.0, size.1)
    var refinement = refinement
    refinement.rounds = rounds
    refinement.radius = 3.0 / Double(min(size.0, size.1, 256))
    let result = alpha(mask, picture, refinement).values
    let expected = PlainGuidedFilter(refinement, picture, mask, radius: 3).alpha
    let worst = zip(result, expected).map { abs(Double($0) / 65_535 - $1) }.max() ?? 0
    #expect(worst < 1e-4)
  }

  @Test(
    "The grid follows the shorter side, is never larger than the picture and has a longest side",
    arguments: [
      (1280, 720, 455, 256), (720, 1280, 256, 455), (100, 50, 100, 50), (1, 1, 1, 1),
      (5000, 1, 1024, 1), (5000, 500, 1024, 102), (4000, 3000, 341, 256),
    ])
  func gridSize(width: Int, height: Int, expectedWidth: Int, expectedHeight: Int) {
    #expect(refinement.gridSize(width: width, height: height) == (expectedWidth, expectedHeight))
  }

  @Test(
    "Areas of unsettled points hold every point near one that is neither 0 nor 1, once",
    arguments: 0..<20)
  func areas(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let width = Int.random(in: 1...90, using: &generator)
    let height = Int.random(in: 1...90, using: &generator)
    let reach = Int.random(in: 0...9, using: &generator)
    let plane = Plane<Float>(width: width, height: height)
    let level = Float(seed % 2)
    plane.base.initialize(repeating: level, count: width * height)
    var odd: [(x: Int, y: Int)] = []
    for _ in 0..<seed % 4 {
      let place = (
        x: Int.random(in: 0..<width, using: &generator),
        y: Int.random(in: 0..<height, using: &generator)
      )
      plane.row(place.y)[place.x] = 0.5
      odd.append(place)
    }
    var counts = [Int](repeating: 0, count: width * height)
    let unsettled = UnsettledPoints(of: plane, reach: reach / 2)
    unsettled.widen(by: reach - reach / 2)
    for area in unsettled.areas {
      for y in area.y..<area.y + area.height {
        for x in area.x..<area.x + area.width { counts[y * width + x] += 1 }
      }
    }
    #expect(counts.allSatisfy { $0 <= 1 })
    #expect(odd.isEmpty == !counts.contains(1))
    for y in 0..<height {
      for x in 0..<width {
        let isNear = odd.contains { abs($0.x - x) <= reach && abs($0.y - y) <= reach }
        if isNear { #expect(counts[y * width + x] == 1) }
      }
    }
  }
}

@Suite("Areas made wider")
struct WidenedAreasTests {
  @Test("They hold every point within reach, once, and none far away", arguments: 0..<20)
  func widened(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    let (width, height, reach) = (number(1...70), number(1...70), number(0...9))
    let areas = (0..<seed % 4).map { _ in
      let (x, y) = (number(0...width - 1), number(0...height - 1))
      return PixelRect(x: x, y: y, width: number(1...width - x), height: number(1...height - y))
    }
    func isNear(_ x: Int, _ y: Int, _ reach: Int) -> Bool {
      areas.contains {
        ($0.x - reach..<$0.x + $0.width + reach).contains(x)
          && ($0.y - reach..<$0.y + $0.height + reach).contains(y)
      }
    }
    var counts = [Int](repeating: 0, count: width * height)
    for area in areas.widened(by: reach, width: width, height: height) {
      for y in area.y..<area.y + area.height {
        for x in area.x..<area.x + area.width { counts[y * width + x] += 1 }
      }
    }
    for y in 0..<height {
      for x in 0..<width {
        let count = counts[y * width + x]
        #expect(isNear(x, y, reach) ? count == 1 : count <= 1)
        // Bands are four rows high, and gaps of less than eight columns are closed.
        if count == 1 { #expect(isNear(x, y, reach + 7)) }
      }
    }
  }
}

/// The same filter from its definition, window by window and in double; the picture is not reduced.
private struct PlainGuidedFilter {
  private typealias Line = (a: [Double], b: Double)

  private let width: Int
  private let height: Int
  private let radius: Int
  private let epsilon: Double
  private let colors: [[Double]]
  private(set) var alpha: [Double] = []

  init(
    _ refinement: GuidedRefinement, _ picture: PixelBuffer, _ mask: ProbabilityMap, radius: Int
  ) {
    width = picture.width
    height = picture.height
    self.radius = radius
    epsilon = refinement.epsilon
    let bytes = picture.values
    colors = (0..<picture.width * picture.height).map { pixel in
      (0..<3).map { Double(bytes[pixel * 3 + $0]) / 255 - 0.5 }
    }
    func stretched(_ value: Double, _ cut: Float) -> Double {
      min(max((value - Double(cut)) / (1 - 2 * Double(cut)), 0), 1)
    }
    var values = mask.values.map { stretched(Double($0), refinement.snap) }
    for round in 1...refinement.rounds {
      let lines = lines(of: values)
      let cut = round == refinement.rounds ? refinement.haze : refinement.snap
      values = values.indices.map { pixel in
        let window = window(around: pixel)
        var sum = 0.0
        for other in window {
          sum += lines[other].b
          for channel in 0..<3 { sum += lines[other].a[channel] * colors[pixel][channel] }
        }
        return stretched(sum / Double(window.count), cut)
      }
    }
    alpha = values
  }

  private func window(around pixel: Int) -> [Int] {
    let (x, y) = (pixel % width, pixel / width)
    return (max(y - radius, 0)...min(y + radius, height - 1)).flatMap { row in
      (max(x - radius, 0)...min(x + radius, width - 1)).map { row * width + $0 }
    }
  }

  private func lines(of values: [Double]) -> [Line] {
    values.indices.map { pixel in
      let window = window(around: pixel)
      let count = Double(window.count)
      func mean(_ value: (Int) -> Double) -> Double { window.reduce(0) { $0 + value($1) } / count }
      let m = (0..<3).map { channel in mean { colors[$0][channel] } }
      let p = mean { values[$0] }
      let system = (0..<3).map { i in
        (0..<3).map { j in
          mean { (colors[$0][i] - m[i]) * (colors[$0][j] - m[j]) } + (i == j ? epsilon : 0)
        } + [mean { (colors[$0][i] - m[i]) * (values[$0] - p) }]
      }
      let a = LinearSystem.solution(of: system)
      return (a, p - a[0] * m[0] - a[1] * m[1] - a[2] * m[2])
    }
  }
}
