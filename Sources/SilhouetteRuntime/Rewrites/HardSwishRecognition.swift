import SilhouetteGraph

/// `x · relu6(x + 3) · 1/6 = hardSwish(x)`, factors in any order, and
/// `x · hardSigmoid(1/6, 1/2)(x) = hardSwish(x)`
///
/// Gate: a tree of products and scales, read by nobody else inside, whose only factors are these.
enum HardSwishRecognition {
  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let node = editor.floatNode(index) else { return false }
    var product = Product()
    guard product.multiply(by: node, in: editor), product.factors.count == 2 else { return false }
    let (a, b) = (product.factors[0], product.factors[1])
    guard let input = input(a, b, product.scale, editor) ?? input(b, a, product.scale, editor),
      editor.graph[input].type == editor.graph[node.outputs[0]].type
    else { return false }
    editor.replace(index, by: .activation(.hardSwish), [input])
    return true
  }

  /// `x`, if `scale · x · gate` is the hard swish of it.
  private static func input(
    _ x: ValueID, _ gate: ValueID, _ scale: Float, _ editor: GraphEditor
  ) -> ValueID? {
    guard let (_, node) = editor.floatProducer(of: gate),
      case .activation(let activation) = node.operation
    else { return nil }
    switch activation {
    case .hardSigmoid(let slope, let offset):
      let isGate =
        node.inputs[0] == x && offset == 0.5 && ClampRecognition.isNearlyOne(6 * slope)
        && ClampRecognition.isNearlyOne(scale)
      return isGate ? x : nil
    case .relu6:
      guard ClampRecognition.isNearlyOne(6 * scale),
        let (_, sum) = editor.floatProducer(of: node.inputs[0]),
        case .affine(Affine(scale: 1, bias: 3)) = sum.operation, sum.inputs[0] == x
      else { return nil }
      return x
    default:
      return nil
    }
  }
}

/// A tree of products and scales, flattened.
private struct Product {
  var scale: Float = 1
  var factors: [ValueID] = []

  /// More factors than any pattern has.
  private static let limit = 3

  /// Takes in a node; false if it is no product.
  mutating func multiply(by node: Node, in editor: GraphEditor) -> Bool {
    switch node.operation {
    case .binary(Binary(.multiply)):
      for input in node.inputs { multiply(by: input, in: editor) }
      return true
    case .affine(let affine) where affine.bias == 0:
      scale *= affine.scale
      multiply(by: node.inputs[0], in: editor)
      return true
    default:
      return false
    }
  }

  private mutating func multiply(by value: ValueID, in editor: GraphEditor) {
    guard factors.count < Product.limit else { return }
    if editor.isReadOnce(value), let (_, node) = editor.floatProducer(of: value),
      multiply(by: node, in: editor)
    {
      return
    }
    factors.append(value)
  }
}
