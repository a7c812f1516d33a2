import SilhouetteGraph

/// Why a model file cannot be read or a graph cannot be written.
///
/// Texts name the place in the file and the cause; the caller puts the file's name before them.
public enum FormatError: Error, Hashable, Sendable {
  /// The first bytes are of no format that is read here.
  case unknownFormat
  /// The bytes contradict themselves or the format's rules.
  case malformed(place: String, reason: String)
  /// The file is sound, but uses an operator that is not there.
  case unsupportedOperator(place: String)
  /// The file is sound, but uses something else that is not there.
  case unsupported(place: String, reason: String)
  /// The file's network contradicts itself.
  case graph(GraphError)
  /// The format has no way to say what the graph holds.
  case inexpressible(format: String, place: String, reason: String)
}

extension FormatError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownFormat:
      "not a model in a format that is read here (TensorFlow Lite, .tflite; ONNX, .onnx)"
    case .malformed(let place, let reason), .unsupported(let place, let reason):
      "\(place): \(reason)"
    case .unsupportedOperator(let place):
      "\(place): this operator is not supported"
    case .graph(let error):
      error.description
    case .inexpressible(let format, let place, let reason):
      "\(place): \(format) cannot express \(reason)"
    }
  }
}

extension FormatError {
  /// The same error with the larger place that holds it named first.
  func inside(_ outer: String) -> FormatError {
    switch self {
    case .malformed(let place, let reason):
      .malformed(place: "\(outer), \(place)", reason: reason)
    case .unsupported(let place, let reason):
      .unsupported(place: "\(outer), \(place)", reason: reason)
    case .unknownFormat, .unsupportedOperator, .graph, .inexpressible:
      self
    }
  }
}
