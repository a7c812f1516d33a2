#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Standard output: data only.
enum StandardOutput {
  enum Outcome {
    case written
    /// The reader has gone: nothing more to do, and nothing to complain about.
    case closed
    case failed
  }

  static var isTerminal: Bool { Terminal.isTerminal(STDOUT_FILENO) }

  static func write(_ bytes: [UInt8]) -> Outcome { write(bytes, to: STDOUT_FILENO) }

  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Outcome {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        #if canImport(Darwin)
          let count = Darwin.write(
            descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        #else
          let count = Glibc.write(
            descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        #endif
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if errno != EINTR {
          return errno == EPIPE ? .closed : .failed
        }
      }
      return .written
    }
  }
}
