import SilhouetteFormats
import SilhouetteGraph
import SilhouetteTestSupport
import Testing

@Suite("A graph written and read again")
struct WriterRoundTripTests {
  static let models = TinyModel.all(seed: 1)

  /// Some rounding of its own is what replaces an operator that a format lacks.
  static let rounding: Float = 1e-5

  @Test("computes the same", arguments: WrittenFormat.allCases, models)
  func tinyModels(_ format: WrittenFormat, _ model: TinyModel) throws {
    let read = try format.trip(model.graph, .float32)
    let difference = try format.difference(read, from: model.graph, on: model.inputs(seed: 2))
    #expect(difference <= (format == .tflite && model.isDirect ? 0 : Self.rounding))
  }

  @Test(
    "computes the same, with pictures in ONNX's order at the border of every other one",
    arguments: WrittenFormat.allCases, 1...60 as ClosedRange<UInt64>)
  func randomGraphs(_ format: WrittenFormat, _ seed: UInt64) throws {
    var graph = RandomGraph.graph(seed: seed)
    if seed.isMultiple(of: 2) { graph.orderPortsChannelsFirst() }
    guard let read = try format.tripIfPossible(graph) else { return }
    let inputs = RandomGraph.inputs(of: graph, seed: seed)
    #expect(try format.difference(read, from: graph, on: inputs) <= Self.rounding)
  }

  @Test(
    "holds float16 weights rounded once and nothing else changed",
    arguments: WrittenFormat.allCases, models)
  func halves(_ format: WrittenFormat, _ model: TinyModel) throws {
    let inputs = model.inputs(seed: 2)
    let once = try format.trip(model.graph, .float16)
    let rounded = model.graph.rounded(to: .float16)
    #expect(try format.difference(once, from: rounded, on: inputs) <= Self.rounding)
    let twice = try format.trip(once, .float16)
    let taken = format.inputs(inputs, of: model.graph, for: once)
    #expect(try format.difference(twice, from: once, on: taken) == 0)
  }

  @Test("keeps the names of inputs and outputs", arguments: WrittenFormat.allCases, models)
  func names(_ format: WrittenFormat, _ model: TinyModel) throws {
    let read = try format.trip(model.graph, .float32)
    #expect(read.inputs.map(\.name) == model.graph.inputs.map(\.name))
    #expect(read.outputs.map(\.name) == model.graph.outputs.map(\.name))
  }

  @Test("is written the same way every time", arguments: WrittenFormat.allCases)
  func sameBytes(_ format: WrittenFormat) throws {
    for model in Self.models {
      let first = try format.bytes(of: model.graph, weights: .float32)
      #expect(try format.bytes(of: model.graph, weights: .float32) == first)
    }
  }
}
