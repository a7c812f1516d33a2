import SilhouetteGraph
import Testing

@testable import Silhouette

@Suite("Maps of persons")
struct PersonMapTests {
  /// Red is a person; the value lies on its side and the port turns it.
  private func graph(liesOnItsSide: Bool) throws -> Graph {
    var builder = GraphBuilder()
    let picture = builder.input("picture", TensorType(.float32, [1, 4, 6, 3]))
    let weights = builder.constant(
      "weights", Constant([9, -9, 0] as [Float], shape: [1, 1, 1, 3]))
    let bias = builder.constant("bias", Constant([0] as [Float], shape: [1]))
    var logits = try builder.add(.convolution(Convolution()), [picture, weights, bias])
    if liesOnItsSide { logits = try builder.add(.transpose(Transpose([0, 2, 1, 3])), [logits]) }
    builder.output("logits", logits)
    builder.describe(
      preprocessing: .unit, postprocessing: Postprocessing(meaning: .logits, personChannel: 0))
    var graph = builder.graph
    if liesOnItsSide { graph.outputs[0].permutation = [0, 3, 2, 1] }
    return graph
  }

  /// Red in the top left corner, green elsewhere.
  private var picture: PixelBuffer {
    var buffer = PixelBuffer(width: 6, height: 4, format: .rgb8)
    buffer.withMutableView { view in
      for y in 0..<4 {
        for x in 0..<6 {
          let color: [UInt8] = x < 4 && y < 2 ? [255, 0, 0] : [0, 255, 0]
          for channel in 0..<3 { view.row(y)[x * 3 + channel] = color[channel] }
        }
      }
    }
    return buffer
  }

  @Test("A map that lies on its side is read upright")
  func onItsSide() throws {
    let masks = try [false, true].map { side in
      try Segmenter(graph: try graph(liesOnItsSide: side), name: "red", options: .init())
        .mask(of: picture)
    }
    #expect((masks[1].width, masks[1].height) == (6, 4))
    #expect(masks[0].values == masks[1].values)
    #expect(masks[0].values[0] > 0.9)
    #expect(masks[0].values[5] < 0.1)
  }
}
