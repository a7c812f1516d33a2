import Foundation
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// Leaves written models and what they compute in a folder, where another runtime is held against
/// them (Scripts/check-tflite-writer.sh). Does nothing unless the folder is named.
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
          try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
          try write(model, weights, seed: seed, to: path)
        }
      }
    }
  }

  private func write(
    _ model: TinyModel, _ weights: ElementType, seed: UInt64, to path: URL
  ) throws {
    let bytes = try TFLiteWriter.bytes(of: model.graph, weights: weights)
    // What was written, weights rounded as they are there.
    let graph = try ModelFile.graph(from: Bytes(copying: bytes))
    let inputs = model.inputs(seed: seed)
    let outputs = try ReferenceExecutor(graph).run(inputs)
    try Data(bytes).write(to: path.appending(path: "model.tflite"))
    try Data(model.name.utf8).write(to: path.appending(path: "name"))
    for (index, tensor) in inputs.enumerated() {
      try Data(tensor.bytes).write(to: path.appending(path: "input-\(index)"))
    }
    for (index, tensor) in outputs.enumerated() {
      try Data(tensor.bytes).write(to: path.appending(path: "output-\(index)"))
    }
  }
}
