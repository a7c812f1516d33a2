import SilhouetteGraph

/// `a ⊕ b = b ⊕ a` for add and multiply: the larger operand first, and of two maps the resized one
/// second, so that a planner finds gates and upsampled maps in one place.
///
/// Gate: the swap brings the operands into that order.
enum OperandOrder {
  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let node = editor.floatNode(index), case .binary(let binary) = node.operation,
      binary.kind == .add || binary.kind == .multiply
    else { return false }
    let first = rank(of: node.inputs[0], in: editor)
    let second = rank(of: node.inputs[1], in: editor)
    guard first < second else { return false }
    editor.replace(index, by: node.operation, [node.inputs[1], node.inputs[0]])
    return true
  }

  /// By size; then maps before resized maps before constants.
  private static func rank(of value: ValueID, in editor: GraphEditor) -> Int {
    let size = 4 * editor.shape(of: value).elementCount
    if editor.isConstant(value) { return size }
    guard let (_, node) = editor.floatProducer(of: value), case .resize = node.operation else {
      return size + 2
    }
    return size + 1
  }
}
