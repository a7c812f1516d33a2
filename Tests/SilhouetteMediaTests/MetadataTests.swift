import SilhouetteImaging
import SilhouetteTestSupport
import Testing

@testable import SilhouetteMedia

@Suite("EXIF and colour profiles")
struct MetadataTests {
  static let orders = [ByteReader.Order.littleEndian, .bigEndian]

  @Test("Every orientation is read in both byte orders", arguments: Orientation.allCases, orders)
  func orientationIsRead(orientation: Orientation, order: ByteReader.Order) throws {
    let sample = ExifSample(orientation: orientation.rawValue, order: order)
    #expect(ExifReader(sample.bytes)?.orientation == orientation)
  }

  @Test("An orientation that does not exist is none", arguments: [0, 9, 77] as [UInt16])
  func nonsenseOrientation(value: UInt16) {
    #expect(ExifReader(ExifSample(orientation: value).bytes)?.orientation == .upright)
  }

  @Test(
    "A cleaned block keeps maker, time and place, stands upright and shows no picture",
    arguments: orders)
  func cleaning(order: ByteReader.Order) throws {
    let sample = ExifSample(orientation: 6, order: order)
    let cleaned = try #require(ExifCleaner.cleaned(sample.bytes))
    let reader = try #require(ExifReader(cleaned))
    #expect(reader.orientation == .upright)
    #expect(contains(cleaned, ExifSample.maker))
    #expect(contains(cleaned, ExifSample.date))
    #expect(!contains(cleaned, ExifSample.thumbnail))
    #expect(!contains(cleaned, ExifSample.makerNote))
    #expect(reader.primary.map { $0.tag } == [0x010F, 0x0112, 0x013B, 0x8769, 0x8825])
    let exposure = reader.directory(through: ExifTag.exifDirectory, in: reader.primary)
    #expect(exposure?.map { $0.tag } == [0x9003, 0xA001])
    let place = reader.directory(through: ExifTag.gpsDirectory, in: reader.primary)
    #expect(place?.map { $0.tag } == [0x0001])
    // Nothing follows the first directory, so there is no second.
    let count = try #require(reader.reader.uint16(at: 8))
    #expect(reader.reader.uint32(at: 10 + 12 * Int(count)) == 0)
    #expect(ExifCleaner.cleaned(cleaned) == cleaned)
  }

  @Test("Directories that point at themselves or beyond the block are survived")
  func hostileBlocks() throws {
    var generator = SeededGenerator(seed: 9)
    let whole = ExifSample(orientation: 3).bytes
    for count in 0..<whole.count { _ = ExifCleaner.cleaned(Array(whole[..<count])) }
    for round in 0..<3000 {
      var broken = whole
      for _ in 0..<(1 + round % 6) {
        let place = Int.random(in: 0..<whole.count, using: &generator)
        broken[place] = UInt8.random(in: 0...255, using: &generator)
      }
      if let cleaned = ExifCleaner.cleaned(broken) {
        #expect(cleaned.count <= 65_000)
        #expect(ExifReader(cleaned)?.orientation == .upright)
      }
    }
    // The exposure directory is the first directory again.
    var cyclic = whole
    cyclic.replaceSubrange(8 + 2 + 3 * 12 + 8..<8 + 2 + 3 * 12 + 12, with: [8, 0, 0, 0])
    #expect(ExifCleaner.cleaned(cyclic) != nil)
  }

  @Test("A block of many large values stays small enough for a JPEG")
  func largeBlocks() throws {
    let count = 60
    var block: [UInt8] = [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0] + UInt16(count).littleEndianBytes
    for index in 0..<count {
      let tag = UInt16(0x9C9B + index % 5)
      block += tag.littleEndianBytes + UInt16(1).littleEndianBytes
      block += UInt32(8000).littleEndianBytes + UInt32(1000).littleEndianBytes
    }
    block += [UInt8](repeating: 7, count: 9000)
    #expect(try #require(ExifCleaner.cleaned(block)).count < 60_000)
  }

