import SilhouetteTestSupport
import Testing

@testable import SilhouetteImaging

private let green = (red: 30, green: 200, blue: 60)
private let red = (red: 220, green: 20, blue: 40)

/// A reddish person, alpha rising from left to right, over a greenish background.
private struct Mixture {
  let picture: PixelBuffer
  let alpha: PixelBuffer

  init(width: Int = 120, height: Int = 40, format: PixelFormat = .rgb8) {
    let maximum = Int(format.maximumChannelValue)
    func share(_ x: Int) -> Double {
      min(max((Double(x) - 50) / 6, 0), 1)
    }
    alpha = PixelBuffer(
      width: width, height: height, format: format.bytesPerChannel == 1 ? .gray8 : .gray16
    ) { x, _, _ in Int((share(x) * Double(maximum)).rounded()) }
    picture = PixelBuffer(width: width, height: height, format: format) { x, _, channel in
      guard channel < 3 else { return maximum }
      let channel = format == .bgra8 ? 2 - channel : channel
      let front = [red.red, red.green, red.blue][channel]
      let back = [green.red, green.green, green.blue][channel]
      let mixed = share(x) * Double(front) + (1 - share(x)) * Double(back)
      return Int((mixed * Double(maximum) / 255).rounded())
    }
  }

  func cutout() throws -> PixelBuffer {
    try picture.withView { view throws(ImagingError) in
      try Cutout.pixels(of: view, alpha: alpha, workers: .callerOnly)
    }
  }

  func composite(over backdrop: consuming Backdrop) throws -> PixelBuffer {
    var result = picture
    let view = result.withMutableView { $0 }
    try Compositor.composite(alpha, over: backdrop, into: view, workers: .callerOnly)
    return result
  }
}

private let colorFormats: [PixelFormat] = [.rgb8, .rgba8, .bgra8, .rgb16, .rgba16]

struct CutoutTests {
  @Test("At soft edges the person's own colour is kept, not the mixed one", arguments: colorFormats)
  func cleanColors(format: PixelFormat) throws {
    let mixture = Mixture(format: format)
    let cut = try mixture.cutout()
    let maximum = Int(format.maximumChannelValue)
    #expect(cut.format == (maximum == 255 ? .rgba8 : .rgba16))
    for x in 0..<120 {
      let alpha = cut.value(x, 20, 3)
      #expect(alpha == mixture.alpha.value(x, 20))
      guard alpha > maximum / 10 else { continue }
      for (channel, expected) in [red.red, red.green, red.blue].enumerated() {
        #expect(abs(cut.value(x, 20, channel) - expected * maximum / 255) <= maximum / 16)
      }
    }
  }

  @Test("Opaque pixels keep their bits; nothing of the background is left", arguments: colorFormats)
  func exact(format: PixelFormat) throws {
    var generator = SeededGenerator(seed: 7)
    let picture = PixelBuffer.random(width: 37, height: 9, format: format, using: &generator)
    let opaque = Int(format.maximumChannelValue)
    let alpha = PixelBuffer(
      width: 37, height: 9, format: opaque == 255 ? .gray8 : .gray16
    ) { x, _, _ in x < 20 ? opaque : 0 }
    let cut = try picture.withView { view throws(ImagingError) in
      try Cutout.pixels(of: view, alpha: alpha, workers: .callerOnly)
    }
    for y in 0..<9 {
      for x in 0..<37 {
        let own = format.hasAlpha ? picture.value(x, y, 3) : opaque
        #expect(cut.value(x, y, 3) == (x < 20 ? own : 0))
        for channel in 0..<3 {
          let source = picture.value(x, y, Int(format.position(ofColor: UInt8(channel))))
          // Beside the picture's own soft alpha the person's colours go one pixel further.
          if x >= (format.hasAlpha ? 21 : 20) {
            #expect(cut.value(x, y, channel) == 0)
          } else if x < 20, own == opaque {
            #expect(cut.value(x, y, channel) == source)
          }
        }
      }
    }
  }

