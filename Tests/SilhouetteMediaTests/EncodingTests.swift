import SilhouetteImaging
import Testing

@testable import SilhouetteMedia

@Suite("Writing photos")
struct EncodingTests {
  static let sizes = [(1, 1), (7, 3), (64, 65), (300, 2)]

  @Test(
    "PNG gives back every pixel of every format", arguments: PixelFormat.allCases,
    PhotoEncoder.Effort.allCases)
  func pngRoundTrip(format: PixelFormat, effort: PhotoEncoder.Effort) throws {
    for (width, height) in Self.sizes {
      let pixels = PixelBuffer.random(width: width, height: height, format: format, seed: 2)
      let file = try PhotoEncoder(format: .png, effort: effort).encode(pixels)
      let photo = try PhotoDecoder.decode(file, name: "x.png")
      #expect(photo.pixels.format.bytesPerChannel == format.bytesPerChannel)
      #expect(photo.pixels.format.hasAlpha == format.hasAlpha)
      #expect(matches(photo.pixels, pixels))
    }
  }

  @Test("Strips give the same pixels as a whole buffer", arguments: [PixelFormat.rgb8, .rgba16])
  func pngStrips(format: PixelFormat) throws {
    // More than one strip of output: noise does not shrink.
    let pixels = PixelBuffer.random(width: 500, height: 750, format: format, seed: 3)
    var file: [UInt8] = []
    var pieces = 0
    try pixels.withView { (view) throws(MediaError) in
      try PNGEncoder(effort: .fast, wholeBufferByteCount: 0)
        .encode(view, metadata: .init()) { (bytes) throws(MediaError) in
          file += bytes
          pieces += 1
        }
    }
    #expect(pieces > 9)
    #expect(matches(try PhotoDecoder.decode(file, name: "x.png").pixels, pixels))
  }

  @Test("The stream reader agrees with the whole-buffer reader")
  func pngStreamedReading() throws {
    let pixels = PixelBuffer.random(width: 90, height: 70, format: .rgb16, seed: 4)
    let file = try PhotoEncoder(format: .png, effort: .small).encode(pixels)
    let source = PhotoDecoder.Source(bytes: file, name: "x.png", limits: .init())
    #expect(matches(try PNGDecoder.decode(source, wholeByteCount: 0).pixels, pixels))
  }

  @Test(
    "Colours behind full transparency are not written",
    arguments: [PixelFormat.rgba8, .bgra8, .rgba16])
  func hiddenColors(format: PixelFormat) throws {
    let pixels = PixelBuffer.random(width: 9, height: 9, format: format, seed: 5)
    let file = try PhotoEncoder(format: .png).encode(pixels)
    let photo = try PhotoDecoder.decode(file, name: "x.png")
    #expect(photo.pixels.channels(x: 0, y: 0) == [0, 0, 0, 0])
    #expect(pixels.channels(x: 0, y: 0) != [0, 0, 0, 0])
  }

  @Test(
    "They are written on request", arguments: [PixelFormat.rgba8, .bgra8, .rgba16],
    [PhotoEncoder.Effort.fast, .small])
  func keptColors(format: PixelFormat, effort: PhotoEncoder.Effort) throws {
    let pixels = PixelBuffer.random(width: 9, height: 9, format: format, seed: 5)
    let encoder = PhotoEncoder(format: .png, effort: effort, keepsTransparentColors: true)
    let photo = try PhotoDecoder.decode(encoder.encode(pixels), name: "x.png")
    for place in 0..<81 {
      var expected = pixels.channels(x: place % 9, y: place / 9)
      if format == .bgra8 { expected.swapAt(0, 2) }
      #expect(photo.pixels.channels(x: place % 9, y: place / 9) == expected)
    }
  }

  @Test(
    "JPEG and WebP come close", arguments: [PhotoFormat.jpeg, .webp],
    [PixelFormat.gray8, .rgb8, .rgb16, .gray16])
  func lossyRoundTrip(format: PhotoFormat, pixels: PixelFormat) throws {
    let smooth = Self.gradient(format: pixels)
    let file = try PhotoEncoder(format: format, quality: 95).encode(smooth)
    let found = try PhotoDecoder.decode(file, name: "x").pixels
    for (x, y) in [(5, 5), (30, 20), (60, 40)] {
      #expect(abs(found.channels(x: x, y: y)[0] - 4 * x) <= 4)
    }
  }

  @Test("WebP of quality 100 is exact, alpha always")
  func losslessWebP() throws {
    let pixels = PixelBuffer.random(width: 31, height: 17, format: .rgba8, seed: 6)
    let exact = try PhotoEncoder(format: .webp, quality: 100).encode(pixels)
    #expect(matches(try PhotoDecoder.decode(exact, name: "x.webp").pixels, pixels))
    let lossy = try PhotoEncoder(format: .webp, quality: 50).encode(pixels)
    let found = try PhotoDecoder.decode(lossy, name: "x.webp").pixels
    for y in 0..<17 {
      for x in 0..<31 {
        #expect(found.channels(x: x, y: y)[3] == pixels.channels(x: x, y: y)[3])
      }
    }
  }

