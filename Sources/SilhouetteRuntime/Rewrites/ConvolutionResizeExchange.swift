import SilhouetteGraph

/// `W · resize(x) + b = resize(W · x + b)`: a pointwise convolution moves below an enlargement,
/// where there are fewer pixels. It holds because the weights of every resized pixel add up to 1,
/// the same for all channels. An activation stays above, unless pixels are only repeated.
///
/// Gate: the multiply-adds saved outweigh the resizing of additional channels, and the resized map
/// is read only by such convolutions and by means that pass it (``MeanPropagation``).
enum ConvolutionResizeExchange {
  /// A bilinear pixel costs about as much as two multiply-adds.
  private static let resizeCost = 2

  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let match = editor.convolution(at: index), match.isPointwise,
      let (_, source) = editor.floatProducer(of: match.input),
      case .resize(let resize) = source.operation,
      pays(match, below: source, in: editor), vanishes(match.input, in: editor)
    else { return false }
    var below = match.attributes
    var above = Activation.identity
    if case .bilinear = resize.filter {
      above = below.activation
      below.activation = .identity
    }
    var inputs = match.inputs
    inputs[0] = source.inputs[0]
    let low = try editor.insert(.convolution(below), inputs, name: match.name)
    var result = try editor.insert(source.operation, [low], name: match.name)
    if above != .identity {
      result = try editor.insert(.activation(above), [result], name: match.name)
    }
    return editor.replaceUses(of: match.output, by: result)
  }

  /// Whether a pointwise convolution is cheaper before the resize than after it.
  static func pays(_ match: ConvolutionMatch, below resize: Node, in editor: GraphEditor) -> Bool {
    pays(
      outputs: match.weightShape[0], inputsPerOutput: match.weightShape[3], below: resize,
      in: editor)
  }

  static func pays(
    outputs: Int, inputsPerOutput: Int, below resize: Node, in editor: GraphEditor
  ) -> Bool {
    let high = editor.pixelCount(resize.outputs[0])
    let low = editor.pixelCount(resize.inputs[0])
    let saved = (high - low) * outputs * inputsPerOutput
    let added = resizeCost * high * max(outputs - editor.shape(of: resize.inputs[0])[3], 0)
    return saved > added
  }

  private static func vanishes(_ resized: ValueID, in editor: GraphEditor) -> Bool {
    guard !editor.isOutput(resized), let producer = editor.producer(of: resized),
      let node = editor.node(producer), case .resize(let resize) = node.operation
    else { return false }
    let keepsMean = resize.weighsPixelsEqually(in: editor.shape(of: node.inputs[0]))
    return editor.consumers(of: resized).allSatisfy {
      if editor.isMapMean($0) { return keepsMean }
      guard let other = editor.convolution(at: $0), other.isPointwise else { return false }
      return pays(other, below: node, in: editor)
    }
  }
}
