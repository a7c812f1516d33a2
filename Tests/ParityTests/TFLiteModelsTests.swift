import Foundation
import SilhouetteFormats
import SilhouetteGraph
import Testing

/// Published models that a developer has beside the project.
@Suite("TFLite models beside the project")
struct TFLiteModelsTests {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared/data/models")

  static let paths: [String] = {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (names ?? []).filter { $0.hasSuffix(".tflite") }.sorted()
  }()

  @Test("load, every one")
  func load() throws {
    if Self.paths.isEmpty { print("\(Self.folder.path): not here") }
    for path in Self.paths {
      let bytes = Bytes(copying: [UInt8](try Data(contentsOf: Self.folder.appending(path: path))))
      do {
        let graph = try ModelFile.graph(from: bytes)
        print(
          "\(path): \(graph.nodes.count) nodes, \(graph.arithmetic().multiplyAdds) multiply-adds,",
          "\(graph.arithmetic().converterOperations) operations")
      } catch {
        Issue.record("\(path): \(error)")
      }
    }
  }
}
