import CSilhouetteKernels
import SilhouetteTestSupport
import Testing

@testable import SilhouetteImaging

@Suite("Depth of channels")
struct DepthTests {
  @Test("Eight bits to sixteen and back change nothing", arguments: PixelFormat.allCases)
  func roundTrip(format: PixelFormat) {
    var generator = SeededGenerator(seed: 5)
    let picture = PixelBuffer.random(width: 67, height: 23, format: format, using: &generator)
    let wide = picture.widened()
    #expect(wide.format.bytesPerChannel == 2)
    guard format.bytesPerChannel == 1 else {
      #expect(wide.values == picture.values)
      return
    }
    for y in 0..<23 {
      for x in 0..<67 {
        for channel in 0..<format.channelCount {
          let place = channel < 3 && format == .bgra8 ? 2 - channel : channel
          #expect(wide.value(x, y, channel) == 257 * picture.value(x, y, place))
          for rounding in [DepthRounding.nearest, .dithered] {
            #expect(wide.narrowed(rounding).value(x, y, channel) == picture.value(x, y, place))
          }
        }
      }
    }
  }

  @Test("Colours as numbers are the same of both depths")
  func sameColors() {
    let levels = PixelBuffer(width: 256, height: 1, format: .gray8) { x, _, _ in x }
    let wide = levels.widened()
    var (narrow, deep) = ([Float](repeating: 0, count: 768), [Float](repeating: 0, count: 768))
    levels.withView { $0.colors(at: 0, into: &narrow) }
    wide.withView { $0.colors(at: 0, into: &deep) }
    #expect(zip(narrow, deep).allSatisfy { abs($0 - $1) <= 0x1p-23 })
  }

  /// Four levels of eight bits over 1200 pixels.
  private let ramp = PixelBuffer(width: 1200, height: 64, format: .gray16) { x, _, _ in
    257 * 20 + x * 257 * 4 / 1200
  }

  private func longestRun(_ picture: PixelBuffer, row: Int) -> Int {
    var (longest, run) = (0, 0)
    for x in 0..<picture.width {
      run = x > 0 && picture.value(x, row) == picture.value(x - 1, row) ? run + 1 : 1
      longest = max(longest, run)
    }
    return longest
  }

  @Test("A slow ramp has steps when it is rounded, and none when it is dithered")
  func noBands() {
    let rounded = ramp.narrowed()
    let dithered = ramp.narrowed(.dithered)
    #expect(longestRun(rounded, row: 30) >= 290)
    for row in 0..<64 { #expect(longestRun(dithered, row: row) <= 75) }
    // Means of 16 x 16 pixels follow the ramp.
    func worst(_ picture: PixelBuffer) -> Double {
      var worst = 0.0
      for y in stride(from: 0, to: 64, by: 16) {
        for x in stride(from: 0, to: 1200, by: 16) {
          var difference = 0.0
          for index in 0..<256 {
            let (column, row) = (x + index % 16, y + index / 16)
            difference +=
              Double(picture.value(column, row)) - Double(ramp.value(column, row)) / 257
          }
          worst = max(worst, abs(difference) / 256)
        }
      }
      return worst
    }
    #expect(worst(rounded) > 0.45)
    #expect(worst(dithered) < 0.04)
  }

  @Test("A wide feather has steps of 1/255 of 8 bits and none of 16")
  func feather() throws {
    func levels(_ format: PixelFormat) throws -> Set<Int> {
      var alpha = PixelBuffer(width: 3000, height: 2, format: format) { x, _, _ in
        x < 1500 ? 0 : Int(format.maximumChannelValue)
      }
      try alpha.feather(by: 2000, .both, workers: .callerOnly)
      return Set(alpha.values)
    }
    #expect(try levels(.gray8).count == 256)
    #expect(try levels(.gray16).count > 1500)
  }
}
