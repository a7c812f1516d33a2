import SilhouetteGraph

/// Why a graph cannot be planned or run.
public enum RuntimeError: Error, Hashable, Sendable {
  /// The graph contradicts itself.
  case graph(GraphError)
  /// An operator works, but not with this element type or these attributes.
  case unsupported(node: String, operation: String, reason: String)
  /// A run was given other tensors than the graph takes.
  case wrongInput(name: String, expected: TensorType, found: TensorType)
  case wrongInputCount(expected: Int, found: Int)
  /// The instruction set that was asked for is not on this machine.
  case unavailableInstructionSet(String)
  /// A run would need more memory than any network of this kind; the file is broken or hostile.
  case tooLarge(limit: Int)
}

extension RuntimeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .graph(let error): error.description
    case .unsupported(let node, let operation, let reason):
      "operator \(node) (\(operation)): \(reason)"
    case .wrongInput(let name, let expected, let found):
      "input '\(name)' takes \(expected.description), not \(found.description)"
    case .wrongInputCount(let expected, let found):
      "the network takes \(expected) inputs, not \(found)"
    case .unavailableInstructionSet(let name):
      "this machine has no \(name); leave the instruction set out to choose the best one"
    case .tooLarge(let limit):
      "a run would take more than \(limit >> 30) GiB of memory; the model file is damaged or its "
        + "sizes are wrong"
    }
  }
}
