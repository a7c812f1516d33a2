/// Shares rows among threads.
package struct Workers: Sendable {
  package static let callerOnly = Workers()

  /// Calls `body` for bands that cover `0 ..< rows` exactly once, in any order and on several threads
  /// at a time; `body` writes nothing that belongs to other rows.
  ///
  /// - Parameter minimum: fewest rows that are worth a band.
  func forEachBand(of rows: Int, minimum: Int, _ body: (Range<Int>) -> Void) {
    guard rows > 0 else { return }
    body(0..<rows)
  }
}
