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
    guard isRearrangement(index, in: editor) else { return false }
    // The longest chain first: parts of a shuffle merge into what the rest does not merge with.
    for end in ends(from: index, in: editor).reversed() {
      guard let (operation, input) = merged(endingAt: end, in: editor) else { continue }
      editor.replace(end, by: operation, [input])
      return true
    }
    return false
  }

  /// The node and those after it in its chain.
  private static func ends(from index: Int, in editor: GraphEditor) -> [Int] {
    var ends = [index]
    while ends.count < longestChain, let node = editor.node(ends[ends.count - 1]),
      editor.isReadOnce(node.outputs[0])
    {
      let next = editor.consumers(of: node.outputs[0])[0]
      guard isRearrangement(next, in: editor) else { break }
      ends.append(next)
    }
    return ends
  }

  /// The longest chain up to a node that is one operator, and what goes into it.
  private static func merged(
    endingAt index: Int, in editor: GraphEditor
  ) -> (operation: Operator, input: ValueID)? {
    guard let last = editor.node(index) else { return nil }
    var chain = [last]
    var best: (operation: Operator, input: ValueID)?
    while chain.count <= longestChain {
      let input = chain[chain.count - 1].inputs[0]
      if let operation = combined(chain, in: editor), chain.count > 1 || isSimpler(operation, last)
      {
        best = (operation, input)
      }
      guard editor.isReadOnce(input), let producer = editor.producer(of: input),
        isRearrangement(producer, in: editor), let earlier = editor.node(producer)
      else { break }
      chain.append(earlier)
    }
    return best
  }

  private static func isRearrangement(_ index: Int, in editor: GraphEditor) -> Bool {
    guard let node = editor.floatNode(index) else { return false }
    switch node.operation {
    case .reshape, .transpose: return true
    default: return false
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
