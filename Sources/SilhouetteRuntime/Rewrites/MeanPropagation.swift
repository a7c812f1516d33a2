import SilhouetteGraph

/// The mean `μ` over rows and columns is linear, so it moves towards the sources:
///
/// * `μ(resize(x)) = μ(x)` where every pixel of `x` has the same total weight
/// * `μ(W x + b) = W μ(x) + b`
/// * `μ(x + y) = μ(x) + μ(y)`, `μ(x · g) = μ(x) · g` for a vector `g`, `μ(s x + t) = s μ(x) + t`
///
/// Then a decoder's gates are known before its high-resolution maps exist, and maps that were made
/// for a mean alone vanish. Sums and products are passed only when nothing but means (and, for
/// products, pointwise convolutions, which take a gate into their weights) read them; a convolution
/// only when its map has more pixels than it has input channels.
enum MeanPropagation {
  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard editor.isMapMean(index), let mean = editor.node(index),
      let (producer, source) = editor.floatProducer(of: mean.inputs[0])
    else { return false }
    let input = mean.inputs[0]
    switch source.operation {
    case .resize(let resize):
      guard resize.weighsPixelsEqually(in: editor.shape(of: source.inputs[0])) else {
        return false
      }
      editor.replace(index, by: mean.operation, source.inputs)
      return true
    case .convolution:
      guard let match = editor.convolution(at: producer), match.isPointwise, match.isLinear,
        editor.pixelCount(input) > match.weightShape[3]
      else { return false }
      return try push(mean, below: source, places: [0], in: &editor)
    case .affine:
      guard editor.isReadOnce(input) else { return false }
      return try push(mean, below: source, places: [0], in: &editor)
    case .binary(Binary(.add)):
      guard isReadByMeansOnly(input, in: editor),
        let places = mapPlaces(of: source, in: editor)
      else { return false }
      return try push(mean, below: source, places: places, in: &editor)
    case .binary(Binary(.multiply)):
      guard isReadByMeansAndConvolutionsOnly(input, in: editor),
        let places = mapPlaces(of: source, in: editor), places.count == 1
      else { return false }
      return try push(mean, below: source, places: places, in: &editor)
    default:
      return false
    }
  }

  /// `μ(f(x, …)) = f(μ(x), …)`, with the mean taken of the inputs at `places`.
  private static func push(
    _ mean: Node, below source: Node, places: [Int], in editor: inout GraphEditor
  ) throws(RuntimeError) -> Bool {
    var inputs = source.inputs
    for place in places {
      inputs[place] = try editor.insert(mean.operation, [inputs[place]], name: mean.name)
    }
    let result = try editor.insert(source.operation, inputs, name: mean.name)
    return editor.replaceUses(of: mean.outputs[0], by: result)
  }

  /// Which operands are maps; `nil` unless each of the others is a vector `[n, 1, 1, c]`.
  private static func mapPlaces(of node: Node, in editor: GraphEditor) -> [Int]? {
    let output = editor.shape(of: node.outputs[0])
    var places: [Int] = []
    for (place, operand) in node.inputs.enumerated() {
      if editor.shape(of: operand) == output {
        places.append(place)
      } else if !editor.isVector(operand) {
        return nil
      }
    }
    return places.isEmpty ? nil : places
  }

  private static func isReadByMeansOnly(_ value: ValueID, in editor: GraphEditor) -> Bool {
    !editor.isOutput(value) && editor.consumers(of: value).allSatisfy { editor.isMapMean($0) }
  }

  private static func isReadByMeansAndConvolutionsOnly(
    _ value: ValueID, in editor: GraphEditor
  ) -> Bool {
    !editor.isOutput(value)
      && editor.consumers(of: value).allSatisfy {
        editor.isMapMean($0) || editor.convolution(at: $0)?.isDensePointwise == true
      }
  }
}

extension Resize {
  /// Whether the weights of every input pixel add up to the same number over all output pixels, so
  /// that the mean is kept: enlargement by whole factors, about pixel centres or by repetition. (At
  /// the border, what a clamped pixel gains outside it is what it lacks inside, by symmetry.)
  func weighsPixelsEqually(in shape: Shape) -> Bool {
    guard size.height % shape[1] == 0, size.width % shape[2] == 0 else { return false }
    switch (filter, coordinates) {
    case (.bilinear, .halfPixel), (.nearest(.halfDown), .halfPixel),
      (.nearest(.halfUp), .halfPixel),
      (.nearest(.floor), .asymmetric):
      return true
    default:
      return false
    }
  }
}
