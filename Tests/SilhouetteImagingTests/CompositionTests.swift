import Foundation
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

struct RoundingTests {
  /// A row of pictures: alpha over one side, the person's level over the other, over one colour.
  private func composite(
    _ levels: [Int], over backdrop: Int, format: PixelFormat, blending: Blending = .encoded
  ) throws -> [Int] {
    let maximum = Int(format.maximumChannelValue)
    var picture = PixelBuffer(width: levels.count, height: levels.count, format: format) {
      _, y, _ in levels[y]
    }
    let alpha = PixelBuffer(
      width: levels.count, height: levels.count, format: maximum == 255 ? .gray8 : .gray16
    ) { x, _, _ in levels[x] }
    let level = Float(backdrop) / Float(maximum)
    try Compositor.composite(
      alpha, over: .color(red: level, green: level, blue: level), foreground: .photo,
      blending: blending, into: picture.withMutableView { $0 }, workers: .callerOnly)
    return levels.indices.flatMap { y in levels.indices.map { picture.value($0, y) } }
  }

  @Test(
    "Of 8 bits every alpha and every level over a level is the nearest whole number",
    arguments: Array(stride(from: 0, through: 255, by: 15)) + [1, 127, 128, 254])
  func eightBits(backdrop: Int) throws {
    let levels = Array(0...255)
    let found = try composite(levels, over: backdrop, format: .rgb8)
    var index = 0
    var wrong = 0
    for front in levels {
      for alpha in levels {
        // floor(N / 255 + ½) with N = A·F + (255 − A)·B
        let exact = (2 * (alpha * front + (255 - alpha) * backdrop) + 255) / 510
        if found[index] != exact { wrong += 1 }
        index += 1
      }
    }
    #expect(wrong == 0)
  }

  @Test(
    "Of 16 bits it is within 0.52 of the exact number",
    arguments: [0, 1, 257, 32_767, 40_000, 65_535])
  func sixteenBits(backdrop: Int) throws {
    let levels = [0, 1, 2, 65_533, 65_534, 65_535] + stride(from: 3, to: 65_533, by: 331)
    let found = try composite(levels, over: backdrop, format: .rgb16)
    var index = 0
    var worst = 0.0
    for front in levels {
      for alpha in levels {
        let exact = Double(alpha * front + (65_535 - alpha) * backdrop) / 65_535
        worst = max(worst, abs(Double(found[index]) - exact))
        index += 1
      }
    }
    #expect(worst <= 0.52)
  }

  @Test(
    "In linear light too: within 0.501 and 0.7 of the exact number",
    arguments: [(PixelFormat.rgb8, 0.501), (.rgb16, 0.7)], [0.0, 0.2, 0.5, 1])
  func linear(format: (PixelFormat, Double), behind: Double) throws {
    let maximum = Int(format.0.maximumChannelValue)
    let backdrop = Int(behind * Double(maximum))
    let levels = maximum == 255 ? Array(0...255) : Array(stride(from: 0, through: 65_535, by: 255))
    let found = try composite(levels, over: backdrop, format: format.0, blending: .linear)
    let light = levels.map { linear(Double($0) / Double(maximum)) }
    let lightBehind = linear(Double(backdrop) / Double(maximum))
    var index = 0
    var worst = 0.0
    for front in light {
      for alpha in levels {
        let a = Double(alpha) / Double(maximum)
        let exact = encoded(a * front + (1 - a) * lightBehind) * Double(maximum)
        worst = max(worst, abs(Double(found[index]) - exact))
        index += 1
      }
    }
    #expect(worst <= format.1)
  }

  @Test(
    "Over itself the photo comes back", arguments: Blending.allCases, [PixelFormat.rgb8, .rgb16])
  func overItself(blending: Blending, format: PixelFormat) throws {
    var generator = SeededGenerator(seed: 3)
    let picture = PixelBuffer.random(width: 60, height: 40, format: format, using: &generator)
    let alpha = PixelBuffer.random(
      width: 60, height: 40, format: format == .rgb8 ? .gray8 : .gray16, using: &generator)
    var result = picture
    let view = result.withMutableView { $0 }
    try picture.withView { source throws(ImagingError) in
      let behind = try FittedPicture(source, fit: .stretch, width: 60, height: 40)
      try Compositor.composite(
        alpha, over: .picture(behind), foreground: .photo, blending: blending, into: view,
        workers: .callerOnly)
    }
    #expect(zip(result.values, picture.values).allSatisfy { abs($0 - $1) <= 1 })
  }

  /// IEC 61966-2-1.
  private func linear(_ value: Double) -> Double {
    value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  private func encoded(_ light: Double) -> Double {
    light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
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
