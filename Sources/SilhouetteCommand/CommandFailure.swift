/// Why a verb ends without its result, in words for the person at the terminal.
struct CommandFailure: Error {
  /// What is wrong, without a full stop: `photo.jpg: no such file`.
  let message: String
  /// How to go on, when there is a known way.
  let hint: String?
  let status: ExitStatus

  init(_ message: String, hint: String? = nil, status: ExitStatus = .unusable) {
    self.message = message
    self.hint = hint
    self.status = status
  }
}

/// Ends the verb with a status when everything there is to say has been said.
struct EarlyExit: Error {
  let status: ExitStatus
}
