import SilhouetteMedia

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension MediaError {
  /// Why the last system call on `path` failed; to be asked before any other call is made.
  static func lastFailure(of operation: String, _ path: FilePath) -> MediaError {
    .system(name: path.text, operation: operation, reason: String(cString: strerror(errno)))
  }
}
