import SilhouetteTestSupport
import Testing

@testable import SilhouetteImaging

struct PersonMapTests {
  @Test("At its own size a map is only rounded: floor(p · maximum + ½)")
  func rounds() {
    let map = ProbabilityMap(
      width: 7, height: 1, values: [0, 0.5, 1, 0.1, -3, 2, .nan])
    let bytes = PersonMap(map, width: 7, height: 1).alpha(format: .gray8, workers: .callerOnly)
    #expect(bytes.values == [0, 128, 255, 26, 0, 255, 0])
    let words = PersonMap(map, width: 7, height: 1).alpha(format: .gray16, workers: .callerOnly)
    #expect(words.values == [0, 32_768, 65_535, 6_554, 0, 65_535, 0])
  }

  /// Positions −¼, ¼, ¾, 1¼ between the centres of two pixels.
  @Test("Upscaling is bilinear with half-pixel centres")
  func interpolates() {
    let map = ProbabilityMap(width: 2, height: 1, values: [0, 1])
    let alpha = PersonMap(map, width: 4, height: 3).alpha(format: .gray16, workers: .callerOnly)
    let row = [0, 16_384, 49_151, 65_535]
    #expect(alpha.values == row + row + row)
  }

  @Test("A constant map stays constant at every size", arguments: [(1, 1), (1, 5000), (37, 61)])
  func constant(width: Int, height: Int) {
    let map = ProbabilityMap(width: 5, height: 4, values: .init(repeating: 0.25, count: 20))
    let alpha = PersonMap(map, width: width, height: height)
      .alpha(format: .gray8, workers: .callerOnly)
    #expect(alpha.values.allSatisfy { $0 == 64 })
  }

  private func random(
    _ width: Int, _ height: Int, _ generator: inout SeededGenerator
  ) -> ProbabilityMap {
    ProbabilityMap(
      width: width, height: height,
      values: (0..<width * height).map { _ in Float.random(in: 0...1, using: &generator) })
  }

  /// Bilinear, or the mean of the area: as the whole picture's map at its full size.
  private func enlarged(_ map: ProbabilityMap, _ width: Int, _ height: Int) -> [Float] {
    PersonMap(map, width: width, height: height).values(width: width, height: height)
  }

  @Test("Where parts overlap, neighbours count the same; elsewhere each has its share")
  func overlappingParts() {
    func constant(_ value: Float) -> ProbabilityMap {
      ProbabilityMap(width: 1, height: 1, values: [value])
    }
    var map = PersonMap(constant(0.5), width: 6, height: 1)
    let values: [Float] = [1, 0, 1]
    let parts = values.enumerated().map { index, value in
      (
        area: PixelRect(x: index * 2 - (index == 2 ? 1 : 0), y: 0, width: 3, height: 1),
        terms: [(map: constant(value), weight: Float(1))]
      )
    }
    map.add(parts, share: 0.2)
    // 0.8² · 0.5 + 0.18 · (1 + 0) where two overlap.
    let both: Float = 0.64 * 0.5 + 0.18
    let expected: [Float] = [0.6, 0.6, both, both, both, 0.6]
    for (found, value) in zip(map.values(width: 6, height: 1), expected) {
      #expect(abs(found - value) < 1e-6)
    }
  }

  @Test("A look at a part replaces its share there and nothing elsewhere", arguments: 0..<12)
  func parts(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    let (width, height) = (number(1...70), number(1...70))
    let (x, y) = (number(0...width - 1), number(0...height - 1))
    let area = PixelRect(x: x, y: y, width: number(1...width - x), height: number(1...height - y))
    let first = random(number(1...20), number(1...20), &generator)
    let looks = (0..<number(1...3)).map { _ in
      (map: random(number(1...20), number(1...20), &generator), weight: Float(number(1...3)))
    }
    var map = PersonMap(first, width: width, height: height)
    map.add(looks, of: area, share: 0.75)

    var expected = enlarged(first, width, height)
    let total = looks.reduce(0) { $0 + $1.weight }
    let parts = looks.map { enlarged($0.map, area.width, area.height) }
    for v in 0..<area.height {
      for u in 0..<area.width {
        let place = (y + v) * width + x + u
        let mean = zip(looks, parts).reduce(0) {
          $0 + $1.0.weight / total * $1.1[v * area.width + u]
        }
        expected[place] = 0.25 * expected[place] + 0.75 * mean
      }
    }
    let found = map.values(width: width, height: height)
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test(
    "At a smaller size each value is the mean of what it covers", arguments: [(12, 10), (7, 3)])
  func reduces(size: (Int, Int)) {
    var generator = SeededGenerator(seed: 5)
    let (width, height) = (48, 40)
    let look = random(9, 8, &generator)
    // Constant, so that what is left of it at the border of the look is exact too.
    var map = PersonMap(
      ProbabilityMap(width: 2, height: 2, values: [0.5, 0.5, 0.5, 0.5]), width: width,
      height: height)
    map.add([(look, 1)], of: PixelRect(x: 5, y: 6, width: 31, height: 22), share: 0.85)
    let full = map.values(width: width, height: height)
    let (columns, rows) = (
      ResamplingAxis(from: width, to: size.0), ResamplingAxis(from: height, to: size.1)
    )
    let found = map.values(width: size.0, height: size.1)
    for y in 0..<size.1 {
      for x in 0..<size.0 {
        var expected = 0.0
        rows.forEachTap(of: y) { row, weight in
          columns.forEachTap(of: x) { column, share in
            expected += Double(weight) * Double(share) * Double(full[row * width + column])
          }
        }
        #expect(abs(Double(found[y * size.0 + x]) - expected) < 1e-5)
      }
    }
  }

  @Test("A mirrored map is read from right to left, as a mirrored axis is")
  func mirrors() {
    let map = ProbabilityMap(width: 3, height: 2, values: [0, 0.1, 0.2, 0.3, 0.4, 0.5])
    #expect(map.mirrored.values == [0.2, 0.1, 0, 0.5, 0.4, 0.3])
    for target in [2, 5, 11] {
      let axis = ResamplingAxis(from: 5, to: target)
      #expect(axis.mirrored.mirrored.weights == axis.weights)
      #expect(axis.mirrored.firsts == axis.firsts.reversed())
    }
  }
}

struct PersonFramingTests {
  private let framing = PersonFraming(margin: 0.1, aspect: 1.5, wholeFrom: 0.95)

