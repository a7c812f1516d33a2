import SilhouetteImaging

/// Why a photo could not be read or written. Each case prints a sentence that begins with the file.
public enum MediaError: Error, Hashable, Sendable {
  /// The content is no picture format that is read here; `beginning` shows its first bytes.
  case notAPicture(name: String, beginning: String)
  case empty(name: String)
  /// A picture whose last part is missing.
  case endsEarly(name: String, detail: String)
  /// A picture whose bytes contradict each other.
  case damaged(name: String, detail: String)
  /// A sound picture of a kind that is not read here.
  case unsupported(name: String, detail: String)
  /// More pixels than the limit, found before memory was taken for them.
  case tooManyPixels(name: String, width: Int, height: Int, limit: Int)
  /// A file that cannot be held whole; `limit` is in bytes.
  case tooManyBytes(name: String, limit: Int)
  /// A system library that is opened only for this format is not installed.
  case libraryMissing(name: String, format: String, library: String, package: String)
  /// The format cannot hold these pixels.
  case cannotEncode(format: PhotoFormat, detail: String)
  /// The system refused; `reason` is its text for errno.
  case system(name: String, operation: String, reason: String)
  /// The output is there already and was not to be replaced.
  case exists(name: String)
  /// Whoever read our output has stopped reading.
  case brokenPipe(name: String)
}

extension MediaError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAPicture(let name, let beginning):
      "\(name.escaped): not a picture that silhouette knows (starts with \(beginning))"
    case .empty(let name):
      "\(name.escaped): the file is empty"
    case .endsEarly(let name, let detail):
      "\(name.escaped): ends early (\(detail))"
    case .damaged(let name, let detail):
      "\(name.escaped): damaged (\(detail))"
    case .unsupported(let name, let detail):
      "\(name.escaped): cannot be read (\(detail))"
    case .tooManyPixels(let name, let width, let height, let limit):
      "\(name.escaped): \(width)x\(height) is more than the limit of \(limit) pixels"
    case .tooManyBytes(let name, let limit):
      "\(name.escaped): more than the limit of \(limit) bytes"
    case .libraryMissing(let name, let format, let library, let package):
      "\(name.escaped): \(format) needs \(library), which is not installed "
        + "(apt-get install \(package))"
    case .cannotEncode(let format, let detail):
      "\(format.rawValue): \(detail)"
    case .system(let name, let operation, let reason):
      "\(name.escaped): cannot \(operation): \(reason)"
    case .exists(let name):
      "\(name.escaped): exists already"
    case .brokenPipe(let name):
      "\(name.escaped): the reader has gone"
    }
  }
}

extension String {
  /// The text as one printable line: bytes that are not UTF-8 become `\xff`, control characters, line ends and direction marks, which could
  /// break or disguise a message, become `\n` or `\u{…}`.
  package var escaped: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\\": result += "\\\\"
      default:
        if let byte = LosslessText.byte(escapedBy: scalar) {
          result += "\\x\(String(byte, radix: 16))"
        } else if scalar.isPrintable {
          result.unicodeScalars.append(scalar)
        } else {
          result += "\\u{\(String(scalar.value, radix: 16))}"
        }
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  fileprivate var isPrintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
    default: true
    }
  }
}
