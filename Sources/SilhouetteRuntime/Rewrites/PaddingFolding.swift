import SilhouetteGraph

/// `convolution(pad(x, p), q) = convolution(x, p + q)`
///
/// Gate: zeros around rows and columns only, and nobody else reads the padded picture.
enum PaddingFolding {
  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let node = editor.floatNode(index), case .convolution(var convolution) = node.operation,
      editor.isReadOnce(node.inputs[0]),
      let (_, padding) = editor.floatProducer(of: node.inputs[0]),
      case .pad(let pad) = padding.operation, pad.value == 0,
      pad.before[0] == 0, pad.after[0] == 0, pad.before[3] == 0, pad.after[3] == 0
    else { return false }
    convolution.padding.top += pad.before[1]
    convolution.padding.bottom += pad.after[1]
    convolution.padding.left += pad.before[2]
    convolution.padding.right += pad.after[2]
    var inputs = node.inputs
    inputs[0] = padding.inputs[0]
    editor.replace(index, by: .convolution(convolution), inputs)
    return true
  }
}
