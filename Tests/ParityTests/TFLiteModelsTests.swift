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

  @Test("can be written and read again, INT8 too, and stay the same network")
  func roundTrip() throws {
    for path in Self.paths {
      let bytes = Bytes(copying: [UInt8](try Data(contentsOf: Self.folder.appending(path: path))))
      let graph = try ModelFile.graph(from: bytes)
      let isHalf = graph.values.contains { $0.constant != nil && $0.elementType == .float16 }
      let written = try TFLiteWriter.bytes(of: graph, weights: isHalf ? .float16 : .float32)
      let again = try ModelFile.graph(from: Bytes(copying: written))
      #expect(again.nodes.map(\.operation) == graph.nodes.map(\.operation), "\(path)")
      #expect(again.arithmetic() == graph.arithmetic(), "\(path)")
      for (node, original) in zip(again.nodes, graph.nodes) {
        #expect(node.inputs.map { again[$0].type } == original.inputs.map { graph[$0].type })
        #expect(
          node.outputs.map { again[$0].quantization }
            == original.outputs.map { graph[$0].quantization })
        #expect(
          node.inputs.map { again[$0].quantization }
            == original.inputs.map { graph[$0].quantization }
        )
        #expect(
          node.inputs.map { again[$0].constant?.floats() }
            == original.inputs.map { graph[$0].constant?.floats() })
      }
    }
  }
}
