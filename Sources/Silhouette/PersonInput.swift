import SilhouetteGraph

/// The picture that a network takes.
package struct PersonInput: Sendable {
  package let width: Int
  package let height: Int

  /// - Throws: ``SilhouetteError/notASegmenter(name:reason:)``.
  package init(_ graph: Graph, name: String) throws(SilhouetteError) {
    guard graph.inputs.count == 1 else {
      throw .notASegmenter(
        name: name, reason: "it takes \(graph.inputs.count) inputs, not one picture")
    }
    let type = graph[graph.inputs[0].value].type
    guard type.elementType == .float32, type.shape.rank == 4, type.shape[0] == 1,
      type.shape[3] == 3
    else {
      throw .notASegmenter(
        name: name,
        reason: "its input is \(type.description), not one float32 picture of three channels")
    }
    (height, width) = (type.shape[1], type.shape[2])
  }
}
