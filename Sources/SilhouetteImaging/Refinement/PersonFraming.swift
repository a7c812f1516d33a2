/// Where to look again: a box around everybody that a map shows.
///
/// One box, not one for each person: a network that sees parts of a group alone does worse than one
/// that sees all of it.
package struct PersonFraming: Sendable, Hashable {
  /// Added on each side, as a fraction of the box's longer side.
  package var margin: Double
  /// A box that is narrower or lower than its longer side by more than this is made wider or higher,
  /// since a network sees it stretched to its own input.
  package var aspect: Double
  /// The part of the picture from which a box shows nothing that the picture does not.
  package var wholeFrom: Double

  package init(margin: Double, aspect: Double, wholeFrom: Double) {
    self.margin = margin
    self.aspect = aspect
    self.wholeFrom = wholeFrom
  }

  /// The longest side of the map on which people are looked for.
  private static let side = 256

  /// `nil` where nobody is, or the box is about the whole picture.
  package func box(around map: PersonMap) -> PixelRect? {
    let (width, height) = (min(map.width, Self.side), min(map.height, Self.side))
    let values = map.values(width: width, height: height)
    var columns = Span()
    var rows = Span()
    for y in 0..<height {
      for x in 0..<width where values[y * width + x] > 0.5 {
        columns.include(x)
        rows.include(y)
      }
    }
    guard !columns.isEmpty else { return nil }
    return box(
      columns.scaled(by: Double(map.width) / Double(width)),
      rows.scaled(by: Double(map.height) / Double(height)), in: map)
  }

  private func box(_ columns: Span, _ rows: Span, in map: PersonMap) -> PixelRect? {
    let added = margin * max(columns.length, rows.length)
    var across = columns.widened(to: columns.length + 2 * added, within: map.width)
    var down = rows.widened(to: rows.length + 2 * added, within: map.height)
    across = across.widened(to: max(across.length, down.length / aspect), within: map.width)
    down = down.widened(to: max(down.length, across.length / aspect), within: map.height)
    let whole = Double(map.width) * Double(map.height)
    guard across.length * down.length < wholeFrom * whole else { return nil }
    return PixelRect(
      x: Int(across.start), y: Int(down.start), width: Int(across.length), height: Int(down.length))
  }

  /// From `start` up to, not including, `end`.
  private struct Span {
    var start = Double.infinity
    var end = -Double.infinity

    var isEmpty: Bool { start >= end }
    var length: Double { end - start }

    mutating func include(_ position: Int) {
      start = min(start, Double(position))
      end = max(end, Double(position + 1))
    }

    func scaled(by factor: Double) -> Span { Span(start: start * factor, end: end * factor) }

    /// About the same middle, outwards to whole pixels, cut to a picture.
    func widened(to length: Double, within side: Int) -> Span {
      let added = (length - self.length) / 2
      return Span(
        start: max((start - added).rounded(.down), 0),
        end: min((end + added).rounded(.up), Double(side)))
    }
  }
}
