import SilhouetteEvaluation
import Testing

/// Against PaddleSeg's inference with a single convolution as the network.
@Suite("PaddleSeg's ways to run a network")
struct InferenceParityTests {
  private let size = RasterSize(width: 50, height: 40)

  @Test("Windows slide as theirs")
  func slidingWindow() throws {
    guard let golden = try GoldenArrays("transforms") else { return }
    let kernel = try golden.tensor("toy_kernel").floats()
    let window = SlidingWindow(
      crop: RasterSize(width: 20, height: 16), stride: RasterSize(width: 12, height: 10))
    let found = window.logits(of: try golden.channelsFirst("toy_x")) { convolved($0, kernel) }
    let expected = try golden.channelsFirst("toy_slide_crop20x16_stride12x10")
    #expect(Distance(found.values, from: expected.values).largest <= 1e-5)
  }

  @Test("Flips and scales are averaged as theirs", arguments: [false, true])
  func augmentation(vertically: Bool) throws {
    guard let golden = try GoldenArrays("transforms") else { return }
    let kernel = try golden.tensor("toy_kernel").floats()
    let name = vertically ? "toy_aug_hv_logit" : "toy_aug_logit"
    let inference = AugmentedInference(
      scales: vertically ? [1] : [0.75, 1, 1.25], flipsHorizontally: true,
      flipsVertically: vertically)
    let logits = inference.logits(of: try golden.channelsFirst("toy_x")) { convolved($0, kernel) }
    let found = logits.undoing([.resized(from: size)])
    let expected = try golden.channelsFirst(name)
    let distance = Distance(found.values, from: expected.values)
    #expect(distance.largest <= 1e-5, "\(distance)")
    guard !vertically else { return }
    let labels = try golden.integers("toy_aug_pred").map { UInt8($0) }
    let differing = zip(found.strongestChannels().values, labels).count { $0 != $1 }
    #expect(differing == 0)
  }

  /// `[2, 3, 3, 3]` with one pixel of zeros around.
  private func convolved(_ input: Raster<Float>, _ kernel: [Float]) -> Raster<Float> {
    var result = Raster<Float>(
      width: input.width, height: input.height, channels: 2, repeating: 0)
    for y in 0..<input.height {
      for x in 0..<input.width {
        for output in 0..<2 {
          var sum: Float = 0
          for tap in 0..<27 {
            let (channel, row, column) = (tap / 9, y + tap / 3 % 3 - 1, x + tap % 3 - 1)
            guard 0..<input.height ~= row, 0..<input.width ~= column else { continue }
            sum +=
              kernel[output * 27 + tap]
              * input.values[(row * input.width + column) * 3 + channel]
          }
          result.values[(y * input.width + x) * 2 + output] = sum
        }
      }
    }
    return result
  }
}
