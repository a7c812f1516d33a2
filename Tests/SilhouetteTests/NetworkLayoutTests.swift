import Foundation
import Silhouette
import SilhouetteGraph
import SilhouetteTestSupport
import Testing

@Suite("Networks of any size and layout")
struct NetworkLayoutTests {
  /// Dark at the left and at the top, so that no turn or mirror image of it is the same.
  private func picture(width: Int, height: Int) throws -> PixelBuffer {
    var bytes: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        let value = UInt8(200 * x / width + 50 * y / height)
        bytes += [value, value, value]
      }
    }
    return try bytes.withUnsafeBytes { bytes in
      PixelBuffer(
        copying: PixelView(
          base: try #require(bytes.baseAddress), width: width, height: height, stride: width * 3,
          format: .rgb8))
    }
  }

  private func sigmoid(_ x: Float) -> Float { 1 / (1 + exp(-x)) }

  @Test("A file of open size takes the size that is given", arguments: [(8, 6), (6, 8), (33, 2)])
  func openSize(_ width: Int, _ height: Int) throws {
    let segmenter = try Segmenter(
      modelBytes: Bytes(copying: OpenONNXModel.bytes), name: "open",
      inputShape: [1, 3, height, width])
    #expect(segmenter.inputWidth == width && segmenter.inputHeight == height)
    // At the network's own size nothing is resampled: each place is the sigmoid of its pixel.
    let mask = try segmenter.mask(of: picture(width: width, height: height))
    #expect(mask.width == width && mask.height == height)
    for y in 0..<height {
      for x in 0..<width {
        let pixel = Float(200 * x / width + 50 * y / height) / 255
        #expect(abs(mask.values[y * width + x] - sigmoid(pixel)) < 1e-5, "(\(x), \(y))")
      }
    }
  }

  @Test("A file of open size without one names the file and the cure")
  func missingSize() {
    let error = #expect(throws: SilhouetteError.self) {
      try Segmenter(modelBytes: Bytes(copying: OpenONNXModel.bytes), name: "open")
    }
    #expect(error?.description.contains("open") == true)
    #expect(error?.description.contains("give one, such as 1x3x192x192") == true)
  }

  /// Pictures of 8 columns and 6 rows; the mean of the channels, as a probability. On its side, rows
  /// and columns change places first and the port says so.
  private func graph(isOnItsSide: Bool) throws -> Graph {
    var builder = GraphBuilder()
    var picture = builder.input("x", TensorType(.float32, [1, 6, 8, 3]))
    if isOnItsSide {
      picture = try builder.add(.transpose(Transpose([0, 2, 1, 3])), [picture])
    }
    let mean = try builder.add(.reduction(Reduction(.mean, axes: [3], keepsAxes: true)), [picture])
    builder.output("mask", try builder.add(.activation(.sigmoid), [mean]))
    builder.describe(
      preprocessing: .unit,
      postprocessing: Postprocessing(meaning: .probabilities, personChannel: 0))
    var graph = builder.graph
    graph.outputs[0].permutation = isOnItsSide ? [0, 3, 2, 1] : [0, 3, 1, 2]
    return graph
  }

  @Test("A picture that lies on its side until the file's last operator is read upright")
  func onItsSide() throws {
    let pixels = try picture(width: 16, height: 9)
    let upright = try Segmenter(graph: graph(isOnItsSide: false), name: "upright")
    let turned = try Segmenter(graph: graph(isOnItsSide: true), name: "turned")
    let expected = try upright.mask(of: pixels)
    let found = try turned.mask(of: pixels)
    #expect(found.width == 8 && found.height == 6)
    #expect(found.values == expected.values)
    #expect(Set(expected.values).count > 30)
  }
}
