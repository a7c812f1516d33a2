import SilhouetteGraph

/// `W · (D ∗ [x₁; x₂] + c) + b = W₁ · (D₁ ∗ x₁) + W₂ · (D₂ ∗ x₂) + (W c + b)`: a depthwise and a
/// pointwise convolution of concatenated maps become a sum of such pairs, each on its own map. The
/// concatenation is gone, and a pair on an enlarged map moves below the enlargement
/// (``DepthwiseResizeExchange``).
///
/// Gate: nobody else reads what lies between, and at least one of the pairs then moves. The
/// activation moves to the sum, the bias to a pair that stays.
enum SeparableDistribution {
  /// More would add up longer than they save.
  private static let mostParts = 4

  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let pointwise = editor.convolution(at: index), pointwise.isDensePointwise,
      editor.isReadOnce(pointwise.input),
      let depthwise = editor.convolution(making: pointwise.input), depthwise.isLinear,
      depthwise.isSeparable(channels: pointwise.weightShape[3]),
      editor.isReadOnce(depthwise.input),
      let (_, joined) = editor.floatProducer(of: depthwise.input),
      case .concatenation(Concatenation(axis: 3)) = joined.operation,
      (2...mostParts).contains(joined.inputs.count), let outer = editor.floats(pointwise.weights),
      let inner = editor.floats(depthwise.weights),
      let bias = bias(pointwise, depthwise, in: editor)
    else { return false }
    let moves = joined.inputs.map {
      DepthwiseResizeExchange.enlarged(
        depthwise, reading: $0, to: pointwise.weightShape[0], in: editor) != nil
    }
    guard moves.contains(true), let carrier = moves.firstIndex(of: false) else { return false }

    var terms: [ValueID] = []
    var start = 0
    for (place, part) in joined.inputs.enumerated() {
      let pair = Pair(
        part: part, channels: start..<start + editor.shape(of: part)[3],
        bias: place == carrier ? bias : nil)
      terms.append(
        try pair.insert(&editor, pointwise, outer, depthwise, inner))
      start = pair.channels.upperBound
    }
    // A convolution takes in what is added to it: those that stay come first, the rest nests.
    let ordered = terms.indices.sorted { !moves[$0] && moves[$1] }.map { terms[$0] }
    var sum = ordered[ordered.count - 1]
    for (place, term) in ordered.dropLast().enumerated().reversed() {
      let activation = place == 0 ? pointwise.attributes.activation : .identity
      sum = try editor.insert(
        .binary(Binary(.add, activation: activation)), [term, sum], name: pointwise.name)
    }
    return editor.replaceUses(of: pointwise.output, by: sum)
  }

  /// `W c + b`, summed in double precision.
  private static func bias(
    _ pointwise: ConvolutionMatch, _ depthwise: ConvolutionMatch, in editor: GraphEditor
  ) -> [Float]? {
    let (rows, columns) = (pointwise.weightShape[0], pointwise.weightShape[3])
    let zeros = [Float](repeating: 0, count: max(rows, columns))
    guard let weights = editor.floats(pointwise.weights),
      let first = depthwise.bias.map({ editor.floats($0) }) ?? zeros,
      let second = pointwise.bias.map({ editor.floats($0) }) ?? zeros
    else { return nil }
    return (0..<rows).map { row in
      var sum = Double(second[row])
      for column in 0..<columns {
        sum += Double(weights[row * columns + column]) * Double(first[column])
      }
      return Float(sum)
    }
  }
}

/// The two convolutions of one of the concatenated maps.
private struct Pair {
  let part: ValueID
  /// Of the concatenation.
  let channels: Range<Int>
  let bias: [Float]?

  func insert(
    _ editor: inout GraphEditor, _ pointwise: ConvolutionMatch, _ outer: [Float],
    _ depthwise: ConvolutionMatch, _ inner: [Float]
  ) throws(RuntimeError) -> ValueID {
    let shape = depthwise.weightShape
    let places = shape[1] * shape[2]
    var filters = depthwise.attributes
    filters.groups = channels.count
    let filtered = try editor.insert(
      .convolution(filters),
      [
        part,
        editor.constant(
          "\(depthwise.name).weights",
          Array(inner[channels.lowerBound * places..<channels.upperBound * places]),
          shape: [channels.count, shape[1], shape[2], 1]),
      ], name: depthwise.name)
    let (rows, columns) = (pointwise.weightShape[0], pointwise.weightShape[3])
    var weights: [Float] = []
    weights.reserveCapacity(rows * channels.count)
    for row in 0..<rows {
      weights += outer[row * columns + channels.lowerBound..<row * columns + channels.upperBound]
    }
    var inputs = [
      filtered,
      editor.constant(
        "\(pointwise.name).weights", weights, shape: [rows, 1, 1, channels.count]),
    ]
    if let bias {
      inputs.append(editor.constant("\(pointwise.name).bias", bias, shape: [rows]))
    }
    var attributes = pointwise.attributes
    attributes.activation = .identity
    return try editor.insert(.convolution(attributes), inputs, name: pointwise.name)
  }
}
