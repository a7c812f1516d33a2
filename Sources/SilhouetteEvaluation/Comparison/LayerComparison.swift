import SilhouetteGraph
import SilhouetteRuntime

/// Two networks on the same input, layer by layer: where they part.
public struct LayerComparison: Sendable {
  public struct Layer: Sendable {
    public let firstName: String
    public let secondName: String
    public let shape: Shape
    public let cosine: Double
    public let meanAbsoluteError: Double
    public let maximumAbsoluteError: Double
    /// The largest magnitude in the first network's layer: what the errors are to be seen against.
    public let largestMagnitude: Double
  }

  /// In the order of the networks.
  public let layers: [Layer]
  /// Layers of each network without a counterpart in the other.
  public let unmatched: (first: Int, second: Int)

  /// Runs both by the reference executor; quantised values are compared as the reals they stand for.
  ///
  /// - Throws: ``RuntimeError`` if a graph cannot run on its inputs.
  public init(
    _ first: Graph, _ firstInputs: [Tensor], _ second: Graph, _ secondInputs: [Tensor]
  ) throws(RuntimeError) {
    let alignment = LayerAlignment(first, second)
    let firstValues = try ReferenceExecutor(first).allValues(firstInputs)
    let secondValues = try ReferenceExecutor(second).allValues(secondInputs)
    unmatched = alignment.unmatched
    layers = alignment.pairs.compactMap { pair in
      guard let a = firstValues[pair.first.index], let b = secondValues[pair.second.index] else {
        return nil
      }
      return Layer(
        names: (first[pair.first].name, second[pair.second].name), shape: a.type.shape,
        first[pair.first].reals(a), second[pair.second].reals(b))
    }
  }

  /// The first layer whose cosine similarity is lower: the place to look at first.
  public func firstBelow(_ cosine: Double) -> Layer? {
    layers.first { !($0.cosine >= cosine) }
  }
}

extension LayerComparison.Layer {
  fileprivate init(
    names: (String, String), shape: Shape, _ first: [Float], _ second: [Float]
  ) {
    let agreement = MaskAgreement(first, second)
    (firstName, secondName) = names
    self.shape = shape
    cosine = agreement.cosine
    meanAbsoluteError = agreement.meanAbsoluteError
    maximumAbsoluteError = agreement.maximumAbsoluteError
    largestMagnitude = first.reduce(0) { Swift.max($0, Double($1.magnitude)) }
  }
}

extension Value {
  /// The numbers that a tensor of this value stands for: `(q − zeroPoint) · scale` if quantised.
  fileprivate func reals(_ tensor: Tensor) -> [Float] {
    guard let quantization, tensor.type.elementType != .float32, quantization.axis == nil
    else { return tensor.floats() }
    let zeroPoint = Int(quantization.zeroPoint)
    return tensor.integers().map { Float($0 - zeroPoint) * quantization.scale }
  }
}
