import SilhouetteGraph

/// Why a network cannot be built from a configuration and its parameters.
public enum ZooError: Error, Hashable, Sendable {
  /// `place` (as in `model.backbone`) names a type that is not here; `known` are those that are.
  case unknownType(place: String, name: String, known: [String])
  /// `place` is no mapping with a `type`; `known` are the types it may name.
  case missingType(place: String, known: [String])
  /// The type at `place` has no such argument; `known` are those it has.
  case unknownArgument(place: String, name: String, known: [String])
  /// An argument that is there, or its default, cannot be used.
  case invalidArgument(place: String, name: String, reason: String)
  /// The checkpoint lacks a parameter that `layer` needs.
  case missingParameter(layer: String, name: String)
  /// A parameter's extents, in the checkpoint's order, are not those that `layer` needs.
  case misshapenParameter(layer: String, name: String, found: Shape, expected: Shape)
  /// A parameter that holds something else than floating-point numbers.
  case invalidParameterType(layer: String, name: String, found: ElementType)
  /// The picture's size is outside what a network can take.
  case invalidInputSize(width: Int, height: Int, reason: String)
  /// The layers contradict each other.
  case graph(GraphError)
}

extension ZooError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownType(let place, let name, let known):
      "\(place): type '\(name)' is not known; use one of \(known.joined(separator: ", "))"
    case .missingType(let place, let known):
      "\(place): needs a 'type', one of \(known.joined(separator: ", "))"
    case .unknownArgument(let place, let name, let known):
      "\(place): argument '\(name)' is not known; use only \(known.joined(separator: ", "))"
    case .invalidArgument(let place, let name, let reason):
      "\(place): \(name) \(reason)"
    case .missingParameter(let layer, let name):
      "layer \(layer): the checkpoint has no parameter '\(name)'; "
        + "use the checkpoint that was saved with this configuration"
    case .misshapenParameter(let layer, let name, let found, let expected):
      "layer \(layer): parameter '\(name)' is \(found), but this configuration needs \(expected); "
        + "use the checkpoint that was saved with this configuration"
    case .invalidParameterType(let layer, let name, let found):
      "layer \(layer): parameter '\(name)' holds \(found), but must hold float32 or float16"
    case .invalidInputSize(let width, let height, let reason):
      "input size \(width)x\(height): \(reason)"
    case .graph(let error):
      error.description
    }
  }
}
