import Foundation
import SilhouetteFormats
import SilhouetteGraph
import SilhouetteTestSupport
import Testing

/// Leaves the files that fuzzing starts from in a folder (Fuzz/run.sh). Does nothing unless the
/// folder is named.
@Suite("Seeds for fuzzing")
struct FuzzSeedTests {
  static let folder = ProcessInfo.processInfo.environment["SILHOUETTE_FUZZ_SEEDS"]

  @Test("are written for every operator", .enabled(if: folder != nil))
  func write() throws {
    let folder = URL(filePath: try #require(Self.folder))
    for (index, model) in TinyModel.all(seed: 1).enumerated() {
      for weights in [ElementType.float32, .float16] {
        let bytes = try TFLiteWriter.bytes(of: model.graph, weights: weights)
        try Data(bytes).write(to: folder.appending(path: "\(index)-\(weights.name).tflite"))
      }
    }
  }
}