  @Test("A grey picture gives grey colours")
  func gray() throws {
    let picture = PixelBuffer(width: 8, height: 8, format: .gray8) { x, _, _ in x * 10 }
    let alpha = PixelBuffer(width: 8, height: 8, format: .gray8) { _, _, _ in 255 }
    let cut = try picture.withView { view throws(ImagingError) in
      try Cutout.pixels(of: view, alpha: alpha, workers: .callerOnly)
    }
    #expect((0..<4).map { cut.value(5, 3, $0) } == [50, 50, 50, 255])
  }

  @Test("A matte of another size is refused")
  func sizes() {
    let mixture = Mixture()
    let alpha = PixelBuffer(width: 119, height: 40, format: .gray8) { _, _, _ in 0 }
    #expect(
      throws: ImagingError.sizeMismatch(
        expectedWidth: 119, expectedHeight: 40, width: 120, height: 40)
    ) {
      try mixture.picture.withView { view throws(ImagingError) in
        try Cutout.pixels(of: view, alpha: alpha, workers: .callerOnly)
      }
    }
  }
}

struct CompositorTests {
  @Test("a·F + (1 − a)·B, opaque, without the old background", arguments: colorFormats)
  func color(format: PixelFormat) throws {
    let mixture = Mixture(format: format)
    let result = try mixture.composite(over: .color(red: 0, green: 0, blue: 1))
    let maximum = Int(format.maximumChannelValue)
    for x in 0..<120 {
      let share = Double(mixture.alpha.value(x, 5)) / Double(maximum)
      for (channel, (front, back)) in zip(
        [red.red, red.green, red.blue], [0, 0, 255]
      ).enumerated() {
        let expected = (share * Double(front) + (1 - share) * Double(back)) * Double(maximum) / 255
        let found = result.value(x, 5, Int(format.position(ofColor: UInt8(channel))))
        #expect(abs(Double(found) - expected) <= Double(maximum) / 20)
        if share == 0 { #expect(abs(Double(found) - expected) <= 1) }
      }
      if format.hasAlpha { #expect(result.value(x, 5, 3) == maximum) }
    }
  }

  @Test("Where alpha is full the pixel keeps its bits", arguments: colorFormats)
  func opaque(format: PixelFormat) throws {
    let mixture = Mixture(format: format)
    let result = try mixture.composite(over: .color(red: 0, green: 0, blue: 1))
    for x in 80..<120 {
      for channel in 0..<3 {
        #expect(result.value(x, 9, channel) == mixture.picture.value(x, 9, channel))
      }
    }
  }

  @Test("A transparent picture becomes opaque: the backdrop shows where it was transparent")
  func transparentPicture() throws {
    var picture = PixelBuffer(width: 4, height: 1, format: .rgba8) { x, _, channel in
      channel == 3 ? [255, 255, 0, 0][x] : 100
    }
    let alpha = PixelBuffer(width: 4, height: 1, format: .gray8) { _, _, _ in 255 }
    try Compositor.composite(
      alpha, over: .color(red: 1, green: 1, blue: 1), into: picture.withMutableView { $0 },
      workers: .callerOnly)
    #expect((0..<4).map { picture.value($0, 0, 3) } == [255, 255, 255, 255])
    #expect((0..<4).map { picture.value($0, 0, 0) } == [100, 100, 255, 255])
  }

  @Test("Grey pixels are refused")
  func gray() {
    var picture = PixelBuffer(width: 2, height: 2, format: .gray8) { _, _, _ in 0 }
    let alpha = picture
    #expect(throws: ImagingError.grayPicture) {
      try Compositor.composite(
        alpha, over: .color(red: 0, green: 0, blue: 0), into: picture.withMutableView { $0 },
        workers: .callerOnly)
    }
  }
}

struct FittedPictureTests {
  /// Four columns of brightness 10, 20, 30 and 40.
  private let columns = PixelBuffer(width: 4, height: 2, format: .rgb8) { x, _, _ in 10 * (x + 1) }

  private func shown(_ fit: Fit, width: Int, height: Int) throws -> [Int] {
    var frame = PixelBuffer(width: width, height: height, format: .rgb8) { _, _, _ in 99 }
    let alpha = PixelBuffer(width: width, height: height, format: .gray8) { _, _, _ in 0 }
    let view = frame.withMutableView { $0 }
    try columns.withView { source throws(ImagingError) in
      let fitted = try FittedPicture(source, fit: fit, width: width, height: height)
      try Compositor.composite(alpha, over: .picture(fitted), into: view, workers: .callerOnly)
    }
    return (0..<height).flatMap { y in (0..<width).map { frame.value($0, y) } }
  }

