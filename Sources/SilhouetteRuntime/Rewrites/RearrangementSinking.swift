import SilhouetteGraph

/// `f(transpose(x)) = transpose(f(x))`, `f(reshape(x)) = reshape(f(x))` for `f` of single elements,
/// and `transpose(x) ⊕ transpose(y) = transpose(x ⊕ y)`: rearrangements meet and cancel.
///
/// Gate: nobody else reads the rearranged value; a second operand is rearranged alike, a constant of
/// the same rank, or a single number.
enum RearrangementSinking {
  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let node = editor.floatNode(index) else { return false }
    switch node.operation {
    case .activation, .affine:
      return try sinkUnary(&editor, node)
    case .binary:
      return try sinkBinary(&editor, node)
    default:
      return false
    }
  }

  private static func sinkUnary(
    _ editor: inout GraphEditor, _ node: Node
  ) throws(RuntimeError) -> Bool {
    guard editor.isReadOnce(node.inputs[0]),
      let (_, earlier) = editor.floatProducer(of: node.inputs[0])
    else { return false }
    switch earlier.operation {
    case .transpose, .reshape:
      let inner = try editor.insert(node.operation, earlier.inputs, name: node.name)
      let result = try editor.insert(earlier.operation, [inner], name: earlier.name)
      return editor.replaceUses(of: node.outputs[0], by: result)
    default:
      return false
    }
  }

  private static func sinkBinary(
    _ editor: inout GraphEditor, _ node: Node
  ) throws(RuntimeError) -> Bool {
    let first = transposed(node.inputs[0], in: editor)
    let second = transposed(node.inputs[1], in: editor)
    guard let permutation = first?.permutation ?? second?.permutation else { return false }
    var inputs: [ValueID] = []
    for (place, match) in [first, second].enumerated() {
      if let match {
        guard match.permutation == permutation else { return false }
        inputs.append(match.input)
      } else {
        let operand = node.inputs[place]
        guard editor.isConstant(operand) else { return false }
        if editor.shape(of: operand).rank == permutation.count {
          inputs.append(
            try editor.insert(
              .transpose(Transpose(inverse(of: permutation))), [operand], name: node.name))
        } else if editor.shape(of: operand).elementCount == 1 {
          inputs.append(operand)
        } else {
          return false
        }
      }
    }
    let inner = try editor.insert(node.operation, inputs, name: node.name)
    let result = try editor.insert(
      .transpose(Transpose(permutation)), [inner], name: node.name)
    return editor.replaceUses(of: node.outputs[0], by: result)
  }

  private static func transposed(
    _ value: ValueID, in editor: GraphEditor
  ) -> (input: ValueID, permutation: [Int])? {
    guard editor.isReadOnce(value), let (_, node) = editor.floatProducer(of: value),
      case .transpose(let transpose) = node.operation
    else { return nil }
    return (node.inputs[0], transpose.permutation)
  }

  private static func inverse(of permutation: [Int]) -> [Int] {
    var inverse = permutation
    for (place, axis) in permutation.enumerated() { inverse[axis] = place }
    return inverse
  }
}
