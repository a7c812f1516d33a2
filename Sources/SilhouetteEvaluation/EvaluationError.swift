import Silhouette

/// Why pictures cannot be measured.
public enum EvaluationError: Error, Hashable, Sendable {
  /// Two pictures that must have one size do not.
  case sizesDiffer(name: String, expected: String, found: String)
  /// A step of the pre-processing that cannot be done.
  case transform(name: String, reason: String)
  /// A network that cannot be measured this way.
  case network(name: String, reason: String)
  /// A network that cannot be built for a size; the reason names its file.
  case construction(reason: String)
  /// A network that does not say where persons are.
  case segmenter(SilhouetteError)
}

extension EvaluationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .sizesDiffer(let name, let expected, let found):
      "\(name): is \(found), not \(expected)"
    case .transform(let name, let reason), .network(let name, let reason):
      "\(name): \(reason)"
    case .construction(let reason): reason
    case .segmenter(let error): error.description
    }
  }
}
