import Silhouette
import SilhouetteGraph
import SilhouetteRuntime

/// A network that is built for one size of its input after another, as far as it can be.
package struct ResizableNetwork {
  /// What errors call it.
  package let name: String
  /// `nil` for a network that takes every size.
  package let fixedSize: RasterSize?
  private let build: (RasterSize) throws(EvaluationError) -> Graph

  /// - Parameter build: the graph for a size of the input; it is asked for the fixed one alone, where
  ///   there is one.
  package init(
    name: String, fixedSize: RasterSize?,
    build: @escaping (RasterSize) throws(EvaluationError) -> Graph
  ) {
    self.name = name
    self.fixedSize = fixedSize
    self.build = build
  }

  func graph(for size: RasterSize) throws(EvaluationError) -> Graph {
    guard fixedSize == nil || fixedSize == size else {
      throw error(
        "takes \(fixedSize?.description ?? "any size") alone, but its input would be \(size)")
    }
    return try build(size)
  }

  func error(_ reason: String) -> EvaluationError { .network(name: name, reason: reason) }
}

extension [PictureTransform] {
  /// What is done to pictures where no configuration says it: stretched to a size, if one is given,
  /// and normalised as the model says.
  ///
  /// - Throws: ``EvaluationError/network(name:reason:)`` for a model that says nothing.
  package static func usual(
    for graph: Graph, name: String, size: RasterSize?
  ) throws(EvaluationError) -> [PictureTransform] {
    guard let preprocessing = graph.preprocessing else {
      throw .network(name: name, reason: "its file does not say how pictures go in")
    }
    func inRGBOrder(_ values: [Float]) -> [Float] {
      preprocessing.channelOrder == .rgb ? values : values.reversed()
    }
    let stretching = size.map { PictureTransform.Resize(width: $0.width, height: $0.height) }
    return (stretching.map { [.resize($0)] } ?? []) + [
      .normalize(
        mean: inRGBOrder(preprocessing.mean),
        standardDeviation: inRGBOrder(preprocessing.standardDeviation))
    ]
  }

  /// These transforms, but pictures are stretched to `size` whatever they say of sizes.
  package func stretching(to size: RasterSize) -> [PictureTransform] {
    [.resize(PictureTransform.Resize(width: size.width, height: size.height))]
      + filter { if case .normalize = $0 { true } else { false } }
  }
}
