import SilhouetteImaging
import Testing

@testable import SilhouetteMedia

@Suite("Reading photos")
struct DecodingTests {
  static let exactPictures =
    Fixture.jpeg + Fixture.png + Fixture.webp + Fixture.tiff
    + ["rgb24.bmp", "palette8.bmp"]

  @Test("A picture of every format shows what it was made of", arguments: exactPictures)
  func fixturesShowTheFormula(name: String) throws {
    let photo = try PhotoDecoder.read(path: Fixture.path(name))
    let isLossy = name.hasSuffix(".jpg") || name == "lossy.webp"
    // Colour of the lossy WebP is halved.
    let tolerance = name == "lossy.webp" ? 14 : isLossy ? 5 : 0
    let isGray = name.hasPrefix("gray") || name == "palette8.bmp"
    let isTransparent = name.hasPrefix("alpha") || name == "animation.webp" || name == "palette.png"
    let scale = name.hasPrefix("wide") ? 257 : 1
    #expect(photo.pixels.width == 16 && photo.pixels.height == 12)
    #expect(photo.pixels.format.hasAlpha == isTransparent)
    for y in 0..<12 {
      for x in 0..<16 {
        let found = photo.pixels.channels(x: x, y: y)
        var wanted = isGray ? [16 * x, 16 * x, 16 * x] : [16 * x, 20 * y, 128]
        if isTransparent { wanted.append(x < 8 ? 255 : 15 * y) }
        if name.hasPrefix("palette.") { continue }  // 16 colours cannot show the formula
        if isTransparent && wanted[3] == 0 { wanted = [found[0], found[1], found[2], 0] }
        for (found, wanted) in zip(found, wanted) {
          #expect(abs(found - wanted * scale) <= tolerance, "\(name) at \(x), \(y)")
        }
      }
    }
  }

  @Test("A HEIC or AVIF shows what it was made of, 10 bits as 16", arguments: Fixture.heif)
  func heifShowsTheFormula(name: String) throws {
    let photo = try PhotoDecoder.read(path: Fixture.path(name))
    let isWide = name == "gray10.heic"
    #expect(photo.pixels.format == (isWide ? .rgb16 : .rgb8))
    #expect(photo.format == (name.hasSuffix("avif") ? .avif : .heic))
    for x in 0..<16 {
      let found = photo.pixels.channels(x: 4 * x + 2, y: 10)[0]
      #expect(abs(found - 16 * x * (isWide ? 257 : 1)) <= (isWide ? 200 : 2))
    }
  }

  @Test("The first frame of a GIF is shown, transparent where it says so", arguments: Fixture.gif)
  func gifShowsTheFormula(name: String) throws {
    let photo = try PhotoDecoder.read(path: Fixture.path(name))
    let hasAlpha = name == "interlaced.gif"
    #expect(photo.pixels.format == (hasAlpha ? .rgba8 : .rgb8))
    for y in 0..<12 {
      for x in 0..<16 {
        let wanted = [16 * x, 20 * (y % 2), 128]
        let found = photo.pixels.channels(x: x, y: y)
        #expect(Array(found.prefix(3)) == wanted)
        if hasAlpha { #expect(found[3] == (x == 3 && y % 2 == 0 ? 0 : 255)) }
      }
    }
  }

  @Test("A bitmap of one bit a pixel is black and white")
  func oneBitBitmap() throws {
    let photo = try PhotoDecoder.read(path: Fixture.path("bits1.bmp"))
    for x in 0..<16 {
      let wanted = 16 * x > 100 ? 255 : 0
      #expect(photo.pixels.channels(x: x, y: 4) == [wanted, wanted, wanted])
    }
  }

  @Test("Bitmaps of 16 and 32 bits go by their masks, top row first when the height is negative")
  func bitmapMasks() throws {
    // 5-6-5 bits, one row: red, green, blue, white.
    let narrow = bitmap(
      width: 4, height: -1, bits: 16, compression: 3, masks: [0xF800, 0x07E0, 0x001F],
      pixels: [0x00, 0xF8, 0xE0, 0x07, 0x1F, 0x00, 0xFF, 0xFF])
    let photo = try PhotoDecoder.decode(narrow, name: "n.bmp")
    #expect(
      photo.pixels.bytes == [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255])
    // 8 bits each with alpha, two rows, top first.
    let wide = bitmap(
      width: 1, height: -2, bits: 32, compression: 6,
      masks: [0xFF, 0xFF00, 0xFF_0000, 0xFF00_0000], pixels: [1, 2, 3, 4, 5, 6, 7, 8])
    let transparent = try PhotoDecoder.decode(wide, name: "w.bmp")
    #expect(transparent.pixels.format == .rgba8)
    #expect(transparent.pixels.bytes == [1, 2, 3, 4, 5, 6, 7, 8])
  }

  private func bitmap(
    width: Int32, height: Int32, bits: UInt16, compression: UInt32, masks: [UInt32],
    pixels: [UInt8]
  ) -> [UInt8] {
    let offset = UInt32(14 + 40 + 4 * masks.count)
    var file = Array("BM".utf8) + UInt32(0).littleEndianBytes + UInt32(0).littleEndianBytes
    file += offset.littleEndianBytes + UInt32(40).littleEndianBytes
    file += width.littleEndianBytes + height.littleEndianBytes + UInt16(1).littleEndianBytes
    file += bits.littleEndianBytes + compression.littleEndianBytes
    file += [UInt8](repeating: 0, count: 20) + masks.flatMap(\.littleEndianBytes)
    return file + pixels
  }

  @Test("The content decides, not the name")
  func contentDecides() throws {
    let png = try PhotoEncoder(format: .png).encode(
      .random(width: 3, height: 2, format: .rgb8, seed: 1))
    #expect(try PhotoDecoder.decode(png, name: "photo.jpg").format == .png)
  }

  @Test(
    "What is no picture is refused with its beginning",
    arguments: [
      ("hello, I am a text\n", "starts with \"hello, I am a te\""),
      ("BMW is a maker of cars and motorcycles", "starts with \"BMW is a maker o\""),
      ("\u{1}\u{2}\u{3}", "starts with 01 02 03"),
    ])
  func textIsRefused(text: String, shown: String) throws {
    let error = #expect(throws: MediaError.self) {
      try PhotoDecoder.decode(Array(text.utf8), name: "x.jpg")
    }
    #expect(error?.description.contains(shown) == true)
    #expect(
      error?.description.hasPrefix("x.jpg: not a picture that silhouette knows") == true)
  }

  @Test("An empty file is called empty")
  func emptyFile() {
    #expect(throws: MediaError.empty(name: "x.png")) {
      try PhotoDecoder.decode([], name: "x.png")
    }
  }

  @Test("Names are printed on one line, with nothing invisible in them")
  func namesAreEscaped() {
    let error = MediaError.empty(name: "a\nb\u{202E}c\u{1B}[31m ä é 漢.png")
    #expect(
      error.description == "a\\nb\\u{202e}c\\u{1b}[31m ä é 漢.png: the file is empty")
  }
}
