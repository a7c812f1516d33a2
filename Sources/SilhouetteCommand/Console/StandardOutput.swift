import SilhouetteMedia

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Standard output: data only.
enum StandardOutput {
  static let stream = OutputStream(descriptor: STDOUT_FILENO, name: "standard output")

  static var isTerminal: Bool { Terminal.isTerminal(STDOUT_FILENO) }
}
