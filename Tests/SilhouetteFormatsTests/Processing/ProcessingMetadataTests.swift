import SilhouetteFormats
import SilhouetteGraph
import Testing

@Suite("Processing recorded in a model file")
struct ProcessingMetadataTests {
  private func graph(_ preprocessing: Preprocessing?, _ postprocessing: Postprocessing?) throws
    -> Graph
  {
    var builder = GraphBuilder()
    let picture = builder.input("picture", TensorType(.float32, [1, 4, 4, 3]))
    builder.output("out", try builder.add(.softmax(Softmax(axis: 3)), [picture]))
    builder.describe(preprocessing: preprocessing, postprocessing: postprocessing)
    return builder.graph
  }

  @Test(
    "comes back from TensorFlow Lite, numbers to the last bit",
    arguments: [
      Preprocessing.symmetric, .unit,
      Preprocessing(
        channelOrder: .bgr, mean: [0.485, 0.456, 1.0e-05],
        standardDeviation: [0.229, 0.1 + 0.2, 1.17e-20]),
    ],
    [
      Postprocessing(meaning: .probabilities, personChannel: 1),
      Postprocessing(meaning: .logits, personChannel: 2),
      Postprocessing(meaning: .labels, personChannel: 7),
    ])
  func roundTrip(_ preprocessing: Preprocessing, _ postprocessing: Postprocessing) throws {
    let graph = try graph(preprocessing, postprocessing)
    let bytes = try TFLiteWriter.bytes(of: graph, weights: .float32)
    let read = try ModelFile.graph(from: Bytes(copying: bytes))
    #expect(read.preprocessing == preprocessing)
    #expect(read.postprocessing == postprocessing)
  }

  @Test("is left out where it does not fit the network")
  func misfit() throws {
    let graph = try graph(
      Preprocessing(mean: [0, 0], standardDeviation: [1, 1]),
      Postprocessing(meaning: .logits, personChannel: 3))
    let bytes = try TFLiteWriter.bytes(of: graph, weights: .float32)
    let read = try ModelFile.graph(from: Bytes(copying: bytes))
    #expect(read.preprocessing == nil)
    #expect(read.postprocessing == nil)
  }

  @Test(
    "of two logits is told by the layout: MediaPipe's channels last, PaddleSeg's first",
    arguments: [false, true])
  func logits(isChannelsLast: Bool) throws {
    var builder = GraphBuilder()
    let picture = builder.input("picture", TensorType(.float32, [1, 8, 8, 3]))
    let logits = try builder.add(
      .convolution(Convolution()),
      [
        picture,
        builder.constant("weights", Constant([1, 2, 3, 4, 5, 6 as Float], shape: [2, 1, 1, 3])),
      ])
    builder.output("out", logits)
    var graph = builder.graph
    if !isChannelsLast { graph.inputs[0].permutation = [0, 3, 1, 2] }
    let bytes = try ONNXWriter.bytes(of: graph, weights: .float32)
    let read = try ModelFile.graph(from: Bytes(copying: bytes))
    #expect(read.preprocessing == (isChannelsLast ? .unit : .symmetric))
    #expect(read.postprocessing == Postprocessing(meaning: .logits, personChannel: 1))
  }
}
