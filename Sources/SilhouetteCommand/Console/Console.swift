import ArgumentParser
import SilhouetteMedia
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never
}

/// Standard error, shared by all threads: messages, and a status line that stays below them.
final class Console: Sendable {
  let isTerminal: Bool
  let isQuiet: Bool
  private let usesColor: Bool
  private let statusLine = Mutex("")

  /// - Parameter isQuiet: only errors are written.
  init(color: ColorChoice = .auto, isQuiet: Bool = false) {
    isTerminal = Terminal.isTerminal(STDERR_FILENO) && !Terminal.isDumb
    self.isQuiet = isQuiet
    usesColor =
      switch color {
      case .auto: isTerminal && !Terminal.wantsNoColor
      case .always: true
      case .never: false
      }
  }

  var columns: Int { Terminal.columns }

  func error(_ message: String, hint: String? = nil) {
    Interrupts.giveWay()
    write(line(tag: "error:", color: "31", message, hint: hint))
  }

  func warning(_ message: String, hint: String? = nil) {
    guard !isQuiet else { return }
    write(line(tag: "warning:", color: "33", message, hint: hint))
  }

  func note(_ message: String) {
    guard !isQuiet else { return }
    write(message)
  }

  /// Whole lines, above the status line.
  func write(_ text: String) {
    statusLine.withLock { status in
      put(erasure(of: status) + text + "\n" + status)
    }
  }

  /// Replaces the line below all messages; empty removes it. Only for terminals.
  func showStatus(_ text: String) {
    guard isTerminal, !isQuiet else { return }
    statusLine.withLock { status in
      guard text != status else { return }
      put(erasure(of: status) + text)
      status = text
    }
  }

  private func erasure(of status: String) -> String { status.isEmpty ? "" : "\r\u{1B}[K" }

  private func line(tag: String, color: String, _ message: String, hint: String?) -> String {
    let tag = usesColor ? "\u{1B}[1;\(color)m\(tag)\u{1B}[0m" : tag
    return "\(tag) \(message)" + (hint.map { "\nhint: \($0)" } ?? "")
  }

  private func put(_ text: String) {
    // Nowhere is left to say that standard error cannot be written.
    try? OutputStream(descriptor: STDERR_FILENO, name: "standard error").write(Array(text.utf8))
  }
}
