/// A file's name as the system has it: bytes, which need not be UTF-8.
package struct FilePath: Hashable, Sendable {
  /// Without the closing zero.
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The path that `text` writes; ``text`` is the way back.
  package init(_ text: String) {
    bytes = LosslessText.bytes(of: text)
  }

  /// The path as text without loss; bytes that are not UTF-8 stand in a private plane.
  package var text: String { LosslessText.text(of: bytes) }

  private static let slash = UInt8(ascii: "/")
  private static let dot = UInt8(ascii: ".")

  /// `-`: standard input or output.
  package static let standardStream = FilePath("-")

  package var isStandardStream: Bool { self == .standardStream }

  package var endsWithSlash: Bool { bytes.last == FilePath.slash }

  /// The part behind the last slash; closing slashes do not count.
  package var name: FilePath {
    let trimmed = withoutClosingSlashes
    guard let slash = trimmed.lastIndex(of: FilePath.slash), trimmed.count > 1 else {
      return FilePath(bytes: Array(trimmed))
    }
    return FilePath(bytes: Array(trimmed[(slash + 1)...]))
  }

  /// The folder that holds it; `.` for a plain name.
  package var parent: FilePath {
    let trimmed = withoutClosingSlashes
    guard let slash = trimmed.lastIndex(of: FilePath.slash) else { return FilePath(".") }
    return FilePath(bytes: slash == 0 ? [FilePath.slash] : Array(trimmed[..<slash]))
  }

  /// The name's part behind the last dot, in lower case; empty for `.profile`.
  package var fileExtension: String {
    let name = name.bytes
    guard let dot = name.lastIndex(of: FilePath.dot), dot > 0 else { return "" }
    return String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
  }

  /// The name without the last dot and what follows.
  package var stem: FilePath {
    let name = name.bytes
    guard let dot = name.lastIndex(of: FilePath.dot), dot > 0 else { return FilePath(bytes: name) }
    return FilePath(bytes: Array(name[..<dot]))
  }

  package func appending(_ child: FilePath) -> FilePath {
    if bytes.isEmpty || bytes == [FilePath.dot] { return child }
    return FilePath(
      bytes: endsWithSlash ? bytes + child.bytes : bytes + [FilePath.slash] + child.bytes)
  }

  /// The same path with `suffix` behind its last letter.
  package func suffixed(_ suffix: String) -> FilePath {
    FilePath(bytes: bytes + Array(suffix.utf8))
  }

  package func hasSuffix(_ suffix: String) -> Bool {
    bytes.count >= suffix.utf8.count && bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  private var withoutClosingSlashes: ArraySlice<UInt8> {
    var slice = bytes[...]
    while slice.count > 1, slice.last == FilePath.slash { slice = slice.dropLast() }
    return slice
  }
}

extension FilePath: CustomStringConvertible {
  /// For one line on a terminal: control characters and bytes that are not UTF-8 are escaped.
  package var description: String { text.escaped }

  /// The name with U+FFFD for what is not UTF-8.
  package var repairedText: String { String(decoding: bytes, as: UTF8.self) }

  package var isUTF8: Bool { String(validating: bytes, as: UTF8.self) != nil }
}

extension FilePath {
  /// Calls `body` with the path as the system takes it.
  package func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
      // An array with at least the closing zero has an address.
      body(buffer.baseAddress.unsafelyUnwrapped)
    }
  }
}
