import CSilhouetteKernels
import SilhouetteTestSupport
import Testing

@testable import SilhouetteImaging

@Suite("Foreground colours")
struct ForegroundTests {
  /// A picture of noise whose alpha is a mixture of 0, 1 and everything between.
  private struct Noise {
    let picture: PixelBuffer
    let alpha: PixelBuffer

    init(width: Int, height: Int, format: PixelFormat) {
      var generator = SeededGenerator(seed: UInt64(width * 7 + height))
      picture = .random(width: width, height: height, format: format, using: &generator)
      let maximum = Int(format.maximumChannelValue)
      let period = max(width / 3, 8)
      alpha = PixelBuffer(
        width: width, height: height, format: maximum == 255 ? .gray8 : .gray16
      ) { x, y, _ in
        let distance = abs((x + y / 2) % (2 * period) - period)
        let level = (distance - period / 2) * maximum / 6 + maximum / 2
        return min(max(level, 0), maximum)
      }
    }

    func cutout(tileSide: Int = 64, workers: Workers = .callerOnly) throws -> PixelBuffer {
      try picture.withView { view throws(ImagingError) in
        try Cutout.pixels(of: view, alpha: alpha, tileSide: tileSide, workers: workers)
      }
    }

    func composite(tileSide: Int = 64, workers: Workers = .callerOnly) throws -> PixelBuffer {
      var result = picture
      let view = result.withMutableView { $0 }
      try Compositor.composite(
        alpha, over: .color(red: 0, green: 1, blue: 0.5), into: view, tileSide: tileSide,
        workers: workers)
      return result
    }
  }

  @Test(
    "Colours are those of the plain twin",
    arguments: [(1, 1), (2, 1), (37, 9), (300, 270), (280, 310), (1300, 3), (1, 1100)])
  func twin(width: Int, height: Int) throws {
    let noise = Noise(width: width, height: height, format: .rgb16)
    let cut = try noise.cutout()
    let alpha = noise.alpha.values.map { Double($0) / 65_535 }
    for channel in 0..<3 {
      let color = (0..<width * height).map {
        Double(noise.picture.value($0 % width, $0 / width, channel)) / 65_535
      }
      let twin = ForegroundTwin(width: width, height: height, color: color, alpha: alpha)
        .foreground()
      // What is full but for rounding keeps the photo's colour.
      for index in alpha.indices where alpha[index] > 0 && alpha[index] < 0.9999 {
        let found = Double(cut.value(index % width, index / width, channel)) / 65_535
        #expect(abs(found - twin[index]) <= 1e-4, "at \(index % width), \(index / width)")
      }
    }
  }

  @Test(
    "The same bits for strips and tiles of any side and for any number of threads",
    arguments: [PixelFormat.rgb8, .bgra8, .rgba16, .gray8])
  func sameBits(format: PixelFormat) throws {
    let noise = Noise(width: 333, height: 271, format: format)
    let cut = try noise.cutout().values
    let composite = format == .gray8 ? [] : try noise.composite().values
    for (tileSide, threads) in [(4, 1), (7, 3), (64, 2), (300, 2), (1000, 4)] {
      let pool = try #require(slh_pool_create(Int32(threads)))
      defer { slh_pool_destroy(pool) }
      let workers = Workers(pool: pool)
      #expect(try noise.cutout(tileSide: tileSide, workers: workers).values == cut)
      guard format != .gray8 else { continue }
      #expect(try noise.composite(tileSide: tileSide, workers: workers).values == composite)
    }
  }

  /// A person of a slowly changing colour before a background of another, alpha a ramp of `width`
  /// pixels along a slanted edge.
  private func knownMixture(ramp: Double) -> (
    picture: PixelBuffer, alpha: PixelBuffer, colors: (Int, Int) -> [Double]
  ) {
    func share(_ x: Int, _ y: Int) -> Double {
      let exact = min(max((Double(x) + Double(y) / 3 - 150) / ramp, 0), 1)
      return (exact * 65_535).rounded() / 65_535
    }
    func front(_ x: Int, _ y: Int) -> [Double] {
      [0.8 - Double(x) / 3000, 0.3 + Double(y) / 3000, 0.25]
    }
    func back(_ x: Int, _ y: Int) -> [Double] {
      [0.2, 0.75 - Double(x) / 3000, 0.5 + Double(y) / 3000]
    }
    let picture = PixelBuffer(width: 360, height: 300, format: .rgb16) { x, y, channel in
      let a = share(x, y)
      let mixed = a * front(x, y)[channel] + (1 - a) * back(x, y)[channel]
      return Int((mixed * 65_535).rounded())
    }
    let alpha = PixelBuffer(width: 360, height: 300, format: .gray16) { x, y, _ in
      Int((share(x, y) * 65_535).rounded())
    }
    return (picture, alpha, front)
  }

