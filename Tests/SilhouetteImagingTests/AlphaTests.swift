import SilhouetteTestSupport
import Testing

@testable import SilhouetteImaging

private let depths: [PixelFormat] = [.gray8, .gray16]

/// A grey picture with full values where `isInside` says so.
private func shape(
  width: Int = 61, height: Int = 47, format: PixelFormat = .gray8,
  _ isInside: (Int, Int) -> Bool
) -> PixelBuffer {
  let maximum = Int(format.maximumChannelValue)
  return PixelBuffer(width: width, height: height, format: format) { x, y, _ in
    isInside(x, y) ? maximum : 0
  }
}

struct AlphaSummaryTests {
  @Test("Box and share are those of the pixels", arguments: depths)
  func summary(format: PixelFormat) {
    let alpha = shape(format: format) { x, y in (7...20).contains(x) && (3...11).contains(y) }
    let summary = AlphaSummary(of: alpha)
    #expect(summary.boundingBox == PixelRect(x: 7, y: 3, width: 14, height: 9))
    #expect(abs(summary.share - 14.0 * 9 / (61 * 47)) < 1e-9)
  }

  @Test("Nothing above one half has no box, but a share")
  func empty() {
    let alpha = PixelBuffer(width: 4, height: 4, format: .gray8) { _, _, _ in 51 }
    #expect(AlphaSummary(of: alpha).boundingBox == nil)
    #expect(abs(AlphaSummary(of: alpha).share - 0.2) < 1e-9)
  }
}

struct ThresholdTests {
  @Test("From the level on a pixel is person", arguments: [Float(0), 0.1, 0.5, 1])
  func threshold(level: Float) throws {
    var alpha = PixelBuffer(width: 256, height: 1, format: .gray8) { x, _, _ in x }
    try alpha.threshold(at: level, workers: .callerOnly)
    #expect(alpha.values == (0..<256).map { Float($0) >= level * 255 ? 255 : 0 })
  }

  @Test("A level outside 0…1 is refused", arguments: [Float(-0.1), 1.1, .nan])
  func invalid(level: Float) {
    var alpha = shape { _, _ in true }
    #expect(throws: ImagingError.self) { try alpha.threshold(at: level, workers: .callerOnly) }
  }
}

struct FeatherTests {
  private func feathered(_ length: Double, _ side: FeatherSide) throws -> [Int] {
    var alpha = shape(width: 200, height: 40, format: .gray16) { x, _ in x < 100 }
    try alpha.feather(by: length, side, workers: .callerOnly)
    return (0..<200).map { alpha.value($0, 20) }
  }

  @Test("Both: a ramp of the length, half on each side")
  func both() throws {
    let row = try feathered(30, .both)
    #expect(row[84] == 65_535 && row[115] == 0)
    #expect(row[87] < 65_535 && row[112] > 0)
    #expect(abs(row[99] + row[100] - 65_535) <= 3)
    for x in 1..<200 { #expect(row[x] <= row[x - 1]) }
  }

  @Test("Out: the person stays whole; in: the background stays empty")
  func sides() throws {
    let out = try feathered(30, .out)
    #expect(out[0..<100].allSatisfy { $0 == 65_535 })
    #expect(out[105] > 40_000 && out[125] > 0 && out[131] == 0)
    let inside = try feathered(30, .in)
    #expect(inside[100...].allSatisfy { $0 == 0 })
    #expect(inside[94] < 25_000 && inside[68] == 65_535)
  }

  @Test("A fraction of a pixel softens a little, 0 not at all")
  func small() throws {
    #expect(try feathered(0, .both) == (0..<200).map { $0 < 100 ? 65_535 : 0 })
    let row = try feathered(1.5, .both)
    #expect(row[99] < 65_535 && row[99] > 40_000 && row[96] == 65_535)
  }

  @Test("Flat pictures stay as they are", arguments: FeatherSide.allCases, depths)
  func flat(side: FeatherSide, format: PixelFormat) throws {
    var alpha = shape(format: format) { _, _ in true }
    try alpha.feather(by: 17, side, workers: .callerOnly)
    #expect(alpha.values == shape(format: format) { _, _ in true }.values)
  }
}

struct LargestRegionTests {
  @Test("Corners connect, and the mean is taken inside the largest region only")
  func region() {
    let picture: [[Float]] = [
      [0.9, 0.0, 0.0, 0.6],
      [0.0, 0.8, 0.0, 0.6],
      [0.0, 0.0, 0.7, 0.0],
      [1.0, 0.5, 0.0, 0.0],
    ]
    let region = LargestRegion(
      of: ProbabilityMap(width: 4, height: 4, values: picture.flatMap { $0 }))
    #expect(region.pixelCount == 5)
    #expect(abs(region.mean - (0.9 + 0.8 + 0.7 + 0.6 + 0.6) / 5) < 1e-6)
  }

  @Test("A map without a person has no region")
  func nothing() {
    let region = LargestRegion(
      of: ProbabilityMap(width: 3, height: 1, values: [0.5, 0.2, 0]))
    #expect(region.pixelCount == 0 && region.mean == 0)
  }
}
