/// A contradiction inside a graph, named by node and values.
public enum GraphError: Error, Hashable, Sendable {
  /// `node` cannot work on its inputs; `reason` says which and why.
  case invalidNode(node: String, operation: String, reason: String)
  /// A value's declared type is not what the node makes.
  case typeMismatch(node: String, value: String, declared: TensorType, inferred: TensorType)
  /// A node reads `value` before anything makes it, or nothing does.
  case undefinedValue(node: String, value: String)
  /// Two nodes make `value`, or a node makes a constant or an input.
  case redefinedValue(node: String, value: String)
  /// An index that points outside the graph's values.
  case valueOutOfRange(node: String, index: Int, count: Int)
  /// A value whose extents or constant contradict each other.
  case invalidValue(value: String, reason: String)
}

extension GraphError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalidNode(let node, let operation, let reason):
      "operator \(node) (\(operation)): \(reason)"
    case .typeMismatch(let node, let value, let declared, let inferred):
      "operator \(node): output '\(value)' is declared \(declared.description) "
        + "but would be \(inferred.description)"
    case .undefinedValue(let node, let value):
      "operator \(node): reads '\(value)' before it is made"
    case .redefinedValue(let node, let value):
      "operator \(node): makes '\(value)', which is already there"
    case .valueOutOfRange(let node, let index, let count):
      "operator \(node): refers to tensor \(index) of \(count)"
    case .invalidValue(let value, let reason):
      "tensor '\(value)': \(reason)"
    }
  }
}
