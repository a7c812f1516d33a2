import SilhouetteGraph

/// Reads model files of every format that is known.
public enum ModelFile {
  /// The network that a file holds; the format is told by its first bytes.
  ///
  /// The bytes may come from anywhere: whatever they are, the answer is a valid graph or an error.
  /// Constants of the graph are ranges of `bytes`, which they keep alive; nothing is copied.
  ///
  /// - Parameter inputShape: the extents of the one input, for files that leave a size open: in the
  ///   file's own order of axes or, for a picture, as `[n, c, h, w]`. `nil` where the file says them;
  ///   else they must be the same.
  /// - Throws: ``FormatError``, which names the place in the file and the cause.
  public static func graph(
    from bytes: Bytes, inputShape: [Int]? = nil
  ) throws(FormatError) -> Graph {
    switch FileKind(bytes) {
    case .tensorFlowLite:
      let graph = try TFLiteImporter.graph(from: TFLiteFile(bytes))
      try graph.requireInputShape(inputShape)
      return graph
    case .onnx:
      return try ONNXImporter.graph(from: ONNXFile(bytes), inputShape: inputShape)
    case let kind:
      throw kind.refusal
    }
  }

  /// What the file says about itself in its own words.
  ///
  /// - Throws: ``FormatError``, but not for operators that are not supported.
  public static func summary(of bytes: Bytes) throws(FormatError) -> ModelFileSummary {
    switch FileKind(bytes) {
    case .tensorFlowLite: return ModelFileSummary(try TFLiteFile(bytes))
    case .onnx: return ModelFileSummary(try ONNXFile(bytes))
    case .paddleProgram: return ModelFileSummary(try PaddleProgram(bytes))
    case let kind: throw kind.refusal
    }
  }
}

extension Graph {
  /// A size that was given for a file with a fixed one must be that one.
  fileprivate func requireInputShape(_ given: [Int]?) throws(FormatError) {
    guard let given else { return }
    guard inputs.count == 1 else { throw .sizeForOneInput(of: inputs.count) }
    let shape = self[inputs[0].value].shape.permuted(by: inputs[0].permutation)
    // Element by element: Embedded Swift cannot convert an array to one of optionals.
    let extents = shape.dimensions.map { Optional($0) }
    _ = try InputExtents(declared: extents, place: "input '\(inputs[0].name)'")
      .resolved(given: given)
  }
}

extension FormatError {
  static func sizeForOneInput(of count: Int) -> FormatError {
    .unsupported(
      place: "model", reason: "a size was given for one input, but there are \(count)")
  }
}
