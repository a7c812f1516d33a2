import SilhouetteImaging
import SilhouetteRuntime

/// Why a person cannot be cut out. The description is a sentence that says what to do.
public enum SilhouetteError: Error, Hashable, Sendable {
  /// A model file that cannot be read or run; `reason` names the place in it.
  case model(name: String, reason: String)
  /// A model that runs, but does not turn one picture into a map of persons.
  case notASegmenter(name: String, reason: String)
  /// Pixels that cannot be worked on.
  case imaging(ImagingError)
  /// The instruction set that was asked for is not on this machine.
  case unavailableInstructionSet(String)
}

extension SilhouetteError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .model(let name, let reason):
      "\(name): \(reason)"
    case .notASegmenter(let name, let reason):
      "\(name): not a network that finds people in one picture: \(reason)"
    case .imaging(let error):
      error.description
    case .unavailableInstructionSet(let name):
      "this machine has no \(name); leave the instruction set out to choose the best one"
    }
  }
}

extension SilhouetteError {
  /// What went wrong with a model while it was planned or run.
  init(_ error: RuntimeError, model name: String) {
    if case .unavailableInstructionSet(let set) = error {
      self = .unavailableInstructionSet(set)
    } else {
      self = .model(name: name, reason: error.description)
    }
  }
}
