import SilhouetteTestSupport
import Testing

@testable import SilhouetteImaging

private let sizes = [(1, 1), (2, 1), (1, 2), (3, 3), (5000, 1), (1, 5000), (33, 21)]

/// Mattes that are all 0 or all 1, pictures of one colour or one pixel, and what must come out as it
/// went in.
@Suite("Extremes and identities")
struct ExtremeTests {
  private func constant(_ width: Int, _ height: Int, _ format: PixelFormat, _ values: [Int])
    -> PixelBuffer
  {
    PixelBuffer(width: width, height: height, format: format) { _, _, channel in values[channel] }
  }

  private func noise(_ width: Int, _ height: Int, _ format: PixelFormat) -> PixelBuffer {
    var generator = SeededGenerator(seed: UInt64(width + 3 * height))
    return .random(width: width, height: height, format: format, using: &generator)
  }

  @Test("All person is the photo and nobody is the backdrop, bit by bit", arguments: sizes)
  func solidMattes(width: Int, height: Int) throws {
    for format in [PixelFormat.rgb8, .rgb16] {
      let maximum = Int(format.maximumChannelValue)
      let depth: PixelFormat = maximum == 255 ? .gray8 : .gray16
      let (photo, other) = (noise(width, height, format), noise(width, height, format))
      let all = Scene(picture: photo, alpha: constant(width, height, depth, [maximum]))
      let none = Scene(picture: photo, alpha: constant(width, height, depth, [0]))
      #expect(try all.fitted(other).values == photo.values)
      #expect(try all.blurred(deviation: 1).values == photo.values)
      #expect(try none.fitted(other).values == other.values)
      #expect(try none.cutout().values.allSatisfy { $0 == 0 })
      let cut = try all.cutout().values
      #expect(cut.indices.allSatisfy { $0 % 4 < 3 || cut[$0] == maximum })
      #expect(cut.indices.filter { $0 % 4 < 3 }.map { cut[$0] } == photo.values)
    }
  }

  @Test("A photo over itself with its own colours stays, whatever the matte", arguments: sizes)
  func overItself(width: Int, height: Int) throws {
    for format in [PixelFormat.rgb8, .rgb16] {
      let photo = noise(width, height, format)
      let scene = Scene(
        picture: photo, alpha: noise(width, height, format == .rgb8 ? .gray8 : .gray16))
      let result = try scene.fitted(photo, foreground: .photo)
      #expect(worstDifference(result.values, photo.values) <= 1)
    }
  }

  @Test("One colour over itself stays that colour, whatever the matte", arguments: sizes)
  func oneColor(width: Int, height: Int) throws {
    let photo = constant(width, height, .rgb8, [200, 90, 10])
    for alpha in [noise(width, height, .gray8), constant(width, height, .gray8, [254])] {
      let scene = Scene(picture: photo, alpha: alpha)
      #expect(worstDifference(try scene.fitted(photo).values, photo.values) <= 1)
      for deviation in [0, 0.7, 1] where deviation <= Double(max(width, height)) {
        #expect(
          worstDifference(try scene.blurred(deviation: deviation).values, photo.values) <= 1)
      }
    }
  }

  @Test("A matte that is all 0 or all 1 stays so, however it is edited", arguments: sizes)
  func editedSolidMattes(width: Int, height: Int) throws {
    for format in [PixelFormat.gray8, .gray16] {
      for level in [0, Int(format.maximumChannelValue)] {
        let flat = constant(width, height, format, [level])
        var results = [PixelBuffer](repeating: flat, count: 6)
        try results[0].grow(by: 1, workers: .callerOnly)
        try results[1].grow(by: -0.5, workers: .callerOnly)
        for (index, side) in FeatherSide.allCases.enumerated() {
          try results[2 + index].feather(by: 1, side, workers: .callerOnly)
        }
        try results[5].threshold(at: 0.5, workers: .callerOnly)
        for result in results { #expect(result.values == flat.values) }
        let summary = AlphaSummary(of: flat)
        #expect(summary.share == (level == 0 ? 0 : 1))
        #expect((summary.boundingBox == nil) == (level == 0))
      }
    }
  }

  @Test("Growing by 0 and feathering by 0 change nothing", arguments: sizes)
  func nothingToDo(width: Int, height: Int) throws {
    let alpha = noise(width, height, .gray16)
    var edited = alpha
    try edited.grow(by: 0, workers: .callerOnly)
    try edited.feather(by: 0, .both, workers: .callerOnly)
    #expect(edited.values == alpha.values)
  }

  @Test("A ramp stays a ramp when it is enlarged, up to half a step of it from the border")
  func ramp() {
    let map = ProbabilityMap(
      width: 9, height: 5, values: (0..<45).map { Float($0 % 9) / 16 + Float($0 / 9) / 8 })
    let (width, height) = (144, 60)
    let values = PersonMap(map, width: width, height: height).values(width: width, height: height)
    for y in 6..<54 {
      for x in 8..<136 {
        let (u, v) = ((Double(x) + 0.5) / 16 - 0.5, (Double(y) + 0.5) / 12 - 0.5)
        #expect(abs(Double(values[y * width + x]) - (u / 16 + v / 8)) < 1e-6)
      }
    }
  }

  /// The best line through points that lie on one is that line, in every window.
  @Test("A mask that is a line over the colours is found again", arguments: [1, 3])
  func lineOverColors(rounds: Int) {
    let photo = noise(40, 30, .rgb8)
    let colors = photo.values
    let mask = ProbabilityMap(
      width: 40, height: 30,
      values: (0..<1200).map { pixel in
        (Float(colors[3 * pixel]) * 0.5 - Float(colors[3 * pixel + 1]) * 0.2
          + Float(colors[3 * pixel + 2]) * 0.3) / 255 + 0.2
      })
    let refinement = GuidedRefinement(
      shortSide: 64, longSide: 64, radius: 3.0 / 30, epsilon: 1e-9, rounds: rounds, snap: 0,
      haze: 0)
    let alpha = photo.withView {
      refinement.alpha(
        from: PersonMap(mask, width: 40, height: 30), guide: $0, format: .gray16,
        workers: .callerOnly)
    }
    let expected = mask.values.map { Int($0 * 65_535 + 0.5) }
    #expect(worstDifference(alpha.values, expected) <= 2)
  }

  @Test("Any map at any size gives a matte of the picture's size", arguments: sizes)
  func refinedSizes(width: Int, height: Int) {
    let photo = noise(width, height, .rgb8)
    let maps = [
      ProbabilityMap(width: 1, height: 1, values: [0.7]),
      Scene(40, 30).map(16, 16),
    ]
    for map in maps {
      let alpha = photo.withView {
        GuidedRefinement(
          shortSide: 384, longSide: 1536, radius: 5.0 / 384, epsilon: 1e-4, rounds: 2, snap: 0.2,
          haze: 0.06
        ).alpha(
          from: PersonMap(map, width: width, height: height), guide: $0, format: .gray8,
          workers: .callerOnly)
      }
      #expect(alpha.width == width && alpha.height == height)
      if map.values.count == 1 { #expect(Set(alpha.values).count == 1) }
    }
  }
}
