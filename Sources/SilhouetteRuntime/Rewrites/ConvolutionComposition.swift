import SilhouetteGraph

/// `W₂ · (W₁ ∗ x + b₁) + b₂ = (W₂ W₁) ∗ x + (W₂ b₁ + b₂)`: a pointwise convolution after a linear
/// one is a single convolution. The product of the weights is made in double precision.
///
/// Gate: nobody else reads what lies between, and the result takes no more multiply-adds than the
/// two (a bottleneck stays two).
enum ConvolutionComposition {
  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let outer = editor.convolution(at: index), outer.isDensePointwise,
      editor.isReadOnce(outer.input), let inner = editor.convolution(making: outer.input),
      inner.isLinear, inner.attributes.groups == 1, pays(outer, after: inner),
      let weights = product(outer, inner, in: editor), let bias = bias(outer, inner, in: editor)
    else { return false }
    var shape = inner.weightShape
    shape[0] = outer.weightShape[0]
    var attributes = inner.attributes
    attributes.activation = outer.attributes.activation
    let inputs = [
      inner.input, editor.constant("\(outer.name).weights", weights, shape: shape),
      editor.constant("\(outer.name).bias", bias, shape: [shape[0]]),
    ]
    editor.replace(index, by: .convolution(attributes), inputs)
    return true
  }

  /// Multiply-adds a pixel: of both, against those of the product.
  static func pays(_ outer: ConvolutionMatch, after inner: ConvolutionMatch) -> Bool {
    let (rows, middle) = (outer.weightShape[0], outer.weightShape[3])
    let columns = inner.weightShape.elementCount / inner.weightShape[0]
    return rows * columns <= middle * (rows + columns)
  }

  private static func product(
    _ outer: ConvolutionMatch, _ inner: ConvolutionMatch, in editor: GraphEditor
  ) -> [Float]? {
    guard let a = editor.floats(outer.weights), let b = editor.floats(inner.weights) else {
      return nil
    }
    let (rows, middle) = (outer.weightShape[0], outer.weightShape[3])
    let columns = b.count / middle
    var result: [Float] = []
    result.reserveCapacity(rows * columns)
    var sums = [Double](repeating: 0, count: columns)
    for row in 0..<rows {
      for column in 0..<columns { sums[column] = 0 }
      for place in 0..<middle {
        let factor = Double(a[row * middle + place])
        for column in 0..<columns {
          sums[column] += factor * Double(b[place * columns + column])
        }
      }
      for sum in sums { result.append(Float(sum)) }
    }
    return result
  }

  private static func bias(
    _ outer: ConvolutionMatch, _ inner: ConvolutionMatch, in editor: GraphEditor
  ) -> [Float]? {
    let (rows, middle) = (outer.weightShape[0], outer.weightShape[3])
    guard let weights = editor.floats(outer.weights),
      let first = biases(of: inner, in: editor), let second = biases(of: outer, in: editor)
    else { return nil }
    var result: [Float] = []
    for row in 0..<rows {
      var sum = Double(second[row])
      for place in 0..<middle {
        sum += Double(weights[row * middle + place]) * Double(first[place])
      }
      result.append(Float(sum))
    }
    return result
  }

  private static func biases(of match: ConvolutionMatch, in editor: GraphEditor) -> [Float]? {
    guard let bias = match.bias else {
      return [Float](repeating: 0, count: match.weightShape[0])
    }
    return editor.floats(bias)
  }
}