  @Test(
    "WebP hides or keeps colours behind full transparency as asked",
    arguments: [PixelFormat.rgba8, .bgra8, .rgba16], [80, 100])
  func transparentWebP(format: PixelFormat, quality: Int) throws {
    // One colour, opaque, soft and transparent, so that a lossy file keeps it too.
    let whole = format == .rgba16 ? 65_535 : 255
    var pixels = PixelBuffer(width: 48, height: 32, format: format)
    let color = format == .bgra8 ? [30, 60, 200] : [200, 60, 30]
    pixels.withMutableView { view in
      for y in 0..<32 {
        for x in 0..<48 {
          let alpha = x < 16 ? 255 : x < 32 ? 128 : 0
          for (channel, value) in (color + [alpha]).enumerated() {
            let index = 4 * x + channel
            if whole == 255 {
              view.row(y)[index] = UInt8(value)
            } else {
              view.row(y).storeBytes(
                of: UInt16(value * 257), toByteOffset: 2 * index, as: UInt16.self)
            }
          }
        }
      }
    }
    for isKept in [false, true] {
      let encoder = PhotoEncoder(
        format: .webp, quality: quality, keepsTransparentColors: isKept)
      let found = try PhotoDecoder.decode(encoder.encode(pixels), name: "x.webp").pixels
      for x in [4, 24, 36, 44] {
        let channels = found.channels(x: x, y: 16)
        // Straight alpha: the colour is the same whatever alpha is.
        let expected = x < 32 || isKept ? [200, 60, 30] : [0, 0, 0]
        if x < 32 || isKept || quality == 100 {
          #expect(
            zip(channels, expected).allSatisfy { abs($0 - $1) <= (quality == 100 ? 0 : 5) },
            "\(x): \(channels)")
        }
        #expect(channels[3] == (x < 16 ? 255 : x < 32 ? 128 : 0))
      }
    }
  }

  @Test("JPEG refuses transparency", arguments: [PixelFormat.rgba8, .bgra8, .rgba16])
  func jpegHasNoAlpha(format: PixelFormat) {
    let pixels = PixelBuffer.random(width: 2, height: 2, format: format, seed: 7)
    let error = #expect(throws: MediaError.self) {
      try PhotoEncoder(format: .jpeg).encode(pixels)
    }
    #expect(error?.description == "jpeg: has no transparency; put a background behind")
  }

  @Test("Quality decides whether JPEG halves colour")
  func subsampling() throws {
    for (quality, factors) in [(89, UInt8(0x22)), (90, 0x11)] {
      let file = try PhotoEncoder(format: .jpeg, quality: quality).encode(
        Self.gradient(format: .rgb8))
      let frame = try #require(file.indices.first { file[$0...].starts(with: [0xFF, 0xC0]) })
      #expect(file[frame + 11] == factors)
    }
  }

  @Test("A picture too large for WebP is refused")
  func webpLimit() {
    let error = #expect(throws: MediaError.self) {
      try PhotoEncoder(format: .webp).encode(
        PixelBuffer(width: 16_384, height: 1, format: .rgb8))
    }
    #expect(error?.description == "webp: no side may be longer than 16383")
  }

  @Test("What the receiver of the bytes throws comes through")
  func sinkErrors() {
    let pixels = PixelBuffer.random(width: 8, height: 8, format: .rgb8, seed: 8)
    for format in PhotoFormat.allCases {
      #expect(throws: MediaError.brokenPipe(name: "-")) {
        try PhotoEncoder(format: format).encode(pixels, metadata: .init()) {
          (_) throws(MediaError) in throw .brokenPipe(name: "-")
        }
      }
    }
  }

  /// Red is 4x in 8 bits.
  static func gradient(format: PixelFormat) -> PixelBuffer {
    var bytes: [UInt8] = []
    for y in 0..<48 {
      for x in 0..<64 {
        for channel in 0..<format.channelCount {
          let value = UInt8([4 * x, 5 * y, 90][channel])
          bytes += Array(repeating: value, count: format.bytesPerChannel)
        }
      }
    }
    return PixelBuffer(width: 64, height: 48, format: format, bytes: bytes)
  }

  /// Whether `found` (RGB or RGBA) shows `written` of any format.
  private func matches(_ found: PixelBuffer, _ written: PixelBuffer) -> Bool {
    guard found.width == written.width, found.height == written.height else { return false }
    for y in 0..<found.height {
      for x in 0..<found.width {
        var wanted = written.channels(x: x, y: y)
        if wanted.count == 1 { wanted = [wanted[0], wanted[0], wanted[0]] }
        if written.format == .bgra8 { wanted.swapAt(0, 2) }
        if wanted.count == 4 && wanted[3] == 0 { wanted = [0, 0, 0, 0] }
        if found.channels(x: x, y: y) != wanted { return false }
      }
    }
    return true
  }
}
