import SilhouetteGraph

extension ModelFile {
  /// The network that a Paddle inference model holds, as `paddle.jit.save` of Paddle 2 writes it.
  ///
  /// - Parameters:
  ///   - program: the `.pdmodel` file.
  ///   - parameters: the `.pdiparams` file. Constants of the graph are ranges of it.
  ///   - inputShape: the input's `[n, c, h, w]`; needed where the program leaves extents open.
  /// - Throws: ``FormatError``, which names the place in the file and the cause.
  public static func graph(
    program: Bytes, parameters: Bytes, inputShape: [Int]? = nil
  ) throws(FormatError) -> Graph {
    let kind = FileKind(program)
    guard kind == .paddleProgram else { throw kind.refusal }
    return try PaddleImporter.graph(
      program: program, parameters: parameters, inputShape: inputShape)
  }
}
