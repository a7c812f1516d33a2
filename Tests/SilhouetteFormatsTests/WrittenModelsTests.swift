import Foundation
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// Leaves written models and what they compute in a folder, where another runtime is held against
/// them (Scripts/check-conversion.sh). Does nothing unless the folder is named.
@Suite("Models for another runtime")
struct WrittenModelsTests {
  static let folder = ProcessInfo.processInfo.environment["SILHOUETTE_WRITTEN_MODELS"]

  @Test("are written with inputs and outputs", .enabled(if: folder != nil))
  func write() throws {
    let folder = URL(filePath: try #require(Self.folder))
    for seed in 1...3 as ClosedRange<UInt64> {
      for (index, model) in TinyModel.all(seed: seed).enumerated() {
        for weights in [ElementType.float32, .float16] {
          let path = folder.appending(path: "\(seed)-\(index)-\(weights.name)")
          try write(
            model.graph, model.name, weights, inputs: model.inputs(seed: seed), to: path)
        }
      }
    }
  }

  @Test(
    "of random graphs, with pictures in ONNX's order at the border of every other one",
    .enabled(if: folder != nil), arguments: 1...60 as ClosedRange<UInt64>)
  func writeRandom(_ seed: UInt64) throws {
    let folder = URL(filePath: try #require(Self.folder))
    var graph = RandomGraph.graph(seed: seed)
    if seed.isMultiple(of: 2) { graph.orderPortsChannelsFirst() }
    let inputs = RandomGraph.inputs(of: graph, seed: seed)
    try write(
      graph, "random graph \(seed)", .float32, inputs: inputs,
      to: folder.appending(path: "random-\(seed)"))
  }

  private func write(
    _ graph: Graph, _ name: String, _ weights: ElementType, inputs: [Tensor], to path: URL
  ) throws {
    try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
    // What TensorFlow Lite cannot say is missing in the folder, and so is what it would order
    // otherwise than the tensors beside it.
    if (graph.inputs + graph.outputs).allSatisfy({ $0.tfliteOrder == $0.permutation }),
      let bytes = try? TFLiteWriter.bytes(of: graph, weights: weights)
    {
      try Data(bytes).write(to: path.appending(path: "model.tflite"))
    }
    let bytes = try ONNXWriter.bytes(of: graph, weights: weights)
    try Data(bytes).write(to: path.appending(path: "model.onnx"))
    let outputs = try ReferenceExecutor(graph.rounded(to: weights)).run(inputs)
    try Data(name.utf8).write(to: path.appending(path: "name"))
    for (index, (tensor, port)) in zip(inputs, graph.inputs).enumerated() {
      let bytes = tensor.permuted(by: port.permutation).bytes
      try Data(bytes).write(to: path.appending(path: "input-\(index)"))
    }
    for (index, (tensor, port)) in zip(outputs, graph.outputs).enumerated() {
      let bytes = tensor.permuted(by: port.permutation).bytes
      try Data(bytes).write(to: path.appending(path: "output-\(index)"))
    }
  }
}
