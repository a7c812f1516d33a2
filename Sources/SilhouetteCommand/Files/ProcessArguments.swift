import SilhouetteMedia

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The words of the command line, names that are not UTF-8 included.
enum ProcessArguments {
  static func lossless() -> [String] {
    (0..<Int(CommandLine.argc)).compactMap { index in
      CommandLine.unsafeArgv[index].map { word in
        let bytes = UnsafeBufferPointer(start: word, count: strlen(word))
        return LosslessText.text(of: bytes.map { UInt8(bitPattern: $0) })
      }
    }
  }
}
