import SilhouetteGraph

/// `s · (W ∗ x + b) + t = (s · W) ∗ x + (s · b + t)`, per output channel: batch normalisation after
/// a convolution, and scales and biases that a file keeps as operators of their own.
///
/// Gate: a convolution, transposed convolution or fully connected layer with constant weights and
/// no activation, whose result nobody else reads. Folded in double precision.
enum ChannelAffineFolding {
  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let affine = editor.channelAffine(at: index), editor.isReadOnce(affine.input),
      let (producer, node) = editor.floatProducer(of: affine.input),
      takesChannelAffine(node), let weights = editor.floats(node.inputs[1])
    else { return false }
    let channels = affine.scale.count
    let bias =
      node.inputs.count > 2
      ? editor.floats(node.inputs[2]) : [Float](repeating: 0, count: channels)
    guard let bias, editor.shape(of: node.inputs[1])[0] == channels,
      let output = editor.node(index)?.outputs[0]
    else { return false }

    var folded: [Float] = []
    folded.reserveCapacity(weights.count)
    let stride = weights.count / channels
    for place in weights.indices {
      folded.append(Float(Double(weights[place]) * affine.scale[place / stride]))
    }
    var foldedBias: [Float] = []
    for channel in 0..<channels {
      foldedBias.append(
        Float(Double(bias[channel]) * affine.scale[channel] + affine.bias[channel]))
    }
    let inputs = [
      node.inputs[0],
      editor.constant(
        "\(node.name).weights", folded, shape: editor.shape(of: node.inputs[1])),
      editor.constant("\(node.name).bias", foldedBias, shape: [channels]),
    ]
    editor.replace(producer, by: node.operation, inputs)
    return editor.replaceUses(of: output, by: affine.input)
  }

  private static func takesChannelAffine(_ node: Node) -> Bool {
    switch node.operation {
    case .convolution, .transposedConvolution, .fullyConnected:
      node.operation.fusedActivation == .identity
    default: false
    }
  }
}