  @Test(
    "Profile and EXIF go through every output format", arguments: PhotoFormat.allCases,
    [PixelFormat.rgb8, .rgba8])
  func metadataIsCarried(format: PhotoFormat, pixels: PixelFormat) throws {
    guard format.canHoldAlpha || !pixels.hasAlpha else { return }
    let exif = try #require(ExifCleaner.cleaned(ExifSample(orientation: 8).bytes))
    let metadata = PhotoMetadata(colorProfile: profile(space: "RGB ", count: 150_000), exif: exif)
    let file = try PhotoEncoder(format: format).encode(
      .random(width: 20, height: 10, format: pixels, seed: 6), metadata: metadata)
    let photo = try PhotoDecoder.decode(file, name: "x")
    #expect(photo.metadata == metadata)
    #expect(photo.pixels.width == 20 && photo.pixels.height == 10)
  }

  @Test("A profile of grey or ink is not put on RGB pixels, nor one of RGB on grey ones")
  func foreignProfiles() throws {
    #expect(
      PhotoMetadata(profile: profile(space: "GRAY", count: 200), exifBlock: nil).colorProfile == nil
    )
    #expect(
      PhotoMetadata(profile: profile(space: "CMYK", count: 200), exifBlock: nil).colorProfile == nil
    )
    #expect(PhotoMetadata(profile: [1, 2, 3], exifBlock: nil).colorProfile == nil)
    let metadata = PhotoMetadata(colorProfile: profile(space: "RGB ", count: 200))
    for format in PhotoFormat.allCases {
      let file = try PhotoEncoder(format: format).encode(
        .random(width: 4, height: 4, format: .gray8, seed: 1), metadata: metadata)
      #expect(try PhotoDecoder.decode(file, name: "x").metadata.colorProfile == nil)
    }
  }

  /// As much of a profile as is looked at.
  private func profile(space: String, count: Int) -> [UInt8] {
    var bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    bytes.replaceSubrange(0..<4, with: UInt32(count).bigEndianBytes)
    bytes.replaceSubrange(16..<20, with: Array(space.utf8))
    bytes.replaceSubrange(36..<40, with: Array("acsp".utf8))
    return bytes
  }

  private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
    bytes.indices.contains { bytes[$0...].starts(with: part) }
  }
}

@Suite("Orientation")
struct OrientationTests {
  @Test(
    "A photo of every orientation stands upright", arguments: Orientation.allCases,
    [PixelFormat.rgb8, .rgba8, .rgb16, .rgba16])
  func uprightPixels(orientation: Orientation, format: PixelFormat) throws {
    // Larger than a strip, and no multiple of one.
    let stored = PixelBuffer.random(width: 37, height: 71, format: format, seed: 7)
    let exif = ExifSample(orientation: orientation.rawValue).bytes
    let file = try PhotoEncoder(format: .png).encode(stored, metadata: .init(exif: exif))
    let photo = try PhotoDecoder.decode(file, name: "x.png")
    let (pixels, swaps) = (photo.pixels, orientation.swapsSides)
    #expect(pixels.width == (swaps ? 71 : 37) && pixels.height == (swaps ? 37 : 71))
    let wanted = try PhotoDecoder.decode(
      PhotoEncoder(format: .png).encode(stored), name: "stored.png")
    for y in 0..<pixels.height {
      for x in 0..<pixels.width {
        let (storedX, storedY) = Self.storedPlace(x, y, orientation, width: 37, height: 71)
        let found = pixels.channels(x: x, y: y)
        guard found == wanted.pixels.channels(x: storedX, y: storedY) else {
          Issue.record("\(orientation) at \(x), \(y)")
          return
        }
      }
    }
    #expect(photo.metadata.exif.flatMap(ExifReader.init)?.orientation == .upright)
  }

  /// Where the pixel that belongs at (x, y) is stored: TIFF 6.0's table of what row 0 and column 0 are.
  static func storedPlace(
    _ x: Int, _ y: Int, _ orientation: Orientation, width: Int, height: Int
  ) -> (Int, Int) {
    switch orientation {
    case .upright: (x, y)
    case .mirrored: (width - 1 - x, y)
    case .rotatedHalf: (width - 1 - x, height - 1 - y)
    case .flipped: (x, height - 1 - y)
    case .transposed: (y, x)
    case .rotatedRight: (y, height - 1 - x)
    case .transversed: (width - 1 - y, height - 1 - x)
    case .rotatedLeft: (width - 1 - y, x)
    }
  }
}
