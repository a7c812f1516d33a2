/// What the head of an answer says (RFC 9110).
package struct HTTPAnswer: Hashable, Sendable {
  package private(set) var status = 0
  /// Of the whole file, where the server says it.
  package private(set) var totalBytes: Int?
  /// The place of the body's first byte in the file.
  package private(set) var firstByte = 0
  private var entityTag: String?
  private var lastModified: String?

  package init() {}

  /// Identifies the file's contents in a later `If-Range`, which takes no weak tag (13.1.5).
  package var validator: String? { entityTag ?? lastModified }

  /// Takes in one line; a status line starts anew, as after a redirect.
  package mutating func add(headerLine line: String) {
    let line = line.trimmedASCII
    if line.hasPrefix("HTTP/") {
      self = HTTPAnswer()
      status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
      return
    }
    guard let colon = line.firstIndex(of: ":") else { return }
    let value = String(line[line.index(after: colon)...]).trimmedASCII
    switch line[..<colon].lowercased() {
    // Of a part it is the part's, of a refused range that of the refusal.
    case "content-length" where status != 206 && status != 416: totalBytes = count(value[...])
    case "content-range": addRange(value)
    case "etag" where !value.hasPrefix("W/"): entityTag = value
    case "last-modified": lastModified = value
    default: break
    }
  }

  /// `bytes 100-199/200`, or `bytes */200` where the file ends before the range.
  private mutating func addRange(_ value: String) {
    guard value.hasPrefix("bytes ") else { return }
    let parts = value.dropFirst(6).split(separator: "/")
    guard parts.count == 2, let first = parts[0].split(separator: "-").first else { return }
    firstByte = count(first) ?? -1
    totalBytes = count(parts[1])
  }

  private func count(_ digits: Substring) -> Int? {
    Int(digits).flatMap { $0 >= 0 ? $0 : nil }
  }
}

extension String {
  fileprivate var trimmedASCII: String {
    func isSpace(_ character: Character) -> Bool { character.isWhitespace }
    guard let first = firstIndex(where: { !isSpace($0) }),
      let last = lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(self[first...last])
  }
}