  /// A map of one value a pixel that is 1 inside some rectangles.
  private func map(_ width: Int, _ height: Int, _ people: [PixelRect]) -> PersonMap {
    var values = [Float](repeating: 0.4, count: width * height)
    for person in people {
      for y in person.y..<person.y + person.height {
        for x in person.x..<person.x + person.width { values[y * width + x] = 1 }
      }
    }
    return PersonMap(
      ProbabilityMap(width: width, height: height, values: values), width: width, height: height)
  }

  @Test("A box holds everybody, with a margin")
  func everybody() {
    let people = [
      PixelRect(x: 50, y: 60, width: 20, height: 40),
      PixelRect(x: 120, y: 70, width: 30, height: 50),
    ]
    // 50…150 and 60…120, 10 % of 100 on each side: 40…160 and 50…130, at most 1.5 to 1.
    #expect(
      framing.box(around: map(250, 200, people)) == PixelRect(x: 40, y: 50, width: 120, height: 80))
  }

  @Test("A narrow box is widened about its middle, as far as the picture goes")
  func narrow() {
    let tall = PixelRect(x: 100, y: 50, width: 10, height: 100)
    // 90…120 and 40…160: 120 / 1.5 = 80 wide.
    #expect(
      framing.box(around: map(250, 200, [tall])) == PixelRect(x: 65, y: 40, width: 80, height: 120))
    let border = PixelRect(x: 0, y: 50, width: 10, height: 100)
    // 0…20 is widened by 30 on each side.
    #expect(
      framing.box(around: map(250, 200, [border])) == PixelRect(x: 0, y: 40, width: 50, height: 120)
    )
    let flat = PixelRect(x: 50, y: 100, width: 100, height: 10)
    #expect(
      framing.box(around: map(250, 200, [flat])) == PixelRect(x: 40, y: 65, width: 120, height: 80))
  }

  @Test("Nobody has no box, and about the whole picture is none")
  func none() {
    #expect(framing.box(around: map(100, 80, [])) == nil)
    #expect(
      framing.box(around: map(100, 80, [PixelRect(x: 5, y: 5, width: 92, height: 70)])) == nil)
    #expect(framing.box(around: map(1, 1, [PixelRect(x: 0, y: 0, width: 1, height: 1)])) == nil)
  }

  @Test("A box that is about the whole picture still has parts to look at")
  func frame() throws {
    let frame = try #require(
      framing.frame(around: map(100, 80, [PixelRect(x: 5, y: 5, width: 92, height: 70)])))
    #expect(frame == PixelRect(x: 0, y: 0, width: 100, height: 80))
    #expect(framing.frame(around: map(100, 80, [])) == nil)
  }

  @Test("Parts along the longer side overlap by a fifth, mirror each other and cover the whole")
  func parts() {
    let wide = PixelRect(x: 10, y: 20, width: 90, height: 50)
    #expect(
      wide.parts(2) == [
        PixelRect(x: 10, y: 20, width: 50, height: 50),
        PixelRect(x: 50, y: 20, width: 50, height: 50),
      ])
    let tall = PixelRect(x: 1, y: 2, width: 50, height: 90)
    #expect(
      tall.parts(2) == [
        PixelRect(x: 1, y: 2, width: 50, height: 50),
        PixelRect(x: 1, y: 42, width: 50, height: 50),
      ])
    #expect(tall.parts(1) == [tall])
  }

  @Test("Parts of boxes of every size lie inside and leave nothing out", arguments: 1...4)
  func allParts(count: Int) {
    for side in 1...60 {
      let parts = PixelRect(x: 3, y: 5, width: side, height: 1).parts(count)
      #expect(parts.count == count && parts[0].x == 3)
      #expect(parts.allSatisfy { $0.width >= 1 && $0.x + $0.width <= 3 + side })
      #expect(parts[count - 1].x + parts[count - 1].width == 3 + side)
      for (part, next) in zip(parts, parts.dropFirst()) { #expect(next.x <= part.x + part.width) }
    }
  }

  @Test("Boxes lie within pictures of every size and hold what is seen", arguments: 0..<60)
  func inside(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    let size = (width: number(1...3000), height: seed % 3 == 0 ? number(1...9) : number(1...2000))
    let (width, height) = (number(1...40), number(1...40))
    let values = (0..<width * height).map { _ in number(0...30) == 0 ? Float(1) : 0 }
    let map = PersonMap(
      ProbabilityMap(width: width, height: height, values: values), width: size.width,
      height: size.height)
    guard let box = framing.box(around: map) else { return }
    #expect(box.x >= 0 && box.y >= 0 && box.width >= 1 && box.height >= 1)
    #expect(box.x + box.width <= size.width && box.y + box.height <= size.height)
  }
}
