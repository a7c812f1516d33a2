import SilhouetteGraph

/// `W · (x + y) + b = W · x + (W · y + b)`: a pointwise convolution of a sum becomes a sum of
/// convolutions, one of which then moves below an enlargement (``ConvolutionResizeExchange``) or into
/// the convolution before it (``ConvolutionComposition``).
///
/// Gate: the sum is of two maps of one size, larger than a pixel, and nobody else reads it; counted
/// with what those two rewrites then do, the multiply-adds become fewer, or stay as many while one
/// operand is an enlarged map (whose sum at full resolution is what is saved). The activation moves to
/// the sum.
enum ConvolutionDistribution {
  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let match = editor.convolution(at: index), match.isDensePointwise,
      editor.isReadOnce(match.input), let (_, sum) = editor.floatProducer(of: match.input),
      case .binary(Binary(.add)) = sum.operation, sum.inputs[0] != sum.inputs[1],
      sum.inputs.allSatisfy({ editor.shape(of: $0) == editor.shape(of: match.input) })
    else { return false }
    // On a single pixel a step more costs more than its multiply-adds.
    guard editor.pixelCount(match.input) > 1 else { return false }
    let terms = [
      Term(sum.inputs[0], of: match, in: editor), Term(sum.inputs[1], of: match, in: editor),
    ]
    let whole = editor.pixelCount(match.input) * match.weightShape.elementCount
    let before = whole + terms[0].before + terms[1].before
    let after = terms[0].after + terms[1].after
    let isEnlarged = terms[0].isEnlarged || terms[1].isEnlarged
    guard after < before || (after == before && isEnlarged) else { return false }

    // The bias goes where there are fewer pixels.
    let biased = terms[0].isEnlarged ? 0 : 1
    var linear = match.attributes
    linear.activation = .identity
    var parts: [ValueID] = []
    for (place, term) in sum.inputs.enumerated() {
      var inputs = match.inputs
      inputs[0] = term
      if place != biased { inputs = Array(inputs.prefix(2)) }
      parts.append(try editor.insert(.convolution(linear), inputs, name: match.name))
    }
    let result = try editor.insert(
      .binary(Binary(.add, activation: match.attributes.activation)), parts, name: match.name)
    return editor.replaceUses(of: match.output, by: result)
  }
}

/// One operand of the sum: what it costs in multiply-adds.
private struct Term {
  /// Of the convolutions that could take in the outer one, as they are.
  var before = 0
  /// Of those and of the outer one, once it has moved as far as it can.
  var after: Int
  var isEnlarged = false

  init(_ value: ValueID, of outer: ConvolutionMatch, in editor: GraphEditor) {
    let weights = outer.weightShape.elementCount
    var source = value
    if editor.isReadOnce(value), let (_, node) = editor.floatProducer(of: value),
      case .resize = node.operation,
      ConvolutionResizeExchange.pays(outer, below: node, in: editor)
    {
      source = node.inputs[0]
      isEnlarged = true
    }
    let pixels = editor.pixelCount(source)
    after = pixels * weights
    if editor.isReadOnce(source), let inner = editor.convolution(making: source),
      inner.isLinear, inner.attributes.groups == 1
    {
      before = pixels * inner.weightShape.elementCount
      after += before
      if ConvolutionComposition.pays(outer, after: inner) {
        after = before / inner.weightShape[0] * outer.weightShape[0]
      }
    }
  }
}
