import SilhouetteImaging
import SilhouetteTestSupport
import Testing

@testable import SilhouetteMedia

@Suite("Broken photos")
struct BrokenFileTests {
  /// All fixtures, and PNGs made here.
  static let pictures: [String] = Fixture.all + ["rgba.png", "gray16.png"]

  static func bytes(_ name: String) throws -> [UInt8] {
    switch name {
    case "rgba.png":
      return try PhotoEncoder(format: .png).encode(
        .random(width: 9, height: 7, format: .rgba8, seed: 3))
    case "gray16.png":
      return try PhotoEncoder(format: .png, effort: .small).encode(
        .random(width: 5, height: 8, format: .gray16, seed: 4))
    default: return try Fixture.bytes(name)
    }
  }

  @Test("A file cut short is refused at every length", arguments: pictures)
  func truncationIsRefused(name: String) throws {
    let whole = try Self.bytes(name)
    let photo = try PhotoDecoder.decode(whole, name: name)
    for count in 0..<whole.count {
      do {
        let cut = try PhotoDecoder.decode(Array(whole[..<count]), name: name)
        // What is missing may be no part of the picture that is shown.
        #expect(cut.pixels.bytes == photo.pixels.bytes, "\(name) cut to \(count) bytes")
      } catch {
        #expect(error.description.hasPrefix("\(name): "))
      }
    }
  }

  @Test(
    "A JPEG or PNG that lacks anything at its end is said to end early",
    arguments: Fixture.jpeg + ["rgba.png", "gray16.png"])
  func truncationIsNamed(name: String) throws {
    let whole = try Self.bytes(name)
    for missing in [1, 2, 8, whole.count / 3] {
      let error = #expect(throws: MediaError.self) {
        try PhotoDecoder.decode(Array(whole.dropLast(missing)), name: name)
      }
      #expect(error?.description.hasPrefix("\(name): ends early (") == true)
    }
  }

  @Test("Flipped bits make an error or a picture, never a trap", arguments: pictures)
  func bitFlipsAreSurvived(name: String) throws {
    let whole = try Self.bytes(name)
    var generator = SeededGenerator(seed: UInt64(whole.count))
    // A flipped size may ask for much: the limit keeps the test quick.
    var limits = PhotoDecoder.Limits()
    limits.pixels = 1 << 16
    var outcomes = (photos: 0, errors: 0)
    for _ in 0..<300 {
      var broken = whole
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<whole.count, using: &generator)
        broken[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
      }
      do {
        _ = try PhotoDecoder.decode(broken, name: name, limits: limits)
        outcomes.photos += 1
      } catch { outcomes.errors += 1 }
    }
    #expect(outcomes.photos + outcomes.errors == 300)
    #expect(outcomes.errors > 0)
  }

  @Test("A PNG whose check sum is wrong is refused, unless the chunk only describes")
  func checkSums() throws {
    let exif = try #require(ExifCleaner.cleaned(ExifSample(orientation: 1).bytes))
    let file = try PhotoEncoder(format: .png).encode(
      .random(width: 4, height: 4, format: .rgb8, seed: 5), metadata: .init(exif: exif))
    var described = file
    described[try #require(place(of: "eXIf", in: file)) + 8] ^= 1
    #expect(try PhotoDecoder.decode(described, name: "x.png").metadata.exif == nil)
    var broken = file
    broken[try #require(place(of: "IDAT", in: file)) + 8] ^= 1
    #expect(throws: MediaError.damaged(name: "x.png", detail: "chunk IDAT: wrong check sum")) {
      try PhotoDecoder.decode(broken, name: "x.png")
    }
  }

  private func place(of text: String, in file: [UInt8]) -> Int? {
    file.indices.first { file[$0...].starts(with: text.utf8) }
  }

  @Test(
    "A header that promises more pixels than the limit is refused before memory is taken",
    arguments: ["png", "bmp", "gif", "jpg", "webp", "tif"])
  func headerBombs(format: String) throws {
    let bomb = try Self.bomb(format)
    let error = #expect(throws: MediaError.self) {
      try PhotoDecoder.decode(bomb, name: "bomb")
    }
    let text = try #require(error).description
    #expect(text.contains("65535x65535 is more than the limit of 268435456 pixels"))
  }

  @Test("A short PNG that promises many pixels below the limit is refused at once")
  func emptyPromises() throws {
    let error = #expect(throws: MediaError.self) {
      try PhotoDecoder.decode(
        Self.png(width: 16_000, height: 16_000, data: [1, 2, 3]), name: "x.png")
    }
    #expect(
      error?.description == "x.png: ends early (3 bytes cannot hold 16000x16000 pixels)")
  }

  private static func png(width: UInt32, height: UInt32, data: [UInt8]) throws -> [UInt8] {
    var file: [UInt8] = PNGHeader.signature
    let header = width.bigEndianBytes + height.bigEndianBytes + [8, 2, 0, 0, 0]
    for (type, body) in [("IHDR", header), ("IDAT", data), ("IEND", [])] {
      file += UInt32(body.count).bigEndianBytes + Array(type.utf8) + body
      file += crc32(Array(type.utf8) + body).bigEndianBytes
    }
    return file
  }

  /// The check sum as PNG defines it, bit by bit.
  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var check = UInt32.max
    for byte in bytes {
      check ^= UInt32(byte)
      for _ in 0..<8 { check = check & 1 == 1 ? check >> 1 ^ 0xEDB8_8320 : check >> 1 }
    }
    return ~check
  }

  private static func bomb(_ format: String) throws -> [UInt8] {
    let side: [UInt8] = [0xFF, 0xFF]
    switch format {
    case "png": return try png(width: 65_535, height: 65_535, data: [0])
    case "bmp":
      var file = try Fixture.bytes("rgb24.bmp")
      file.replaceSubrange(18..<26, with: [0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0, 0])
      return file
    case "gif":
      var file = try Fixture.bytes("plain.gif")
      file.replaceSubrange(6..<10, with: side + side)
      return file
    case "jpg":
      // libjpeg's own limit is 65,500 a side; the frame header says more.
      var file = try Fixture.bytes("baseline.jpg")
      let frame = try #require(file.indices.first { file[$0...].starts(with: [0xFF, 0xC0]) })
      file.replaceSubrange(frame + 5..<frame + 9, with: side + side)
      return file
    case "webp":
      var file = try Fixture.bytes("animation.webp")
      file.replaceSubrange(24..<30, with: [0xFE, 0xFF, 0, 0xFE, 0xFF, 0])
      return file
    default:
      var file = try Fixture.bytes("gray.tif")
      for tag in [UInt8(0x00), 0x01] {
        let entry = try #require(file.indices.first { file[$0...].starts(with: [tag, 1]) })
        file.replaceSubrange(entry + 2..<entry + 12, with: [4, 0, 1, 0, 0, 0] + side + [0, 0])
      }
      return file
    }
  }
}
