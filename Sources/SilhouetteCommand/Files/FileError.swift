#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Why the system refuses a file.
struct FileError: Error, Hashable, CustomStringConvertible {
  let path: FilePath
  /// `errno`
  let code: Int32

  var description: String { "\(path): \(FileError.text(of: code))" }

  /// As the system says it, in lower case: `no such file or directory`.
  private static func text(of code: Int32) -> String {
    let text = String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
