import SilhouetteGraph

/// `W · [x; y] + b = Wx · x + (Wy · y + b)`: a pointwise convolution of channels put one after the
/// other becomes a sum of convolutions, each with its columns of the weights. Those of enlarged maps
/// then move below the enlargement (``ConvolutionResizeExchange``), and nothing is put together.
///
/// Gate: the concatenation is along channels, this convolution alone reads it, and some of what it
/// puts together is an enlarged map below which a convolution is cheaper. The activation moves to the
/// sum.
enum ConcatenationDistribution {
  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let match = editor.convolution(at: index), match.isDensePointwise,
      editor.isReadOnce(match.input), let (_, node) = editor.floatProducer(of: match.input),
      node.operation == .concatenation(Concatenation(axis: 3)),
      node.inputs.contains(where: { isWorthMoving(match, of: $0, in: editor) }),
      let weights = editor.floats(match.weights)
    else { return false }
    var columns = 0..<0
    var sum: ValueID?
    for input in node.inputs {
      columns = columns.upperBound..<columns.upperBound + editor.shape(of: input)[3]
      let part = try convolution(of: input, by: columns, of: weights, match, in: &editor)
      guard let first = sum else {
        sum = part
        continue
      }
      let isLast = columns.upperBound == match.weightShape[3]
      let activation = isLast ? match.attributes.activation : .identity
      sum = try editor.insert(
        .binary(Binary(.add, activation: activation)), [first, part], name: match.name)
    }
    return sum.map { editor.replaceUses(of: match.output, by: $0) } ?? false
  }

  private static func isWorthMoving(
    _ match: ConvolutionMatch, of value: ValueID, in editor: GraphEditor
  ) -> Bool {
    guard editor.isReadOnce(value), let (_, node) = editor.floatProducer(of: value),
      case .resize = node.operation
    else { return false }
    return ConvolutionResizeExchange.pays(
      outputs: match.weightShape[0], inputsPerOutput: editor.shape(of: value)[3], below: node,
      in: editor)
  }

  /// The convolution of one input by some columns of the weights; the last one adds the bias.
  private static func convolution(
    of input: ValueID, by columns: Range<Int>, of weights: [Float], _ match: ConvolutionMatch,
    in editor: inout GraphEditor
  ) throws(RuntimeError) -> ValueID {
    let (rows, width) = (match.weightShape[0], match.weightShape[3])
    var part: [Float] = []
    part.reserveCapacity(rows * columns.count)
    for row in 0..<rows {
      part += weights[row * width + columns.lowerBound..<row * width + columns.upperBound]
    }
    var inputs = [
      input, editor.constant(match.name, part, shape: [rows, 1, 1, columns.count]),
    ]
    if columns.upperBound == width, let bias = match.bias { inputs.append(bias) }
    var linear = match.attributes
    linear.activation = .identity
    return try editor.insert(.convolution(linear), inputs, name: match.name)
  }
}
