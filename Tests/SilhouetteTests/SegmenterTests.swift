import SilhouetteTestSupport
import Testing

@testable import Silhouette

/// A person-like figure in every format: a head and shoulders before a plain wall.
private func figure(
  width: Int, height: Int, format: PixelFormat, stride: Int? = nil
) -> [UInt8] {
  let stride = stride ?? width * format.bytesPerPixel
  var bytes = [UInt8](repeating: 0xA7, count: stride * height)
  for y in 0..<height {
    for x in 0..<width {
      let (u, v) = (Double(x) / Double(width) - 0.5, Double(y) / Double(height))
      let isHead = u * u * 1.6 + (v - 0.35) * (v - 0.35) < 0.03
      let isBody = v > 0.55 && abs(u) < 0.18 + (v - 0.55) * 0.4
      let color: [UInt8] = isHead ? [205, 150, 120] : isBody ? [30, 40, 90] : [200, 210, 215]
      let position = y * stride + x * format.bytesPerPixel
      for channel in 0..<min(format.channelCount, 3) {
        let value = color[format == .bgra8 ? 2 - channel : channel]
        for byte in 0..<format.bytesPerChannel {
          bytes[position + channel * format.bytesPerChannel + byte] = value
        }
      }
    }
  }
  return bytes
}

private func withFigure<Result>(
  width: Int = 160, height: Int = 120, format: PixelFormat, stride: Int? = nil,
  _ body: (PixelView) throws -> Result
) throws -> Result {
  try figure(width: width, height: height, format: format, stride: stride)
    .withUnsafeBytes { bytes in
      let base = try #require(bytes.baseAddress)
      return try body(
        PixelView(
          base: base, width: width, height: height,
          stride: stride ?? width * format.bytesPerPixel, format: format))
    }
}

extension PixelBuffer {
  fileprivate var bytes: [UInt8] {
    withView { view in (0..<height).flatMap { Array(view.row($0)) } }
  }
}

struct SegmenterTests {
  private static let segmenter = Result { try Segmenter(.general) }

  private func segmenter() throws -> Segmenter { try Self.segmenter.get() }