  @Test("Cover cuts off what stands over, evenly")
  func cover() throws {
    #expect(try shown(.cover, width: 2, height: 2) == [20, 30, 20, 30])
  }

  @Test("Contain shows all of it between black bars")
  func contain() throws {
    #expect(
      try shown(.contain, width: 4, height: 4) == [
        0, 0, 0, 0, 10, 20, 30, 40, 10, 20, 30, 40, 0, 0, 0, 0,
      ])
  }

  @Test("Stretch changes the proportions")
  func stretch() throws {
    #expect(try shown(.stretch, width: 2, height: 1) == [15, 35])
  }
}

struct BackgroundBlurTests {
  /// White person in the middle of a grey background with one black pixel column far away.
  private func blurred(_ deviation: Double, side: Int = 96) throws -> PixelBuffer {
    func isPerson(_ x: Int, _ y: Int) -> Bool {
      (side / 3..<side * 2 / 3).contains(x) && y >= side / 3
    }
    var picture = PixelBuffer(width: side, height: side, format: .rgb8) { x, y, _ in
      isPerson(x, y) ? 255 : 80
    }
    let alpha = PixelBuffer(width: side, height: side, format: .gray8) { x, y, _ in
      isPerson(x, y) ? 255 : 0
    }
    let view = picture.withMutableView { $0 }
    let blur = try BackgroundBlur(
      view.readOnly, alpha: alpha, deviation: deviation, workers: .callerOnly)
    try Compositor.composite(alpha, over: .blur(blur), into: view, workers: .callerOnly)
    return picture
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
    var picture = PixelBuffer(width: side, height: side, format: .rgb16) { x, _, _ in
      x < side / 2 ? 0 : 65_535
    }
    let alpha = PixelBuffer(width: side, height: side, format: .gray16) { _, _, _ in 0 }
    let view = picture.withMutableView { $0 }
    let blur = try BackgroundBlur(
      view.readOnly, alpha: alpha, deviation: deviation, workers: .callerOnly)
    try Compositor.composite(alpha, over: .blur(blur), into: view, workers: .callerOnly)
    // The normal distribution at one deviation below its middle is 0.1587; that lies between pixels.
    let x = side / 2 - 1 - Int(deviation)
    let found = Double(picture.value(x, 150) + picture.value(x + 1, 150)) / 2 / 65_535
    #expect(abs(found - 0.1587) < 0.03)
    #expect(abs(picture.value(side / 2, 9) + picture.value(side / 2 - 1, 9) - 65_535) < 700)
  }

  @Test("A radius that makes no sense is refused", arguments: [-1, Double.nan, 1e9])
  func invalid(deviation: Double) {
    #expect(throws: ImagingError.self) { try blurred(deviation) }
  }
}

struct CropTests {
  @Test("A crop holds the rectangle's pixels", arguments: PixelFormat.allCases)
  func crop(format: PixelFormat) throws {
    var generator = SeededGenerator(seed: 11)
    let picture = PixelBuffer.random(width: 13, height: 9, format: format, using: &generator)
    let part = try picture.cropped(to: PixelRect(x: 3, y: 2, width: 7, height: 5))
    for y in 0..<5 {
      for x in 0..<7 {
        for channel in 0..<format.channelCount {
          #expect(part.value(x, y, channel) == picture.value(x + 3, y + 2, channel))
        }
      }
    }
  }

  @Test(
    "Empty rectangles and those that leave the picture are refused",
    arguments: [
      PixelRect(x: 0, y: 0, width: 0, height: 1), PixelRect(x: -1, y: 0, width: 2, height: 2),
      PixelRect(x: 3, y: 0, width: 2, height: 1), PixelRect(x: 0, y: 1, width: 1, height: .max),
    ])
  func invalid(rectangle: PixelRect) {
    let picture = PixelBuffer(width: 4, height: 4, format: .gray8) { _, _, _ in 0 }
    #expect(throws: ImagingError.self) { try picture.cropped(to: rectangle) }
  }
}
