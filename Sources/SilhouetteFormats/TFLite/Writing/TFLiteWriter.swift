import SilhouetteGraph

/// Writes a graph as a TensorFlow Lite file that any TensorFlow Lite runtime loads.
public struct TFLiteWriter {
  /// The file's bytes.
  ///
  /// Operators that the format lacks are written as several that compute the same (`clip`,
  /// `affine`, `batchNormalization`, explicit padding); what cannot be said that way is refused.
  ///
  /// - Parameter weights: `.float32` or `.float16`, the type in which weights and biases of
  ///   convolutions are kept; other constants and quantised weights keep their own.
  /// - Throws: ``FormatError/graph(_:)`` for a graph that contradicts itself,
  ///   ``FormatError/inexpressible(format:place:reason:)`` for what the format cannot say.
  public static func bytes(
    of graph: Graph, weights: ElementType
  ) throws(FormatError) -> [UInt8] {
    precondition(weights.isFloatingPoint, "weights are kept as float32 or float16")
    var exporter = TFLiteExporter(graph, weights: weights)
    try exporter.addAll()
    return FlatBufferWriter.bytes(
      of: exporter.model.tree(ProcessingMetadata(graph)), identifier: TFLiteSchema.identifier)
  }
}
