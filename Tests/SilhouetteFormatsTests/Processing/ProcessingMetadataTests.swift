import SilhouetteGraph
import Testing

@testable import SilhouetteFormats

@Suite("Processing recorded in a model file")
struct ProcessingMetadataTests {
  private func graph(_ preprocessing: Preprocessing?, _ postprocessing: Postprocessing?) throws
    -> Graph
  {
    var builder = GraphBuilder()
    let picture = builder.input("picture", TensorType(.float32, [1, 6, 8, 3]))
    builder.output("out", try builder.add(.softmax(Softmax(axis: 3)), [picture]))
    builder.describe(preprocessing: preprocessing, postprocessing: postprocessing)
    return builder.graph
  }

  /// The graph as it comes back from either format.
  private func trips(_ graph: Graph) throws -> [Graph] {
    let files = [
      try TFLiteWriter.bytes(of: graph, weights: .float32),
      try ONNXWriter.bytes(of: graph, weights: .float32),
    ]
    return try files.map { try ModelFile.graph(from: Bytes(copying: $0)) }
  }

  @Test(
    "comes back from either format, numbers to the last bit",
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
    for read in try trips(graph(preprocessing, postprocessing)) {
      #expect(read.preprocessing == preprocessing)
      #expect(read.postprocessing == postprocessing)
    }
  }

  @Test("is left out where it does not fit the network")
  func misfit() throws {
    let graph = try graph(
      Preprocessing(mean: [0, 0], standardDeviation: [1, 1]),
      Postprocessing(meaning: .logits, personChannel: 3))
    for read in try trips(graph) {
      #expect(read.preprocessing == nil)
      #expect(read.postprocessing == nil)
    }
  }

  /// One sigmoid a pixel, which the rule for networks without metadata knows.
  @Test("comes before what the network itself tells, each part alone")
  func precedence() throws {
    var file = TinyONNXFile(operatorType: "Sigmoid", extents: [1, 3, 4, 5])
    #expect(try file.graph().preprocessing == nil)

    let recorded = Preprocessing(
      channelOrder: .bgr, mean: [0.5, 0.25, 0], standardDeviation: [1, 2, 4])
    var builder = GraphBuilder()
    let picture = builder.input("picture", TensorType(.float32, [1, 6, 8, 3]))
    let sum = try builder.add(.reduction(Reduction(.sum, axes: [3], keepsAxes: true)), [picture])
    builder.output("mask", try builder.add(.activation(.sigmoid), [sum]))
    for read in try trips(builder.graph) {
      #expect(read.preprocessing == .unit)
      #expect(read.postprocessing == Postprocessing(meaning: .probabilities, personChannel: 0))
    }
    builder.describe(preprocessing: recorded, postprocessing: nil)
    for read in try trips(builder.graph) {
      #expect(read.preprocessing == recorded)
      #expect(read.postprocessing == Postprocessing(meaning: .probabilities, personChannel: 0))
    }
    // And where the network tells nothing.
    file.metadata = [
      ("author", "somebody"), ("silhouette.output", "logits"), ("silhouette.person_channel", "2"),
    ]
    #expect(try file.graph().postprocessing == Postprocessing(meaning: .logits, personChannel: 2))
  }

  @Test(
    "is left out where it makes no sense",
    arguments: [
      [("silhouette.output", "logits")], [("silhouette.person_channel", "0")],
      [("silhouette.output", "masks"), ("silhouette.person_channel", "0")],
      [("silhouette.output", "logits"), ("silhouette.person_channel", "-1")],
      [("silhouette.output", "logits"), ("silhouette.person_channel", "99999999999999999999")],
      [
        ("silhouette.channel_order", "rgb"), ("silhouette.mean", "0 0 0"),
        ("silhouette.standard_deviation", "1 1 0"),
      ],
      [
        ("silhouette.channel_order", "rgb"), ("silhouette.mean", "0 0"),
        ("silhouette.standard_deviation", "1 1 1"),
      ],
      [
        ("silhouette.channel_order", "rgb"), ("silhouette.mean", "nan 0 1e99"),
        ("silhouette.standard_deviation", "1 1 1"),
      ],
    ])
  func senseless(_ metadata: [(key: String, value: String)]) throws {
    let graph = try TinyONNXFile(metadata: metadata).graph()
    #expect(graph.preprocessing == nil)
    #expect(graph.postprocessing == nil)
  }
}
