import SilhouetteFormats
import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

@Suite("A graph written as TFLite and read again")
struct TFLiteRoundTripTests {
  static let models = TinyModel.all(seed: 1)

  private func trip(_ graph: Graph, _ weights: ElementType) throws -> Graph {
    try ModelFile.graph(from: Bytes(copying: TFLiteWriter.bytes(of: graph, weights: weights)))
  }

  private func difference(_ graph: Graph, _ other: Graph, of model: TinyModel) throws -> Double {
    let inputs = model.inputs(seed: 2)
    let expected = try ReferenceExecutor(graph).run(inputs)
    let found = try ReferenceExecutor(other).run(inputs)
    try #require(found.count == expected.count)
    return graph.outputs.indices.map { index in
      // A transpose in front of an output becomes the output's order; written again, such a picture
      // is [n, h, w, c].
      let orders = (graph.outputs[index].permutation, other.outputs[index].permutation)
      let isRewritten = orders.0 != orders.0.sorted() && orders.1 == orders.1.sorted()
      let theirs = isRewritten ? expected[index] : expected[index].permuted(by: orders.0)
      return Double(found[index].permuted(by: orders.1).relativeDifference(to: theirs))
    }.max() ?? .infinity
  }

  @Test("computes the same", arguments: models)
  func computesTheSame(_ model: TinyModel) throws {
    let difference = try difference(model.graph, trip(model.graph, .float32), of: model)
    #expect(difference <= (model.isDirect ? 0 : 1e-5))
  }

  @Test("keeps operators, names and types", arguments: models.filter(\.isDirect))
  func keepsOperators(_ model: TinyModel) throws {
    let graph = try trip(model.graph, .float32)
    guard graph.outputs.allSatisfy({ $0.permutation == $0.permutation.sorted() }) else {
      // The last transpose has become the output's order.
      #expect(model.graph.nodes.last?.operation.name == "transpose")
      #expect(graph.nodes.count == model.graph.nodes.count - 1)
      return
    }
    #expect(graph.nodes.map(\.operation) == model.graph.nodes.map(\.operation))
    #expect(graph.inputs.map(\.name) == model.graph.inputs.map(\.name))
    #expect(graph.outputs.map(\.name) == model.graph.outputs.map(\.name))
    #expect(
      graph.outputs.map { graph[$0.value].type }
        == model.graph.outputs.map { model.graph[$0.value].type })
  }

  @Test(
    "is refused where integers would be computed with float numbers",
    arguments: [
      Operator.activation(.clip(minimum: 0, maximum: 2)),
      .activation(.hardSigmoid(slope: 0.2, offset: 0.5)), .affine(Affine(scale: 2, bias: 1)),
    ])
  func integersBesideFloats(_ operation: Operator) throws {
    var builder = GraphBuilder()
    let quantization = Quantization(scale: 0.5, zeroPoint: 0)
    let input = builder.input("x", TensorType(.int8, [1, 2]), quantization: quantization)
    builder.output("y", try builder.add(operation, [input], quantization: quantization))
    let error = #expect(throws: FormatError.self) { try trip(builder.graph, .float32) }
    #expect(
      error?.description.contains("TensorFlow Lite cannot express this operator on int8") == true)
  }

  @Test("holds float16 weights that lose nothing more on later trips", arguments: models)
  func halves(_ model: TinyModel) throws {
    let once = try trip(model.graph, .float16)
    let twice = try trip(once, .float16)
    #expect(try difference(once, twice, of: model) == 0)
    // Half an ulp of binary16 at 1, some weights added up.
    #expect(try difference(model.graph, once, of: model) <= 0x1p-8)
    let weights = once.nodes.flatMap { node in
      switch node.operation {
      case .convolution, .transposedConvolution, .fullyConnected: node.inputs.dropFirst()
      default: [ValueID]().dropFirst()
      }
    }
    #expect(weights.allSatisfy { once[$0].elementType == .float16 })
  }

  @Test("is written the same way every time")
  func sameBytes() throws {
    for model in Self.models {
      let first = try TFLiteWriter.bytes(of: model.graph, weights: .float32)
      #expect(try TFLiteWriter.bytes(of: model.graph, weights: .float32) == first)
    }
  }

  @Test("covers every operator of a graph")
  func coversEveryOperator() {
    let names = Set(Self.models.flatMap { $0.graph.nodes.map(\.operation.name) })
    let expected: Set<String> = [
      "convolution", "transposedConvolution", "fullyConnected", "batchNormalization", "identity",
      "relu", "relu6", "clip", "leakyRelu", "hardSwish", "hardSigmoid", "sigmoid", "tanh", "prelu",
      "add", "subtract", "multiply", "divide", "maximum", "minimum", "affine", "cast", "maxPool",
      "averagePool", "adaptiveAveragePool", "mean", "sum", "softmax", "argMax", "resize",
      "concatenation", "split", "slice", "pad", "reshape", "transpose", "gather", "broadcast",
    ]
    #expect(names == expected)
  }
}
