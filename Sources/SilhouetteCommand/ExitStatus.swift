/// What the program tells the shell when it ends; the only place that knows these numbers.
enum ExitStatus: Int32, CaseIterable {
  case done = 0
  case someFailed = 1
  case unusable = 2
  case interrupted = 130

  /// As help and manual state it.
  var meaning: String {
    switch self {
    case .done: "All done."
    case .someFailed: "One or more inputs failed; the others are done."
    case .unusable: "Nothing done: wrong usage, or something the command needs is missing."
    case .interrupted: "Interrupted; every result is whole or not there."
    }
  }
}

extension ExitStatus {
  /// The table that every help text ends with.
  static var summary: String {
    let lines = allCases.map { status in
      let number = "\(status.rawValue)"
      return "  " + number + String(repeating: " ", count: 5 - number.count) + status.meaning
    }
    return "Exit status:\n" + lines.joined(separator: "\n")
  }
}
