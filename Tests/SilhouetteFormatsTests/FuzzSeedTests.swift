import Foundation
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteTestSupport
import Testing

private let seedFolder = ProcessInfo.processInfo.environment["SILHOUETTE_FUZZ_SEEDS"]

/// Leaves the files that fuzzing starts from in a folder (Fuzz/run.sh), by target. Does nothing
/// unless the folder is named.
@Suite("Seeds for fuzzing", .enabled(if: seedFolder != nil))
struct FuzzSeedTests {
  private func write(_ bytes: [UInt8], _ target: String, _ name: String) throws {
    let folder = URL(filePath: try #require(seedFolder)).appending(path: target)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: folder.appending(path: name))
  }

  @Test("are written for every operator", arguments: [ElementType.float32, .float16])
  func models(_ weights: ElementType) throws {
    for (index, model) in TinyModel.all(seed: 1).enumerated() {
      let name = "\(index)-\(weights.name)"
      try write(TFLiteWriter.bytes(of: model.graph, weights: weights), "tflite", name)
      try write(ONNXWriter.bytes(of: model.graph, weights: weights), "onnx", name)
    }
    for seed in 1...20 as ClosedRange<UInt64> {
      let graph = RandomGraph.graph(seed: seed)
      try write(ONNXWriter.bytes(of: graph, weights: weights), "onnx", "random-\(seed)")
    }
  }

  @Test("are written for programs with parameters, as Fuzz/PaddleFuzzer.swift takes them")
  func programs() throws {
    for (name, program, parameters) in [
      ("tiny", TinyPaddleModel.program, TinyPaddleModel.parameters),
      ("operators", TinyPaddleModel.operatorsProgram, TinyPaddleModel.operatorsParameters),
    ] {
      let length = [UInt8(program.count & 0xFF), UInt8(program.count >> 8)]
      try write(length + program + parameters, "paddle", name)
    }
  }

  @Test("are written for checkpoints and arrays")
  func checkpoints() throws {
    for (version, text) in CheckpointTests.written {
      let pickle = try #require(Data(base64Encoded: text))
      try write([UInt8](pickle), "checkpoint", "protocol-\(version)")
    }
    let array = NumPyArray(TensorType(.int8, [2, 3]), bytes: [1, 2, 3, 4, 5, 6])
    try write(array.file(), "checkpoint", "array")
  }
}
