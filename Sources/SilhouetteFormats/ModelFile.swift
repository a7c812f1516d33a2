import SilhouetteGraph

/// Reads model files of every format that is known.
public enum ModelFile {
  /// The network that a file holds; the format is told by its first bytes.
  ///
  /// The bytes may come from anywhere: whatever they are, the answer is a valid graph or an error.
  /// Constants of the graph are ranges of `bytes`, which they keep alive; nothing is copied.
  ///
  /// - Throws: ``FormatError``, which names the place in the file and the cause.
  public static func graph(from bytes: Bytes) throws(FormatError) -> Graph {
    let kind = FileKind(bytes)
    guard kind == .tensorFlowLite else { throw kind.refusal }
    return try TFLiteImporter.graph(from: TFLiteFile(bytes))
  }

  /// What the file says about itself in its own words.
  ///
  /// - Throws: ``FormatError``, but not for operators that are not supported.
  public static func summary(of bytes: Bytes) throws(FormatError) -> ModelFileSummary {
    switch FileKind(bytes) {
    case .tensorFlowLite: return ModelFileSummary(try TFLiteFile(bytes))
    case .paddleProgram: return ModelFileSummary(try PaddleProgram(bytes))
    case let kind: throw kind.refusal
    }
  }
}
