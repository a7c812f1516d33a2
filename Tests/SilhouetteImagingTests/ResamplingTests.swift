import SilhouetteTestSupport
import Testing

@testable import SilhouetteImaging

struct ResamplingAxisTests {
  /// The definition: how much of source pixel `j` target `k` covers, over the size of a target.
  private func coverage(_ k: Int, _ j: Int, from n: Int, to m: Int) -> Double {
    let scale = Double(n) / Double(m)
    let overlap = min(Double(k + 1) * scale, Double(j + 1)) - max(Double(k) * scale, Double(j))
    return max(overlap, 0) / scale
  }

  private func weight(_ axis: ResamplingAxis, _ target: Int, _ source: Int) -> Double {
    let tap = source - Int(axis.firsts[target])
    return (0..<axis.tapCount).contains(tap)
      ? Double(axis.weights[target * axis.tapCount + tap]) : 0
  }

  @Test(
    "Shrinking weighs each source pixel by the area that the target covers",
    arguments: [(2, 1), (3, 2), (5, 1), (257, 256), (720, 256), (1000, 37), (5000, 3), (7, 6)])
  func areaWeights(from n: Int, to m: Int) {
    let axis = ResamplingAxis(from: n, to: m)
    for k in 0..<m {
      #expect(axis.firsts[k] >= 0 && Int(axis.firsts[k]) + axis.tapCount <= n)
      for j in 0..<n {
        #expect(abs(weight(axis, k, j) - coverage(k, j, from: n, to: m)) < 1e-6)
      }
    }
  }

  /// OpenCV 5.0: `cv2.resize(np.float32([[1, 2, 4, 8, 16]]), (2, 1), interpolation=cv2.INTER_AREA)`
  /// is (1 + 2 + 4/2) / 2.5 and (4/2 + 8 + 16) / 2.5.
  @Test("Shrinking 5 pixels to 2 gives what OpenCV's INTER_AREA gives")
  func knownAnswer() {
    let axis = ResamplingAxis(from: 5, to: 2)
    let row: [Double] = [1, 2, 4, 8, 16]
    let result = (0..<2).map { k in (0..<5).reduce(0) { $0 + weight(axis, k, $1) * row[$1] } }
    #expect(abs(result[0] - 2) < 1e-6)
    #expect(abs(result[1] - 10.4) < 1e-6)
  }

  @Test(
    "Enlarging interpolates between pixel centres and repeats the edge",
    arguments: [(1, 1), (1, 7), (2, 3), (3, 3), (4, 8), (16, 256), (255, 256), (256, 1280)])
  func interpolationWeights(from n: Int, to m: Int) {
    let axis = ResamplingAxis(from: n, to: m)
    for k in 0..<m {
      let position = min(
        max((Double(k) + 0.5) * Double(n) / Double(m) - 0.5, 0), Double(n - 1))
      for j in 0..<n {
        let expected = max(1 - abs(position - Double(j)), 0)
        #expect(abs(weight(axis, k, j) - expected) < 1e-6)
      }
    }
  }
}

struct PictureSamplerTests {
  /// The same by the definition, in double.
  private func expected(
    _ picture: PixelBuffer, width: Int, height: Int, channel: Int
  ) -> [Double] {
    let columns = ResamplingAxis(from: picture.width, to: width)
    let rows = ResamplingAxis(from: picture.height, to: height)
    return (0..<height).flatMap { y in
      (0..<width).map { x in
        var sum = 0.0
        for i in 0..<rows.tapCount {
          for j in 0..<columns.tapCount {
            sum +=
              Double(rows.weights[y * rows.tapCount + i])
              * Double(columns.weights[x * columns.tapCount + j])
              * Double(picture.value(Int(columns.firsts[x]) + j, Int(rows.firsts[y]) + i, channel))
          }
        }
        return sum / Double(picture.format.maximumChannelValue)
      }
    }
  }

