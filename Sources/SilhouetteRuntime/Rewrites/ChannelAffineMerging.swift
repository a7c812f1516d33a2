import SilhouetteGraph

/// `s · x + t` per channel `=` a depthwise 1×1 convolution with kernel `s` and bias `t`.
enum ChannelAffineMerging {
  /// Gate: batch normalisation of a picture (folding has taken those behind convolutions).
  static func rewriteNormalization(
    _ editor: inout GraphEditor, at index: Int
  ) throws(RuntimeError) -> Bool {
    guard let node = editor.node(index), case .batchNormalization = node.operation,
      editor.shape(of: node.outputs[0]).rank == 4, let affine = editor.channelAffine(at: index)
    else { return false }
    replace(index, by: affine, named: node.name, in: &editor)
    return true
  }

  /// Gate: two or more in a row on a picture, each read only by the next. A lone product or sum
  /// with a constant stays what it is.
  static func rewriteChain(
    _ editor: inout GraphEditor, at index: Int
  ) throws(RuntimeError) -> Bool {
    guard let last = editor.channelAffine(at: index), let node = editor.node(index),
      editor.shape(of: node.outputs[0]).rank == 4,
      let producer = editor.producer(of: last.input), editor.isReadOnce(last.input),
      let first = editor.channelAffine(at: producer),
      editor.shape(of: first.input) == editor.shape(of: node.outputs[0])
    else { return false }
    replace(index, by: first.followed(by: last), named: node.name, in: &editor)
    return true
  }

  private static func replace(
    _ index: Int, by affine: ChannelAffine, named name: String, in editor: inout GraphEditor
  ) {
    let channels = affine.scale.count
    let weights = editor.constant(
      "\(name).scale", affine.scale.map { Float($0) }, shape: [channels, 1, 1, 1])
    let bias = editor.constant("\(name).bias", affine.bias.map { Float($0) }, shape: [channels])
    editor.replace(
      index, by: .convolution(Convolution(groups: channels)), [affine.input, weights, bias])
  }
}
