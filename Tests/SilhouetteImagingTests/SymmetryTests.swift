import SilhouetteTestSupport
import Testing

@testable import SilhouetteImaging

/// No step prefers a side: a turned picture has a turned result.
@Suite("Symmetry")
struct SymmetryTests {
  /// A noisy map, and one of a part of the picture.
  private func map(_ turn: Turn?, width: Int, height: Int) -> PersonMap {
    var generator = SeededGenerator(seed: 9)
    func noise(_ width: Int, _ height: Int) -> ProbabilityMap {
      let values = (0..<width * height).map { _ in Float.random(in: 0...1, using: &generator) }
      let map = ProbabilityMap(width: width, height: height, values: values)
      return turn?(map) ?? map
    }
    let area = PixelRect(x: 11, y: 7, width: 40, height: 53)
    let size = turn?.size(width, height) ?? (width: width, height: height)
    var map = PersonMap(noise(13, 9), width: size.width, height: size.height)
    map.add(
      [(noise(8, 8), 1), (noise(5, 11), 2)], of: turn?(area, in: width, height) ?? area, share: 0.8)
    return map
  }

  @Test("Maps that are put together", arguments: Turn.all)
  func maps(turn: Turn) {
    func alpha(_ turn: Turn?) -> PixelBuffer {
      map(turn, width: 90, height: 70).alpha(format: .gray16, workers: .callerOnly)
    }
    #expect(worstDifference(alpha(turn).values, turn(alpha(nil)).values) <= 1)
  }

  @Test("Maps reduced", arguments: Turn.all)
  func reducedMaps(turn: Turn) {
    let size = turn.size(21, 17)
    let found = map(turn, width: 90, height: 70).values(width: size.width, height: size.height)
    let expected = turn(
      map(nil, width: 90, height: 70).values(width: 21, height: 17), width: 21, height: 17)
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test("Boxes, to a pixel", arguments: Turn.all)
  func boxes(turn: Turn) throws {
    let framing = PersonFraming(margin: 0.1, aspect: 1.5, wholeFrom: 0.95)
    let person = ProbabilityMap(
      width: 40, height: 30,
      values: (0..<1200).map { (9..<16).contains($0 % 40) && $0 / 40 > 11 ? 1 : 0 })
    let size = turn.size(397, 301)
    let box = try #require(framing.box(around: PersonMap(person, width: 397, height: 301)))
    let found = try #require(
      framing.box(around: PersonMap(turn(person), width: size.width, height: size.height)))
    let expected = turn(box, in: 397, 301)
    #expect(abs(found.x - expected.x) <= 1 && abs(found.y - expected.y) <= 1)
    #expect(abs(found.width - expected.width) <= 1 && abs(found.height - expected.height) <= 1)
  }

  /// On the picture's own grid, and on one of half its size, where lines are interpolated.
  @Test("Edges that follow colours", arguments: Turn.all, [98, 49])
  func refinement(turn: Turn, shortSide: Int) {
    let scene = Scene(130, 98)
    let refinement = GuidedRefinement(
      shortSide: shortSide, longSide: 200, radius: 2.0 / 49, epsilon: 1e-4, rounds: 3, snap: 0.2,
      haze: 0.06)
    func alpha(_ picture: PixelBuffer, _ map: ProbabilityMap) -> PixelBuffer {
      picture.withView { view in
        refinement.alpha(
          from: PersonMap(map, width: view.width, height: view.height), guide: view,
          format: .gray16, workers: .callerOnly)
      }
    }
    let map = scene.map(32, 28)
    let expected = turn(alpha(scene.picture, map)).values
    #expect(worstDifference(alpha(turn(scene.picture), turn(map)).values, expected) <= 4)
    #expect(Set(expected).count > 100)
  }

  @Test("Foreground colours", arguments: Turn.all)
  func colors(turn: Turn) throws {
    let scene = Scene(118, 90)
    let turned = Scene(picture: turn(scene.picture), alpha: turn(scene.alpha))
    let (found, expected) = (try turned.cutout(), turn(try scene.cutout()))
    for y in 0..<found.height {
      for x in 0..<found.width where found.value(x, y, 3) > 0 {
        for channel in 0..<4 {
          #expect(abs(found.value(x, y, channel) - expected.value(x, y, channel)) <= 1)
        }
      }
    }
  }

  @Test("A blurred background", arguments: Turn.all, [1.5, 9])
  func blur(turn: Turn, deviation: Double) throws {
    let scene = Scene(118, 90)
    let turned = Scene(picture: turn(scene.picture), alpha: turn(scene.alpha))
    let expected = turn(try scene.blurred(deviation: deviation)).values
    #expect(worstDifference(try turned.blurred(deviation: deviation).values, expected) <= 1)
  }

  @Test("Edges grown, shrunk and softened", arguments: Turn.all, [PixelFormat.rgb8, .rgb16])
  func edges(turn: Turn, format: PixelFormat) throws {
    let alpha = Scene(63, 50, format: format).alpha
    func edited(_ alpha: PixelBuffer) throws -> [PixelBuffer] {
      var results = [alpha, alpha, alpha, alpha]
      try results[0].grow(by: 3.5, workers: .callerOnly)
      try results[1].grow(by: -2, workers: .callerOnly)
      try results[2].feather(by: 7.5, .both, workers: .callerOnly)
      try results[3].feather(by: 4, .out, workers: .callerOnly)
      return results
    }
    for (found, expected) in zip(try edited(turn(alpha)), try edited(alpha)) {
      #expect(found.values == turn(expected).values)
    }
  }

  @Test("What a network sees", arguments: Turn.all, [(20, 30), (150, 110)])
  func networkInput(turn: Turn, size: (width: Int, height: Int)) {
    let scene = Scene(70, 55)
    func sample(_ picture: PixelBuffer, _ width: Int, _ height: Int) -> [Float] {
      let plane = Plane<Float>(width: width, height: height, channels: 3)
      picture.withView { view in
        PictureSampler(
          sourceWidth: view.width, sourceHeight: view.height, width: width, height: height
        ).sample(view, ColorTransform(), into: plane.base, workers: .callerOnly)
      }
      return (0..<width * height).map { plane.base[3 * $0] + plane.base[3 * $0 + 2] }
    }
    let turned = turn.size(size.width, size.height)
    let found = sample(turn(scene.picture), turned.width, turned.height)
    let expected = turn(
      sample(scene.picture, size.width, size.height), width: size.width, height: size.height)
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-5 })
  }
}