  private func sampled(
    _ picture: PixelBuffer, width: Int, height: Int, _ color: ColorTransform = .init()
  ) -> [Float] {
    var result = [Float](repeating: -1, count: width * height * 3)
    let sampler = PictureSampler(
      sourceWidth: picture.width, sourceHeight: picture.height, width: width, height: height)
    result.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      picture.withView { sampler.sample($0, color, into: base, workers: .callerOnly) }
    }
    return result
  }

  @Test("Every format samples to what the weights say", arguments: PixelFormat.allCases)
  func agreesWithDefinition(format: PixelFormat) {
    var generator = SeededGenerator(seed: 1)
    for (w, h, tw, th) in [
      (1, 1, 4, 3), (31, 17, 8, 6), (5, 40, 16, 16), (33, 9, 9, 33), (200, 1, 7, 2),
    ] {
      let picture = PixelBuffer.random(width: w, height: h, format: format, using: &generator)
      let result = sampled(picture, width: tw, height: th)
      for color in 0..<3 {
        let channel = Int(format.position(ofColor: UInt8(color)))
        let expected = expected(picture, width: tw, height: th, channel: channel)
        for (index, value) in expected.enumerated() {
          #expect(abs(Double(result[index * 3 + color]) - value) < 1e-5)
        }
      }
    }
  }

  @Test(
    "Areas get the bits that the whole gets, and nothing else is asked for",
    arguments: [PixelFormat.rgb8, .bgra8, .rgb16],
    [(width: 150, height: 110, isMirrored: false), (37, 23, false), (37, 23, true)])
  func areas(format: PixelFormat, size: (width: Int, height: Int, isMirrored: Bool)) {
    var generator = SeededGenerator(seed: 4)
    let picture = PixelBuffer.random(width: 93, height: 71, format: format, using: &generator)
    let sampler = PictureSampler(
      sourceWidth: 93, sourceHeight: 71, width: size.width, height: size.height,
      isMirrored: size.isMirrored)
    let areas = [
      PixelRect(x: 0, y: 0, width: 9, height: 5), PixelRect(x: 12, y: 3, width: 1, height: 18),
      PixelRect(x: size.width - 17, y: size.height - 8, width: 17, height: 8),
    ]
    var (whole, parts) = (
      [Float](repeating: -1, count: size.width * size.height * 3),
      [Float](repeating: -1, count: size.width * size.height * 3)
    )
    picture.withView { view in
      whole.withUnsafeMutableBufferPointer { target in
        guard let base = target.baseAddress else { return }
        sampler.sample(view, .init(), into: base, workers: .callerOnly)
      }
      parts.withUnsafeMutableBufferPointer { target in
        guard let base = target.baseAddress else { return }
        sampler.forEachRow(of: view, .init(), in: areas, workers: .callerOnly) { y, columns, row in
          (base + 3 * (y * size.width + columns.lowerBound)).update(
            from: row, count: 3 * columns.count)
        }
      }
    }
    for index in whole.indices {
      let (x, y) = (index / 3 % size.width, index / 3 / size.width)
      let isInside = areas.contains {
        ($0.x..<$0.x + $0.width).contains(x) && ($0.y..<$0.y + $0.height).contains(y)
      }
      #expect(parts[index] == (isInside ? whole[index] : -1))
    }
  }

  @Test("Mean, deviation and channel order are applied")
  func transforms() {
    let picture = PixelBuffer(width: 1, height: 1, format: .rgb8) { _, _, c in [255, 51, 0][c] }
    let color = ColorTransform(
      order: (2, 1, 0), mean: (0.5, 0.1, 0), standardDeviation: (0.5, 0.2, 2))
    let result = sampled(picture, width: 1, height: 1, color)
    #expect(abs(result[0] + 1) < 1e-6)
    #expect(abs(result[1] - 0.5) < 1e-6)
    #expect(abs(result[2] - 0.5) < 1e-6)
  }

  @Test("Alpha and the gap behind rows are not looked at")
  func ignoresAlphaAndPadding() {
    var generator = SeededGenerator(seed: 2)
    let rgb = PixelBuffer.random(width: 19, height: 11, format: .rgb8, using: &generator)
    let stride = 19 * 4 + 13
    var bytes = (0..<stride * 11).map { _ in UInt8.random(in: 0...255, using: &generator) }
    for y in 0..<11 {
      for x in 0..<19 {
        for channel in 0..<3 {
          bytes[y * stride + x * 4 + 2 - channel] = UInt8(rgb.value(x, y, channel))
        }
      }
    }
    var result = [Float](repeating: 0, count: 8 * 8 * 3)
    bytes.withUnsafeBytes { bytes in
      result.withUnsafeMutableBufferPointer { target in
        guard let base = bytes.baseAddress, let target = target.baseAddress else { return }
        PictureSampler(sourceWidth: 19, sourceHeight: 11, width: 8, height: 8).sample(
          PixelView(base: base, width: 19, height: 11, stride: stride, format: .bgra8), .init(),
          into: target, workers: .callerOnly)
      }
    }
    #expect(result == sampled(rgb, width: 8, height: 8))
  }
}
