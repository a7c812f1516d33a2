import SilhouetteGraph

extension ReferenceStep {
  func activation(_ activation: Activation) -> ReferenceTensor.Elements {
    .reals(activation.applied(to: input.reals.map { Double($0) }))
  }

  /// `x` where `x ≥ 0`, else `slope · x`, the slope broadcast.
  func prelu() -> ReferenceTensor.Elements {
    let slopes = StridedView(broadcasting: inputs[1].shape, to: resultShape)
      .elements(of: inputs[1].reals)
    var results = input.reals
    for index in results.indices where !(results[index] >= 0) {
      results[index] *= slopes[index]
    }
    return .reals(results)
  }

  /// Both inputs broadcast to the result's shape, then number by number.
  func binary(_ operation: Binary) -> ReferenceTensor.Elements {
    let a = StridedView(broadcasting: inputs[0].shape, to: resultShape)
      .elements(of: inputs[0].reals)
    let b = StridedView(broadcasting: inputs[1].shape, to: resultShape)
      .elements(of: inputs[1].reals)
    var results = [Double](repeating: 0, count: a.count)
    for index in results.indices {
      results[index] = operation.kind.result(Double(a[index]), Double(b[index]))
    }
    return .reals(operation.activation.applied(to: results))
  }

  /// `scale · x + bias`.
  func affine(_ operation: Affine) -> ReferenceTensor.Elements {
    var results = input.reals
    for index in results.indices {
      results[index] = Float(
        Double(operation.scale) * Double(results[index]) + Double(operation.bias))
    }
    return .reals(results)
  }
}

extension Binary.Kind {
  fileprivate func result(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .maximum: max(a, b)
    case .minimum: min(a, b)
    }
  }
}
