import CSilhouetteKernels
import SilhouetteTestSupport
import Testing

@testable import SilhouetteImaging

struct BackgroundBlurTests {
  /// White person in the middle of a grey background with one black pixel column far away.
  private func blurred(_ deviation: Double, side: Int = 96) throws -> PixelBuffer {
    func isPerson(_ x: Int, _ y: Int) -> Bool {
      (side / 3..<side * 2 / 3).contains(x) && y >= side / 3
    }
    let picture = PixelBuffer(width: side, height: side, format: .rgb8) { x, y, _ in
      isPerson(x, y) ? 255 : 80
    }
    let alpha = PixelBuffer(width: side, height: side, format: .gray8) { x, y, _ in
      isPerson(x, y) ? 255 : 0
    }
    return try blurred(picture, alpha, deviation)
  }

  @Test("The person does not bleed into the background", arguments: [0, 1, 3, 9.5, 40])
  func noHalo(deviation: Double) throws {
    let result = try blurred(deviation)
    for (x, y) in [(31, 60), (30, 40), (64, 90), (50, 31), (0, 0)] {
      #expect(abs(result.value(x, y) - 80) <= 1)
    }
    #expect(result.value(48, 60) == 255)
  }

  @Test("The blur spreads as a Gaussian of that deviation", arguments: [2.0, 5, 13, 30])
  func spread(deviation: Double) throws {
    let side = 300
    let picture = PixelBuffer(width: side, height: side, format: .rgb16) { x, _, _ in
      x < side / 2 ? 0 : 65_535
    }
    let alpha = PixelBuffer(width: side, height: side, format: .gray16) { _, _, _ in 0 }
    let result = try blurred(picture, alpha, deviation)
    // The normal distribution at one deviation below its middle is 0.1587; that lies between pixels.
    let x = side / 2 - 1 - Int(deviation)
    let found = Double(result.value(x, 150) + result.value(x + 1, 150)) / 2 / 65_535
    #expect(abs(found - 0.1587) < 0.03)
    #expect(abs(result.value(side / 2, 9) + result.value(side / 2 - 1, 9) - 65_535) < 700)
  }

  /// A saturated person before a flat background of another colour, a disc whose alpha falls to 0 over
  /// `softness` pixels; the photo mixes both.
  private func flat(
    softness: Double, _ background: [Int]
  ) -> (picture: PixelBuffer, alpha: PixelBuffer) {
    let (width, height) = (300, 200)
    func share(_ x: Int, _ y: Int) -> Double {
      let (dx, dy) = (Double(x - 140), Double(y - 120))
      let distance = (dx * dx + dy * dy).squareRoot()
      let exact = min(max((60 + softness / 2 - distance) / max(softness, 1e-9), 0), 1)
      return (exact * 255).rounded() / 255
    }
    let alpha = PixelBuffer(width: width, height: height, format: .gray8) { x, y, _ in
      Int((share(x, y) * 255).rounded())
    }
    let person = [250, 200, 10]
    let picture = PixelBuffer(width: width, height: height, format: .rgb8) { x, y, channel in
      let a = share(x, y)
      return Int((a * Double(person[channel]) + (1 - a) * Double(background[channel])).rounded())
    }
    return (picture, alpha)
  }

  private func blurred(
    _ picture: PixelBuffer, _ alpha: PixelBuffer, _ deviation: Double,
    _ blending: Blending = .encoded, workers: Workers = .callerOnly
  ) throws -> PixelBuffer {
    var result = picture
    let view = result.withMutableView { $0 }
    let blur = try BackgroundBlur(
      view.readOnly, alpha: alpha, deviation: deviation, blending: blending, workers: workers)
    try Compositor.composite(
      alpha, over: .blur(blur), blending: blending, into: view, workers: workers)
    return result
  }

  @Test(
    "A flat background keeps its colour right up to a soft edge, at any radius",
    arguments: [0.0, 4, 16, 60], [0, 2, 10, 40, 200])
  func flatBackground(softness: Double, deviation: Double) throws {
    let background = [20, 60, 230]
    let (picture, alpha) = flat(softness: softness, background)
    for blending in Blending.allCases {
      let blur = try picture.withView { view throws(ImagingError) in
        try BackgroundBlur(
          view, alpha: alpha, deviation: deviation, blending: blending, workers: .callerOnly)
      }
      var row = [Float](repeating: 0, count: 3 * picture.width)
      var scratch = [Float](repeating: 0, count: blur.scratchCount)
      var worst = 0.0
      for y in 0..<picture.height {
        blur.prepare(row: y, scratch: &scratch)
        blur.colors(0..<picture.width, into: &row, scratch: &scratch)
        for x in 0..<picture.width {
          // As much of the backdrop as is seen.
          let share = 1 - Double(alpha.value(x, y)) / 255
          for channel in 0..<3 {
            let error = Double(row[3 * x + channel]) * 255 - Double(background[channel])
            worst = max(worst, share * abs(error))
          }
        }
      }
      #expect(worst <= 1)
    }
  }

  @Test(
    "Seen from outside, a soft edge before a flat background stays as it was", arguments: [2, 40])
  func edgeStays(deviation: Double) throws {
    let (picture, alpha) = flat(softness: 16, [20, 60, 230])
    let result = try blurred(picture, alpha, deviation)
    let worst = zip(result.values, picture.values).map { abs($0 - $1) }.max()
    #expect(try #require(worst) <= 2)
  }

  @Test(
    "Mattes all of one kind, of any size of picture, give a picture", arguments: [0, 1, 128, 255],
    [(1, 1), (2, 3), (5000, 1), (1, 700)])
  func uniformMattes(level: Int, size: (width: Int, height: Int)) throws {
    let picture = PixelBuffer(width: size.width, height: size.height, format: .rgb8) { _, _, c in
      [200, 100, 50][c]
    }
    let alpha = PixelBuffer(width: size.width, height: size.height, format: .gray8) { _, _, _ in
      level
    }
    for deviation in [0, 0.3, 1] {
      for blending in Blending.allCases {
        let result = try blurred(picture, alpha, deviation, blending)
        #expect(zip(result.values, picture.values).allSatisfy { abs($0 - $1) <= 1 })
      }
    }
  }

  @Test("The same bits for any number of threads", arguments: Blending.allCases)
  func threads(blending: Blending) throws {
    let (picture, alpha) = flat(softness: 16, [20, 60, 230])
    let alone = try blurred(picture, alpha, 5, blending).values
    for count in [2, 3, 7] {
      let pool = try #require(slh_pool_create(Int32(count)))
      defer { slh_pool_destroy(pool) }
      let result = try blurred(picture, alpha, 5, blending, workers: Workers(pool: pool))
      #expect(result.values == alone)
    }
  }

  @Test("In linear light half black and half white is brighter than half")
  func linear() throws {
    let picture = PixelBuffer(width: 64, height: 64, format: .rgb8) { x, y, _ in
      (x + y) % 2 == 0 ? 0 : 255
    }
    let alpha = PixelBuffer(width: 64, height: 64, format: .gray8) { _, _, _ in 0 }
    #expect(try abs(blurred(picture, alpha, 10).value(32, 32) - 128) <= 1)
    // 0.5 of the light is 0.7354 of the scale.
    #expect(try abs(blurred(picture, alpha, 10, .linear).value(32, 32) - 188) <= 1)
  }

  @Test("A radius that makes no sense is refused", arguments: [-1, Double.nan, 1e9])
  func invalid(deviation: Double) {
    #expect(throws: ImagingError.self) { try blurred(deviation) }
  }
}
