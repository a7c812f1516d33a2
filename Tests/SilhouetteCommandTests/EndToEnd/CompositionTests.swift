import Foundation
import SilhouetteImaging
import SilhouetteMedia
import SilhouetteTestSupport
import Testing

@Suite("cutout: how person and background mix")
struct CompositionTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    try folder.add(as: "a.png")
  }

  private func result(_ arguments: String...) throws -> PixelBuffer {
    let outcome = try Program.cutout(["a.png", "-o", "out.png", "--force"] + arguments, in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try folder.picture("out.png").pixels
  }

  @Test("Soft edges over white are mixed as documented, by numbers or in linear light")
  func formula() throws {
    let photo = try folder.picture("a.png").pixels
    let alpha = try result("--mask")
    let plain = try result("--background", "white", "--foreground", "photo")
    let linear = try result("--background", "white", "--foreground", "photo", "--linear")
    var softCount = 0
    for y in 0..<photo.height {
      for x in 0..<photo.width {
        let a = Int(alpha.pixel(x, y)[0])
        if a > 0, a < 255 { softCount += 1 }
        for channel in 0..<3 {
          let color = Int(photo.pixel(x, y)[channel])
          let nearest = (2 * (a * color + (255 - a) * 255) + 255) / 510
          #expect(Int(plain.pixel(x, y)[channel]) == nearest)
          let share = Double(a) / 255
          let mixed = encoded(share * light(Double(color) / 255) + 1 - share) * 255
          #expect(abs(Double(linear.pixel(x, y)[channel]) - mixed) <= 0.51)
        }
      }
    }
    #expect(softCount > 50)
  }

  @Test("--linear reaches pictures and blur")
  func everyBackground() throws {
    // Stripes, so that averages of numbers and of light differ.
    var stripes = TestPicture().pixels()
    stripes.withMutableView { view in
      for y in stride(from: 0, to: view.height, by: 2) {
        for x in 0..<view.width where view.row(y)[3 * x] == 128 {
          for channel in 0..<3 { view.row(y)[3 * x + channel] = 255 }
        }
      }
    }
    try folder.add(stripes, as: "a.png")
    for background in ["blur:6", "a.png"] {
      let plain = try result("--background", background)
      let linear = try result("--background", background, "--linear")
      func sum(_ pixels: PixelBuffer) -> Int {
        pixels.withView { view in
          (0..<view.height).reduce(0) { $0 + view.row($1).reduce(0) { $0 + Int($1) } }
        }
      }
      #expect(sum(linear) > sum(plain))
    }
  }

  @Test("--linear is refused where nothing is mixed", arguments: [["--mask"], []])
  func refusal(arguments: [String]) throws {
    let outcome = try Program.cutout(
      ["a.png", "-o", "out.png", "--linear"] + arguments, in: folder)
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains("--linear"))
    #expect(try folder.files() == ["a.png"])
    // JPEG has a white background then.
    #expect(try Program.cutout(["a.png", "-o", "a.jpg", "--linear"], in: folder).status == 0)
  }

  @Test(
    "A cut-out with the photo's colours gives the photo back over it",
    arguments: [PixelFormat.rgb8, .rgb16], ["png", "webp"])
  func overItsPhoto(format: PixelFormat, ending: String) throws {
    try folder.add(TestPicture(format: format), as: "a.png")
    let outcome = try Program.cutout(
      ["a.png", "-o", "cut.\(ending)", "--foreground", "photo", "--quality", "100"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let cut = try folder.picture("cut.\(ending)").pixels
    var photo = try folder.picture("a.png").pixels
    #expect(cut.format == (ending == "webp" || format == .rgb8 ? .rgba8 : .rgba16))
    if cut.format == .rgba8 { photo = photo.narrowed() }
    let (m, worst) = (cut.format == .rgba8 ? 255 : 65_535, 1)
    for y in 0..<photo.height {
      for x in 0..<photo.width {
        let (person, behind) = (channels(cut, x, y), channels(photo, x, y))
        for channel in 0..<3 {
          // Straight alpha: the colour is not multiplied by it.
          let mixed = person[3] * person[channel] + (m - person[3]) * behind[channel]
          #expect(abs((2 * mixed + m) / (2 * m) - behind[channel]) <= worst)
          if person[3] > 0 { #expect(person[channel] == behind[channel]) }
        }
      }
    }
  }

  @Test("With estimated colours the photo comes back where alpha is 0 or full")
  func estimatedOverItsPhoto() throws {
    let cut = try result()
    let composite = try result("--background", "a.png")
    let photo = try folder.picture("a.png").pixels
    for y in 0..<photo.height {
      for x in 0..<photo.width where [0, 255].contains(cut.pixel(x, y)[3]) {
        #expect(zip(composite.pixel(x, y), photo.pixel(x, y)).allSatisfy { $0 == $1 })
      }
    }
  }

  @Test("The photo over itself is the photo", arguments: [[], ["--linear"]])
  func sameBackground(arguments: [String]) throws {
    let composite = try result(
      "--background", "a.png", "--foreground", "photo", arguments.first ?? "--force")
    let photo = try folder.picture("a.png").pixels
    for y in 0..<photo.height {
      for x in 0..<photo.width {
        for (found, expected) in zip(composite.pixel(x, y), photo.pixel(x, y)) {
          #expect(abs(Int(found) - Int(expected)) <= 1)
        }
      }
    }
  }

  @Test("--depth says how many bits a channel of the result has; 16 make soft edges finer")
  func depth() throws {
    try folder.add(TestPicture(width: 300, height: 300), as: "a.png")
    try folder.add(TestPicture(width: 300, height: 300, format: .rgb16), as: "deep.png")
    func alpha(_ input: String, _ arguments: String...) throws -> (format: PixelFormat, levels: Int)
    {
      let outcome = try Program.cutout(
        [input, "-o", "out.png", "--force", "--feather", "60%"] + arguments, in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let pixels = try folder.picture("out.png").pixels
      var levels: Set<Int> = []
      for y in 0..<300 { for x in 0..<300 { levels.insert(channels(pixels, x, y).last ?? 0) } }
      return (pixels.format, levels.count)
    }
    #expect(try alpha("a.png").format == .rgba8)
    #expect(try alpha("a.png", "--depth", "16").format == .rgba16)
    #expect(try alpha("a.png", "--depth", "16").levels > 1000)
    _ = try alpha("a.png", "--depth", "16", "--mask")
    // Bit depth 16, colour type 0.
    #expect(try folder.bytes(of: "out.png")[24..<26] == [16, 0])
    #expect(try alpha("deep.png").format == .rgba16)
    #expect(try alpha("deep.png", "--depth", "8").format == .rgba8)
    #expect(try alpha("deep.png", "--dither").format == .rgba8)
    #expect(try alpha("a.png", "--dither", "--background", "white").format == .rgb8)
  }

  @Test(
    "A TIFF of 16 bits keeps its colours in a PNG of 16, bit by bit where nothing is seen through")
  func deepTIFF() throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let tiff = try Data(
      contentsOf: tests.appending(path: "SilhouetteMediaTests/Fixtures/wide.tif"))
    try folder.write(tiff, to: "deep.tif")
    let photo = try folder.picture("deep.tif").pixels
    #expect(photo.format == .rgb16)
    let outcome = try Program.cutout(
      ["deep.tif", "-o", "deep.png", "--foreground", "photo"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let cut = try folder.picture("deep.png").pixels
    #expect(cut.format == .rgba16)
    for y in 0..<photo.height {
      for x in 0..<photo.width where channels(cut, x, y)[3] > 0 {
        #expect(channels(cut, x, y).prefix(3).elementsEqual(channels(photo, x, y)))
      }
    }
  }

  @Test("--dither leaves what 8 bits hold as it is")
  func dither() throws {
    let plain = try result("--background", "#102030", "--foreground", "photo")
    let dithered = try result("--background", "#102030", "--foreground", "photo", "--dither")
    var differing = 0
    for y in 0..<plain.height {
      for x in 0..<plain.width {
        for (a, b) in zip(plain.pixel(x, y), dithered.pixel(x, y)) {
          #expect(abs(Int(a) - Int(b)) <= 1)
          if a != b { differing += 1 }
        }
      }
    }
    #expect(differing > 0 && differing < plain.width * plain.height)
    #expect(dithered.pixel(58, 4) == [16, 32, 48] && dithered.pixel(28, 24) == [220, 20, 20])
  }

  @Test(
    "Depths that cannot be are refused",
    arguments: [
      ["--depth", "12"], ["--depth", "16", "--dither"], ["--depth", "16", "--format", "webp"],
      ["--depth", "16", "--format", "jpeg"],
    ])
  func wrongDepth(arguments: [String]) throws {
    let outcome = try Program.cutout(["a.png"] + arguments, in: folder)
    #expect(outcome.status != 0 && outcome.errors.contains("--depth"))
    #expect(try folder.files() == ["a.png"])
  }

  /// Channels of any depth.
  private func channels(_ pixels: PixelBuffer, _ x: Int, _ y: Int) -> [Int] {
    let bytes = pixels.pixel(x, y)
    guard pixels.format.bytesPerChannel == 2 else { return bytes.map(Int.init) }
    return bytes.withUnsafeBytes { $0.bindMemory(to: UInt16.self).map(Int.init) }
  }

  /// IEC 61966-2-1.
  private func light(_ value: Double) -> Double {
    value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  private func encoded(_ light: Double) -> Double {
    light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
  }
}
