import Silhouette
import SilhouetteMedia
import SilhouetteTestSupport
import Testing

/// NXP published what its example program makes of two pictures; the same steps here: the whole
/// picture stretched to the network's input, the mask interpolated, person above 0.1.
struct PublishedMaskTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let model: String
    let input: String
    let output: String
    let leastOverlap: Double

    var testDescription: String { model }
  }

  static let examples = [
    Example(
      model: "selfie_segmenter.tflite", input: "example_input.jpg",
      output: "example_output_fp16.jpg", leastOverlap: 0.985),
    Example(
      model: "selfie_segmenter_int8.tflite", input: "example_input.jpg",
      output: "example_output.jpg", leastOverlap: 0.985),
    Example(
      model: "selfie_segmenter_landscape.tflite", input: "example_landscape_input.jpg",
      output: "example_landscape_output_fp16.jpg", leastOverlap: 0.975),
    Example(
      model: "selfie_segmenter_landscape_int8.tflite", input: "example_landscape_input.jpg",
      output: "example_landscape_output.jpg", leastOverlap: 0.975),
  ]

  @Test("NXP's published masks come out", arguments: examples)
  func overlap(example: Example) throws {
    guard SharedData.isHere else { return }
    let segmenter = try Segmenter(
      modelBytes: Bytes(copying: try SharedData.bytes("models/" + example.model)),
      name: example.model, options: .init(refinement: .off))
    let picture = try photo(example.input)
    var matte = try segmenter.matte(of: picture)
    try matte.threshold(at: 0.1)
    let published = try photo(example.output)
    #expect(published.width == picture.width && published.height == picture.height)
    let overlap = overlap(matte.alpha, published)
    print("\(example.model): IoU \(overlap)")
    #expect(overlap >= example.leastOverlap)
  }

  private func photo(_ name: String) throws -> PixelBuffer {
    try PhotoDecoder.decode(try SharedData.bytes("photos/nxp/" + name), name: name).pixels
  }

  /// Intersection over union of what is at least half white; `published` may be RGB.
  private func overlap(_ mask: PixelBuffer, _ published: PixelBuffer) -> Double {
    var both = 0
    var either = 0
    mask.withView { mask in
      published.withView { published in
        let step = published.format.bytesPerPixel
        for y in 0..<mask.height {
          let (a, b) = (mask.row(y), published.row(y))
          for x in 0..<mask.width {
            let (first, second) = (a[x] >= 128, b[x * step] >= 128)
            if first && second { both += 1 }
            if first || second { either += 1 }
          }
        }
      }
    }
    return Double(both) / Double(max(either, 1))
  }
}
