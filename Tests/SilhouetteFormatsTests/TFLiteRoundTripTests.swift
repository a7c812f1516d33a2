import SilhouetteFormats
import SilhouetteGraph
import SilhouetteTestSupport
import Testing

@Suite("A graph written as TFLite and read again")
struct TFLiteRoundTripTests {
  static let models = TinyModel.all(seed: 1)

  @Test("keeps operators and types", arguments: models.filter(\.isDirect))
  func keepsOperators(_ model: TinyModel) throws {
    let graph = try WrittenFormat.tflite.trip(model.graph, .float32)
    guard graph.outputs.allSatisfy({ $0.permutation == $0.permutation.sorted() }) else {
      // The last transpose has become the output's order.
      #expect(model.graph.nodes.last?.operation.name == "transpose")
      #expect(graph.nodes.count == model.graph.nodes.count - 1)
      return
    }
    #expect(graph.nodes.map(\.operation) == model.graph.nodes.map(\.operation))
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
    let error = #expect(throws: FormatError.self) {
      try WrittenFormat.tflite.trip(builder.graph, .float32)
    }
    #expect(
      error?.description.contains("TensorFlow Lite cannot express this operator on int8") == true)
  }

  @Test("keeps float16 weights as they are in the file", arguments: models)
  func halves(_ model: TinyModel) throws {
    let graph = try WrittenFormat.tflite.trip(model.graph, .float16)
    let weights = graph.nodes.flatMap { node in
      switch node.operation {
      case .convolution, .transposedConvolution, .fullyConnected: node.inputs.dropFirst()
      default: [ValueID]().dropFirst()
      }
    }
    #expect(weights.allSatisfy { graph[$0].elementType == .float16 })
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