  @Test("RGB, RGBA and BGRA, with and without a stride, and 16 bits give the same mask")
  func formats() throws {
    let segmenter = try segmenter()
    let expected = try withFigure(format: .rgb8) { try segmenter.mask(of: $0).values }
    #expect(expected.count == 256 * 256 && expected.allSatisfy { (0...1).contains($0) })
    for (format, stride) in [
      (PixelFormat.rgb8, 509), (.rgba8, 640), (.bgra8, 640), (.bgra8, 704),
    ] {
      let mask = try withFigure(format: format, stride: stride) { try segmenter.mask(of: $0) }
      #expect(mask.values == expected, "\(format) \(stride)")
    }
    let deep = try withFigure(format: .rgba16) { try segmenter.mask(of: $0).values }
    for (a, b) in zip(deep, expected) { #expect(abs(a - b) < 1e-3) }
  }

  @Test("A matte has the picture's size and depth", arguments: [PixelFormat.bgra8, .rgb16, .gray8])
  func matteFormat(format: PixelFormat) throws {
    let segmenter = try segmenter()
    let matte = try withFigure(format: format) { try segmenter.matte(of: $0) }
    #expect(matte.alpha.width == 160 && matte.alpha.height == 120)
    #expect(matte.alpha.format == (format == .rgb16 ? .gray16 : .gray8))
  }

  @Test("Every size works", arguments: [(1, 1), (1, 5000), (4999, 3), (257, 255)])
  func sizes(width: Int, height: Int) throws {
    let segmenter = try segmenter()
    try withFigure(width: width, height: height, format: .bgra8) { view in
      let matte = try segmenter.matte(of: view)
      #expect(matte.alpha.width == width && matte.alpha.height == height)
      let person = try matte.cutout(of: view)
      #expect(person.format == .rgba8 && person.width == width && person.height == height)
      var copy = PixelBuffer(copying: view)
      try matte.composite(over: .blur(radius: 0.05), into: &copy)
      #expect(copy.width == width)
    }
  }

  @Test("Several tasks at once on one segmenter get the bits that one task gets")
  func concurrentUse() async throws {
    let segmenter = try segmenter()
    let expected = try withFigure(format: .rgb8) { try segmenter.matte(of: $0).alpha.bytes }
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<6 {
        group.addTask {
          try withFigure(format: .rgb8) { try segmenter.matte(of: $0).alpha.bytes }
        }
      }
      for try await bytes in group { #expect(bytes == expected) }
    }
  }

  @Test("The bits do not depend on the number of threads", arguments: [2, 3, 7])
  func threads(count: Int) throws {
    let one = try Segmenter(.landscape, options: .init(threads: 1))
    let many = try Segmenter(.landscape, options: .init(threads: count))
    try withFigure(width: 330, height: 210, format: .rgb8) { view in
      var results: [[UInt8]] = []
      for segmenter in [one, many] {
        var matte = try segmenter.matte(of: view)
        try matte.grow(by: 2.5)
        try matte.feather(by: 9, .out)
        var blurred = PixelBuffer(copying: view)
        try matte.composite(over: .blur(radius: 0.04), into: &blurred)
        results.append(try matte.cutout(of: view).bytes + blurred.bytes + matte.alpha.bytes)
      }
      #expect(results[0] == results[1])
    }
  }

  @Test("Refinement off is the interpolated mask")
  func refinementOff() throws {
    let plain = try Segmenter(.general, options: .init(refinement: .off))
    try withFigure(width: 256, height: 256, format: .rgb8) { view in
      let mask = try plain.mask(of: view)
      let alpha = try plain.matte(of: view).alpha.bytes
      #expect(alpha == mask.values.map { UInt8($0 * 255 + 0.5) })
    }
  }

  @Test(
    "Every level gives the same bits for every number of threads",
    arguments: Segmenter.Refinement.allCases)
  func levels(level: Segmenter.Refinement) throws {
    let results = try [1, 3].map { threads in
      let segmenter = try Segmenter(
        .landscape, options: .init(threads: threads, refinement: level))
      return try withFigure(width: 400, height: 230, format: .rgb8) {
        try segmenter.matte(of: $0).alpha.bytes
      }
    }
    #expect(results[0] == results[1])
    #expect(results[0].contains(255) && results[0].contains(0))
  }

  @Test("Levels look as often as they say, and no level promises what it does not do")
  func levelData() {
    let counts = Segmenter.Refinement.allCases.map { $0.level.runCount }
    #expect(counts == [1, 1, 2, 8])
    #expect(Segmenter.Refinement.off.level.edges == nil)
    for level in Segmenter.Refinement.allCases.dropFirst() { #expect(level.level.edges != nil) }
  }

  @Test("What is far away is looked at again, and confidence is that of the first look")
  func secondLook() throws {
    let small = figure(width: 160, height: 120, format: .rgb8)
    var picture = PixelBuffer(width: 960, height: 360, format: .rgb8)
    picture.withMutableView { view in
      for y in 0..<360 {
        for x in 0..<960 {
          let (u, v) = (x - 400, y - 120)
          let color: [UInt8] =
            (0..<160).contains(u) && (0..<120).contains(v)
            ? Array(small[(v * 160 + u) * 3..<(v * 160 + u) * 3 + 3]) : [200, 210, 215]
          for channel in 0..<3 { view.row(y)[x * 3 + channel] = color[channel] }
        }
      }
    }
    let mattes = try [Segmenter.Refinement.fast, .balanced].map {
      try Segmenter(.general, options: .init(refinement: $0)).matte(of: picture)
    }
    #expect(mattes[0].alpha.bytes != mattes[1].alpha.bytes)
    #expect(mattes[0].confidence == mattes[1].confidence)
  }

  @Test("A picture that cannot be is refused with its reason")
  func wrongPictures() throws {
    let segmenter = try segmenter()
    try withFigure(format: .rgb8) { view in
      for (width, height, stride) in [(0, 5, 480), (160, 0, 480), (160, 120, 479), (70_000, 1, 1)] {
        let wrong = PixelView(
          base: view.base, width: width, height: height, stride: stride, format: .rgb8)
        #expect(throws: SilhouetteError.self) { try segmenter.mask(of: wrong) }
      }
      let matte = try segmenter.matte(of: view)
      let other = PixelBuffer(width: 3, height: 3, format: .rgb8)
      let error = #expect(throws: SilhouetteError.self) { try matte.cutout(of: other) }
      #expect(error?.description.contains("3x3 pixels") == true)
    }
  }

  @Test("A file that is no model is refused by name")
  func wrongModel() {
    let error = #expect(throws: SilhouetteError.self) {
      try Segmenter(modelBytes: Bytes(copying: Array("not a model".utf8)), name: "notes.txt")
    }
    #expect(error?.description.hasPrefix("notes.txt: ") == true)
  }
}
