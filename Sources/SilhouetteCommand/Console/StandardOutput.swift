import SilhouetteMedia

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Standard output: data only.
enum StandardOutput {
  static let stream = OutputStream(descriptor: STDOUT_FILENO, name: "standard output")

  /// Writes text; that its reader has gone is no failure: `silhouette inspect general | head`.
  static func print(_ text: String) throws(CommandFailure) { try print(Array(text.utf8)) }

  static func print(_ bytes: [UInt8]) throws(CommandFailure) {
    do throws(MediaError) {
      try stream.write(bytes)
    } catch .brokenPipe {
      // The reader has what it wanted.
    } catch {
      throw CommandFailure(error.description)
    }
  }

  static var isTerminal: Bool { Terminal.isTerminal(STDOUT_FILENO) }
}
