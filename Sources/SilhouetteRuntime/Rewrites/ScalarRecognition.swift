import SilhouetteGraph

/// Operators with one number as an operand, in one spelling:
/// `x + k = affine(1, k)`, `x · k = affine(k, 0)`, `max(x, k) = clip(k, ∞)`, `min(x, k) = clip(−∞, k)`.
///
/// Gate: the constant has one element and does not enlarge the result.
enum ScalarRecognition {
  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let node = editor.floatNode(index), case .binary(let binary) = node.operation,
      binary.activation == .identity
    else { return false }
    let output = editor.shape(of: node.outputs[0])
    if let number = editor.scalar(node.inputs[1]), editor.shape(of: node.inputs[0]) == output,
      let operation = operation(binary.kind, number)
    {
      editor.replace(index, by: operation, [node.inputs[0]])
      return true
    }
    if let number = editor.scalar(node.inputs[0]), editor.shape(of: node.inputs[1]) == output,
      let operation = operation(number, binary.kind)
    {
      editor.replace(index, by: operation, [node.inputs[1]])
      return true
    }
    return false
  }

  /// `x ⊕ number`
  private static func operation(_ kind: Binary.Kind, _ number: Float) -> Operator? {
    guard number.isFinite else { return nil }
    switch kind {
    case .add: return .affine(Affine(scale: 1, bias: number))
    case .subtract: return .affine(Affine(scale: 1, bias: -number))
    case .multiply: return .affine(Affine(scale: number, bias: 0))
    case .divide:
      return number == 0 ? nil : .affine(Affine(scale: Float(1 / Double(number)), bias: 0))
    case .maximum: return .activation(.clip(minimum: number, maximum: .infinity))
    case .minimum: return .activation(.clip(minimum: -.infinity, maximum: number))
    }
  }

  /// `number ⊕ x`
  private static func operation(_ number: Float, _ kind: Binary.Kind) -> Operator? {
    switch kind {
    case .subtract: number.isFinite ? .affine(Affine(scale: -1, bias: number)) : nil
    case .divide: nil
    default: operation(kind, number)
    }
  }
}
