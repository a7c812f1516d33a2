#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What is known of the screen behind a file descriptor.
enum Terminal {
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Columns of standard error's screen; 80 when it is none.
  static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// `NO_COLOR` (no-color.org): set to anything but the empty string.
  static var wantsNoColor: Bool { !(environment("NO_COLOR") ?? "").isEmpty }

  /// A screen that cannot move the cursor gets plain lines.
  static var isDumb: Bool { environment("TERM") == "dumb" }

  static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
