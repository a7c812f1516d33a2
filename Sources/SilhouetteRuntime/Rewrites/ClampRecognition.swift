import SilhouetteGraph

/// Clamps in one spelling, and the hard sigmoid in its several:
///
/// * `clip(0, 6) = relu6`, `clip(0, ∞) = relu`, `clip(−∞, ∞)` is nothing
/// * `clip₂(clip₁(x)) = clip(clip₂(min₁), clip₂(max₁))(x)`
/// * `clip(0, 1)(s · x + o) = hardSigmoid(s, o)(x)`
/// * `clip(0, m)(s · x + o) · 1/m = hardSigmoid(s/m, o/m)(x)`
/// * `prelu` with one slope for all `= leakyRelu`
///
/// Gate: what is replaced is read by nobody else.
enum ClampRecognition {
  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let node = editor.floatNode(index) else { return false }
    switch node.operation {
    case .activation(let activation):
      if let simple = simpler(activation) {
        editor.replace(index, by: .activation(simple), node.inputs)
        return true
      }
      return mergeClamps(&editor, index, activation, node.inputs[0])
        || recogniseHardSigmoid(&editor, index, activation, node.inputs[0])
    case .affine(let affine) where affine.bias == 0:
      return recogniseScaledHardSigmoid(&editor, index, affine.scale, node.inputs[0])
    case .prelu:
      return recogniseLeakyRelu(&editor, index, node)
    default:
      return false
    }
  }

  /// The range of an activation that only clamps.
  static func range(of activation: Activation) -> ClosedRange<Float>? {
    switch activation {
    case .relu: 0...Float.infinity
    case .relu6: 0...6
    case .clip(let minimum, let maximum): minimum <= maximum ? minimum...maximum : nil
    default: nil
    }
  }

  private static func simpler(_ activation: Activation) -> Activation? {
    guard case .clip(let minimum, let maximum) = activation else { return nil }
    // Files write "no bound" as the largest number too.
    let isBelowAll = minimum <= -Float.greatestFiniteMagnitude
    let isAboveAll = maximum >= Float.greatestFiniteMagnitude
    if isBelowAll && isAboveAll { return .identity }
    if minimum == 0 && maximum == 6 { return .relu6 }
    return minimum == 0 && isAboveAll ? .relu : nil
  }

  private static func mergeClamps(
    _ editor: inout GraphEditor, _ index: Int, _ activation: Activation, _ input: ValueID
  ) -> Bool {
    guard let outer = range(of: activation), editor.isReadOnce(input),
      let (_, earlier) = editor.floatProducer(of: input),
      case .activation(let earlierActivation) = earlier.operation,
      let inner = range(of: earlierActivation)
    else { return false }
    let minimum = min(max(inner.lowerBound, outer.lowerBound), outer.upperBound)
    let maximum = min(max(inner.upperBound, outer.lowerBound), outer.upperBound)
    editor.replace(
      index, by: .activation(.clip(minimum: minimum, maximum: maximum)), earlier.inputs)
    return true
  }

  private static func recogniseHardSigmoid(
    _ editor: inout GraphEditor, _ index: Int, _ activation: Activation, _ input: ValueID
  ) -> Bool {
    guard range(of: activation) == 0...1, editor.isReadOnce(input),
      let (_, earlier) = editor.floatProducer(of: input),
      case .affine(let affine) = earlier.operation
    else { return false }
    editor.replace(
      index, by: .activation(.hardSigmoid(slope: affine.scale, offset: affine.bias)),
      earlier.inputs)
    return true
  }

  private static func recogniseScaledHardSigmoid(
    _ editor: inout GraphEditor, _ index: Int, _ scale: Float, _ input: ValueID
  ) -> Bool {
    guard editor.isReadOnce(input), let (_, clamp) = editor.floatProducer(of: input),
      case .activation(let activation) = clamp.operation, let range = range(of: activation),
      range.lowerBound == 0, isNearlyOne(scale * range.upperBound),
      editor.isReadOnce(clamp.inputs[0]),
      let (_, earlier) = editor.floatProducer(of: clamp.inputs[0]),
      case .affine(let affine) = earlier.operation
    else { return false }
    editor.replace(
      index,
      by: .activation(
        .hardSigmoid(
          slope: affine.scale / range.upperBound, offset: affine.bias / range.upperBound)),
      earlier.inputs)
    return true
  }

  private static func recogniseLeakyRelu(
    _ editor: inout GraphEditor, _ index: Int, _ node: Node
  ) -> Bool {
    guard let slopes = editor.floats(node.inputs[1]), slopes.allSatisfy({ $0 == slopes[0] }) else {
      return false
    }
    editor.replace(index, by: .activation(.leakyRelu(slope: slopes[0])), [node.inputs[0]])
    return true
  }

  /// Files spell 1/6 with six digits or more.
  static func isNearlyOne(_ value: Float) -> Bool { (value - 1).magnitude < 1e-5 }
}
