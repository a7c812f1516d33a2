import SilhouetteGraph

/// Writes a graph as an ONNX file that any ONNX runtime loads: operator set 13, IR version 7.
public struct ONNXWriter {
  /// The file's bytes.
  ///
  /// Inside, pictures are `[n, c, h, w]`, ONNX's own order of axes; inputs and outputs keep the order
  /// that the graph's ports state, by a Transpose at the border where they differ. Operators that
  /// ONNX lacks are written as several that compute the same. Quantised tensors are written as
  /// QuantizeLinear and DequantizeLinear around operators on real numbers, which runtimes fuse.
  ///
  /// - Parameter weights: `.float32` or `.float16`, the type in which weights and biases of
  ///   convolutions and matrix products are kept (float16 ones with a Cast behind them); other
  ///   constants and quantised weights keep their own.
  /// - Throws: ``FormatError/graph(_:)`` for a graph that contradicts itself,
  ///   ``FormatError/inexpressible(format:place:reason:)`` for what the format cannot say.
  public static func bytes(
    of graph: Graph, weights: ElementType
  ) throws(FormatError) -> [UInt8] {
    precondition(weights.isFloatingPoint, "weights are kept as float32 or float16")
    var exporter = ONNXExporter(graph, weights: weights)
    try exporter.addAll()
    return exporter.model.message(ProcessingMetadata(graph)).bytes
  }
}
