import SilhouetteGraph

extension QuantizedNode {
  /// Checks that the node has an int8 formula.
  ///
  /// - Throws: ``RuntimeError/unsupported(node:operation:reason:)``.
  func requireFormula() throws(RuntimeError) {
    switch node.operation {
    case .convolution(let operation): _ = try sums(operation.activation)
    case .transposedConvolution(let operation): _ = try sums(operation.activation)
    case .activation(let activation): _ = try table(activation)
    case .binary(let operation): try requireFormula(operation)
    case .pool(let operation):
      _ = try (sharedQuantization(), range(operation.activation))
      guard operation.kind != .average(countsPadding: true) || operation.padding == .none else {
        throw unsupported("an int8 average that counts padding")
      }
    case .reduction(let operation):
      guard operation.kind == .mean else { throw unsupported("no int8 formula") }
      _ = try mean()
    case .concatenation(let operation):
      _ = try (sharedQuantization(), range(operation.activation))
    case .resize, .split, .slice, .pad, .reshape, .transpose, .gather, .broadcast:
      _ = try sharedQuantization()
    case .fullyConnected, .batchNormalization, .prelu, .affine, .cast, .quantize, .dequantize,
      .adaptiveAveragePool, .softmax, .argMax, .windowedResize:
      throw unsupported("no int8 formula")
    }
  }

  private func requireFormula(_ operation: Binary) throws(RuntimeError) {
    switch operation.kind {
    case .add: _ = try addition(operation.activation)
    case .multiply: _ = try product(operation.activation)
    case .subtract, .divide, .maximum, .minimum: throw unsupported("no int8 formula")
    }
  }
}
