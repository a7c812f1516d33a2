import SilhouetteGraph

/// `activation(f(x)) = f_activation(x)`: the activation happens in the register of its producer.
///
/// Gate: the producer carries activations, has none yet, and nobody else reads its result.
enum ActivationFusion {
  static func rewrite(_ editor: inout GraphEditor, at index: Int) throws(RuntimeError) -> Bool {
    guard let node = editor.floatNode(index), case .activation(let activation) = node.operation,
      activation != .identity, editor.isReadOnce(node.inputs[0]),
      let (producer, earlier) = editor.floatProducer(of: node.inputs[0]),
      let fused = earlier.operation.fusing(activation)
    else { return false }
    editor.replace(producer, by: fused, earlier.inputs)
    return editor.replaceUses(of: node.outputs[0], by: earlier.outputs[0])
  }
}

extension Operator {
  /// The operator with an activation applied to its result; `nil` if it cannot carry it.
  func fusing(_ activation: Activation) -> Operator? {
    guard fusedActivation == .identity else { return nil }
    return withActivation(activation)
  }

  /// The operator with another activation; `nil` if it has no place for one.
  func withActivation(_ activation: Activation) -> Operator? {
    switch self {
    case .convolution(var operation):
      operation.activation = activation
      return .convolution(operation)
    case .transposedConvolution(var operation):
      operation.activation = activation
      return .transposedConvolution(operation)
    case .fullyConnected(var operation):
      operation.activation = activation
      return .fullyConnected(operation)
    case .binary(var operation):
      operation.activation = activation
      return .binary(operation)
    default:
      return nil
    }
  }
}
