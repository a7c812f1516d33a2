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
  /// What is below, or above one minus it, need not be interpolated to be compared with a half; twice what is
  /// above a quarter is exact, and so on the same side of a half.
  private static let decided: Float = 0.25

  /// `nil` where nobody is, or the box is about the whole picture.
  package func box(around map: PersonMap) -> PixelRect? {
    guard let frame = frame(around: map), isCloser(frame, than: map) else { return nil }
    return frame
  }

  /// Whether a box shows something that the picture as a whole does not.
  private func isCloser(_ box: PixelRect, than map: PersonMap) -> Bool {
    Double(box.width) * Double(box.height) < wholeFrom * Double(map.width) * Double(map.height)
  }

  /// The box however large it is; `nil` where nobody is.
  package func frame(around map: PersonMap) -> PixelRect? {
    let (width, height) = (min(map.width, Self.side), min(map.height, Self.side))
    let values = map.resampled(
      width: width, height: height, cut: Self.decided, workers: .callerOnly)
    var columns = Span()
    var rows = Span()
    for y in 0..<height {
      let row = UnsafeBufferPointer(start: values.row(y), count: width)
      guard let first = row.firstIndex(where: { $0 > 0.5 }),
        let last = row.lastIndex(where: { $0 > 0.5 })
      else { continue }
      columns.include(first)
      columns.include(last)
      rows.include(y)
    }
    guard !columns.isEmpty else { return nil }
    return frame(
      columns.scaled(by: Double(map.width) / Double(width)),
      rows.scaled(by: Double(map.height) / Double(height)), in: map)
  }

  private func frame(_ columns: Span, _ rows: Span, in map: PersonMap) -> PixelRect {
    let added = margin * max(columns.length, rows.length)
    var across = columns.widened(to: columns.length + 2 * added, within: map.width)
    var down = rows.widened(to: rows.length + 2 * added, within: map.height)
    across = across.widened(to: max(across.length, down.length / aspect), within: map.width)
    down = down.widened(to: max(down.length, across.length / aspect), within: map.height)
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

extension PixelRect {
  /// Parts of equal size along the longer side that overlap by a fifth of a part or more, so that
  /// nobody is cut where no part sees what is around the cut.
  package func parts(_ count: Int) -> [PixelRect] {
    precondition(count >= 1 && width >= 1 && height >= 1)
    let side = max(width, height)
    // `count` parts less the overlaps between them: side = length · (count − (count − 1) / 5).
    let length = min((side * 5 + 4 * count) / (4 * count + 1), side)
    return (0..<count).map { index in
      let start = count == 1 ? 0 : (side - length) * index / (count - 1)
      return width > height
        ? PixelRect(x: x + start, y: y, width: length, height: height)
        : PixelRect(x: x, y: y + start, width: width, height: length)
    }
  }
}
