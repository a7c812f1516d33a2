import SilhouetteGraph

/// `fullyConnected(x) = convolution₁ₓ₁(x)`, so that matrix products on pictures and on `[n, 1, 1, c]`
/// have one form.
///
/// Gate: constant weights, and the input is a picture or `[n, 1, 1, c]` reshaped to `[n, c]`.
enum FullyConnectedAsConvolution {
  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let node = editor.floatNode(index), case .fullyConnected(let layer) = node.operation,
      node.inputs.dropFirst().allSatisfy({ editor.isConstant($0) }),
      let picture = picture(behind: node.inputs[0], in: editor)
    else { return false }
    let weightShape = editor.shape(of: node.inputs[1])
    var inputs = node.inputs
    inputs[0] = picture
    inputs[1] = try editor.insert(
      .reshape(Reshape(to: [weightShape[0], 1, 1, weightShape[1]])), [node.inputs[1]],
      name: "\(node.name).weights")
    let result = try editor.insert(
      .convolution(Convolution(activation: layer.activation)), inputs, name: node.name)
    let output = node.outputs[0]
    let shaped = try editor.insert(
      .reshape(Reshape(to: editor.shape(of: output))), [result], name: node.name)
    return editor.replaceUses(of: output, by: shaped)
  }

  private static func picture(behind input: ValueID, in editor: GraphEditor) -> ValueID? {
    if editor.shape(of: input).rank == 4 { return input }
    guard let (_, node) = editor.floatProducer(of: input), case .reshape = node.operation,
      editor.isVector(node.inputs[0])
    else { return nil }
    let source = editor.shape(of: node.inputs[0])
    return editor.shape(of: input) == [source[0], source[3]] ? node.inputs[0] : nil
  }
}
