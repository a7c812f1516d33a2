import SilhouetteGraph

/// A chain of reshapes and transposes `=` nothing, one reshape, one transpose, or a gather along one
/// axis: transposes that cancel, and channel shuffles spelled as reshape, transpose, reshape.
///
/// Gate: the chain has two or more steps of which only the last is read by others, or is a transpose
/// that moves nothing but axes of extent 1.
enum RearrangementMerging {
  /// A file may chain as many as it likes; they are merged this many at a time.
  private static let longestChain = 16

  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let last = editor.floatNode(index), isRearrangement(last.operation) else { return false }
    var chain = [last]
    var best: (operation: Operator, input: ValueID)?
    while chain.count <= longestChain {
      if let operation = combined(chain, in: editor), chain.count > 1 || isSimpler(operation, last)
      {
        best = (operation, chain[chain.count - 1].inputs[0])
      }
      let input = chain[chain.count - 1].inputs[0]
      guard editor.isReadOnce(input), let (_, earlier) = editor.floatProducer(of: input),
        isRearrangement(earlier.operation)
      else { break }
      chain.append(earlier)
    }
    guard let best else { return false }
    editor.replace(index, by: best.operation, [best.input])
    return true
  }

  private static func isRearrangement(_ operation: Operator) -> Bool {
    switch operation {
    case .reshape, .transpose: true
    default: false
    }
  }

  private static func isSimpler(_ operation: Operator, _ node: Node) -> Bool {
    if case .reshape = operation, case .transpose = node.operation { return true }
    return false
  }

  /// The chain (last step first) as one operator.
  private static func combined(_ chain: [Node], in editor: GraphEditor) -> Operator? {
    let source = editor.shape(of: chain[chain.count - 1].inputs[0])
    var rearrangement = Rearrangement(source)
    for node in chain.reversed() {
      switch node.operation {
      case .transpose(let transpose): rearrangement.transpose(by: transpose.permutation)
      case .reshape(let reshape):
        guard rearrangement.reshape(to: reshape.shape) else { return nil }
      default: return nil
      }
    }
    return rearrangement.operation(from: source, to: editor.shape(of: chain[0].outputs[0]))
  }
}
