import SilhouetteGraph

/// `y = f(x), z = f(x)` ⟹ `z = y`
///
/// Gate: the same operator with the same attributes on the same values, and a result that does not
/// leave the graph (two outputs stay two). The mean of a map that a
/// gate needs is often needed a second time after ``MeanPropagation``.
enum DuplicateRemoval {
  /// A value that more nodes read is not searched further; real networks stay far below.
  private static let searchLimit = 32

  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let node = editor.node(index), let first = node.inputs.first,
      node.outputs.allSatisfy({ !editor.isOutput($0) })
    else { return false }
    for other in editor.consumers(of: first).prefix(searchLimit) where other < index {
      guard let twin = editor.node(other), twin.inputs == node.inputs,
        twin.operation == node.operation, haveEqualTypes(node, twin, in: editor)
      else { continue }
      for (output, kept) in zip(node.outputs, twin.outputs) {
        editor.replaceUses(of: output, by: kept)
      }
      return true
    }
    return false
  }

  private static func haveEqualTypes(_ a: Node, _ b: Node, in editor: GraphEditor) -> Bool {
    zip(a.outputs, b.outputs).allSatisfy {
      editor.graph[$0].type == editor.graph[$1].type
        && editor.graph[$0].quantization == editor.graph[$1].quantization
    }
  }
}
