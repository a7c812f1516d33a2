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

extension Graph {
  /// Weights of convolutions and matrix products as a file of this precision keeps them.
  fileprivate func rounded(to elementType: ElementType) -> Graph {
    guard elementType == .float16 else { return self }
    var graph = self
    for node in nodes {
      switch node.operation {
      case .convolution, .transposedConvolution, .fullyConnected:
        for id in node.inputs.dropFirst() {
          guard let constant = self[id].constant, constant.elementType == .float32 else { continue }
          graph[id].constant = Constant(
            constant.floats().map { Half.float(fromBits: Half.bits(from: $0)) },
            shape: constant.shape)
        }
      default: break
      }
    }
    return graph
  }

  /// Has pictures come and go as `[n, c, h, w]`.
  fileprivate mutating func orderPortsChannelsFirst() {
    for index in inputs.indices where self[inputs[index].value].shape.rank == 4 {
      inputs[index].permutation = [0, 3, 1, 2]
    }
    for index in outputs.indices where self[outputs[index].value].shape.rank == 4 {
      outputs[index].permutation = [0, 3, 1, 2]
    }
  }
}
