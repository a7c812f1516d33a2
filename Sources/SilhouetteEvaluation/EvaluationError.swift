/// Why masks cannot be measured against each other.
public enum EvaluationError: Error, Hashable, Sendable {
  /// Two pictures that must have one size do not.
  case sizesDiffer(name: String, expected: String, found: String)
}

extension EvaluationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .sizesDiffer(let name, let expected, let found):
      "\(name): is \(found), not \(expected)"
    }
  }
}