  @Test(
    "A person of known colour over a known background is found again", arguments: [4.0, 12, 40])
  func knownColors(ramp: Double) throws {
    let (picture, alpha, colors) = knownMixture(ramp: ramp)
    let cut = try picture.withView { view throws(ImagingError) in
      try Cutout.pixels(of: view, alpha: alpha, workers: .callerOnly)
    }
    var (sum, photo, count, worst) = (0.0, 0.0, 0.0, 0.0)
    for y in 0..<300 {
      for x in 0..<360 where (1..<65_535).contains(alpha.value(x, y)) {
        let share = Double(alpha.value(x, y)) / 65_535
        for channel in 0..<3 {
          let truth = colors(x, y)[channel]
          let error = share * abs(Double(cut.value(x, y, channel)) / 65_535 - truth)
          sum += error
          photo += share * abs(Double(picture.value(x, y, channel)) / 65_535 - truth)
          worst = max(worst, error)
          count += 1
        }
      }
    }
    #expect(sum / count <= 0.002 && sum <= photo / 50)
    #expect(worst <= 0.006)
  }

  @Test("A mirrored picture has mirrored colours", arguments: [false, true])
  func mirror(isVertical: Bool) throws {
    let noise = Noise(width: 290, height: 270, format: .rgb8)
    func mirrored(_ picture: PixelBuffer) -> PixelBuffer {
      PixelBuffer(
        width: picture.width, height: picture.height, format: picture.format
      ) { x, y, channel in
        isVertical
          ? picture.value(x, picture.height - 1 - y, channel)
          : picture.value(picture.width - 1 - x, y, channel)
      }
    }
    let (picture, alpha) = (mirrored(noise.picture), mirrored(noise.alpha))
    let cut = try picture.withView { view throws(ImagingError) in
      try Cutout.pixels(of: view, alpha: alpha, workers: .callerOnly)
    }
    let expected = mirrored(try noise.cutout())
    // Of pixels that are seen: the margin of the band ends half a pixel off at a mirrored edge.
    for pixel in 0..<290 * 270 where alpha.value(pixel % 290, pixel / 290) > 0 {
      for channel in 0..<4 {
        let (x, y) = (pixel % 290, pixel / 290)
        #expect(abs(cut.value(x, y, channel) - expected.value(x, y, channel)) <= 1)
      }
    }
  }

  @Test(
    "A picture of one colour keeps it, whatever its alpha",
    arguments: [(1, 1), (5000, 1), (1, 5000), (40, 30), (700, 300)])
  func constant(width: Int, height: Int) throws {
    let noise = Noise(width: width, height: height, format: .rgb8)
    let picture = PixelBuffer(width: width, height: height, format: .rgb8) { _, _, channel in
      [200, 90, 10][channel]
    }
    let cut = try picture.withView { view throws(ImagingError) in
      try Cutout.pixels(of: view, alpha: noise.alpha, workers: .callerOnly)
    }
    for y in 0..<height {
      for x in 0..<width where noise.alpha.value(x, y) > 0 {
        #expect((0..<3).map { cut.value(x, y, $0) } == [200, 90, 10])
      }
    }
  }

  @Test("Without soft edges nothing is estimated", arguments: [0, 255])
  func hardAlpha(level: Int) throws {
    let noise = Noise(width: 300, height: 290, format: .rgb8)
    let alpha = PixelBuffer(width: 300, height: 290, format: .gray8) { _, _, _ in level }
    let cut = try noise.picture.withView { view throws(ImagingError) in
      try Cutout.pixels(of: view, alpha: alpha, workers: .callerOnly)
    }
    for index in 0..<300 * 290 {
      let (x, y) = (index % 300, index / 300)
      for channel in 0..<3 {
        #expect(cut.value(x, y, channel) == (level == 0 ? 0 : noise.picture.value(x, y, channel)))
      }
    }
  }

  @Test("The photo's colours are kept on request", arguments: [PixelFormat.rgb8, .rgba16])
  func photoColors(format: PixelFormat) throws {
    let noise = Noise(width: 90, height: 70, format: format)
    let cut = try noise.picture.withView { view throws(ImagingError) in
      try Cutout.pixels(
        of: view, alpha: noise.alpha, foreground: .photo, workers: .callerOnly)
    }
    for y in 0..<70 {
      for x in 0..<90 {
        for channel in 0..<3 {
          let expected = cut.value(x, y, 3) == 0 ? 0 : noise.picture.value(x, y, channel)
          #expect(cut.value(x, y, channel) == expected)
        }
      }
    }
  }

  @Test("Around a soft edge colours are the person's where alpha is 0, and black far away")
  func margin() throws {
    let picture = PixelBuffer(width: 600, height: 400, format: .rgb8) { x, _, channel in
      let share = min(max((Double(x) - 300) / 10, 0), 1)
      return Int((share * [220.0, 30, 40][channel] + (1 - share) * 128).rounded())
    }
    let alpha = PixelBuffer(width: 600, height: 400, format: .gray8) { x, _, _ in
      Int((min(max((Double(x) - 300) / 10, 0), 1) * 255).rounded())
    }
    let cut = try picture.withView { view throws(ImagingError) in
      try Cutout.pixels(of: view, alpha: alpha, workers: .callerOnly)
    }
    for (channel, color) in [220, 30, 40].enumerated() {
      #expect(abs(cut.value(298, 200, channel) - color) <= 12)
      #expect(cut.value(270, 200, channel) == 0)
    }
  }
}
