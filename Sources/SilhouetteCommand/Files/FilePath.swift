import ArgumentParser

/// A file's name as the system has it: bytes, which need not be UTF-8.
struct FilePath: Hashable, Sendable {
  /// Without the closing zero.
  let bytes: [UInt8]

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  private static let slash = UInt8(ascii: "/")
  private static let dot = UInt8(ascii: ".")

  /// `-`: standard input or output.
  static let standardStream = FilePath("-")

  var isStandardStream: Bool { self == .standardStream }

  var endsWithSlash: Bool { bytes.last == FilePath.slash }

  /// The part behind the last slash; closing slashes do not count.
  var name: FilePath {
    let trimmed = withoutClosingSlashes
    guard let slash = trimmed.lastIndex(of: FilePath.slash), trimmed.count > 1 else {
      return FilePath(bytes: Array(trimmed))
    }
    return FilePath(bytes: Array(trimmed[(slash + 1)...]))
  }

  /// The folder that holds it; `.` for a plain name.
  var parent: FilePath {
    let trimmed = withoutClosingSlashes
    guard let slash = trimmed.lastIndex(of: FilePath.slash) else { return FilePath(".") }
    return FilePath(bytes: slash == 0 ? [FilePath.slash] : Array(trimmed[..<slash]))
  }

  /// The name's part behind the last dot, in lower case; empty for `.profile`.
  var fileExtension: String {
    let name = name.bytes
    guard let dot = name.lastIndex(of: FilePath.dot), dot > 0 else { return "" }
    return String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
  }

  /// The name without the last dot and what follows.
  var stem: FilePath {
    let name = name.bytes
    guard let dot = name.lastIndex(of: FilePath.dot), dot > 0 else { return FilePath(bytes: name) }
    return FilePath(bytes: Array(name[..<dot]))
  }

  func appending(_ child: FilePath) -> FilePath {
    if bytes.isEmpty || bytes == [FilePath.dot] { return child }
    return FilePath(
      bytes: endsWithSlash ? bytes + child.bytes : bytes + [FilePath.slash] + child.bytes)
  }

  /// The same path with `suffix` behind its last letter.
  func suffixed(_ suffix: String) -> FilePath { FilePath(bytes: bytes + Array(suffix.utf8)) }

  func hasSuffix(_ suffix: String) -> Bool {
    bytes.count >= suffix.utf8.count && bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  private var withoutClosingSlashes: ArraySlice<UInt8> {
    var slice = bytes[...]
    while slice.count > 1, slice.last == FilePath.slash { slice = slice.dropLast() }
    return slice
  }
}

extension FilePath: ExpressibleByArgument {
  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    bytes = LosslessText.bytes(of: argument)
  }

  var defaultValueDescription: String { description }

  static var defaultCompletionKind: CompletionKind { .file() }
}

extension FilePath: CustomStringConvertible {
  /// For one line on a terminal: control characters and bytes that are not UTF-8 are escaped.
  var description: String {
    var text = ""
    for scalar in LosslessText.text(of: bytes).unicodeScalars {
      if let byte = LosslessText.byte(escapedBy: scalar) {
        text += "\\x" + hexadecimal(byte)
      } else if scalar == "\n" {
        text += "\\n"
      } else if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) {
        text += "\\x" + hexadecimal(UInt8(scalar.value))
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// The name as text, with U+FFFD for what is not UTF-8.
  var repairedText: String { String(decoding: bytes, as: UTF8.self) }

  var isText: Bool { String(validating: bytes, as: UTF8.self) != nil }
}

/// Two digits.
func hexadecimal(_ byte: UInt8) -> String {
  (byte < 16 ? "0" : "") + String(byte, radix: 16)
}
