import SilhouetteGraph

extension ReferenceStep {
  func quantizedActivation(
    _ activation: Activation
  ) throws(RuntimeError) -> ReferenceTensor.Elements {
    let table = try quantizedNode.table(activation)
    var results = input.integers
    for index in results.indices { results[index] = table[results[index]] }
    return .integers(results)
  }

  func quantizedBinary(_ operation: Binary) throws(RuntimeError) -> ReferenceTensor.Elements {
    let a = StridedView(broadcasting: inputs[0].shape, to: resultShape)
      .elements(of: inputs[0].integers)
    let b = StridedView(broadcasting: inputs[1].shape, to: resultShape)
      .elements(of: inputs[1].integers)
    var results = a
    switch operation.kind {
    case .add:
      let addition = try quantizedNode.addition(operation.activation)
      for index in results.indices { results[index] = addition(a[index], b[index]) }
    case .multiply:
      let product = try quantizedNode.product(operation.activation)
      for index in results.indices { results[index] = product(a[index], b[index]) }
    case .subtract, .divide, .maximum, .minimum: throw unsupported("no int8 formula")
    }
    return .integers(results)
  }
}
