import CSilhouetteKernels

/// Lines of alpha over colours, `a·I + b`, on a grid that covers a picture; between the grid's points
/// they are interpolated. So alpha is as sharp as the picture, not as the grid.
struct GuidedLines: ~Copyable {
  /// Four numbers a point.
  let lines: Plane<Float>
  /// What alpha loses at both ends: below it becomes 0, above one minus it 1.
  let cut: Float

  /// Subtracted from colours, so that their squares stay small.
  static let centre: Float = 0.5

  /// Meets the lines with the picture's own colours.
  func alpha(of picture: PixelView, format: PixelFormat, workers: Workers) -> PixelBuffer {
    var alpha = PixelBuffer(width: picture.width, height: picture.height, format: format)
    let columns = ResamplingAxis(from: lines.width, to: picture.width)
    let rows = ResamplingAxis(from: lines.height, to: picture.height)
    let starts = columns.firstTargets
    let sourceCount = lines.rowCount
    alpha.withMutableView { target in
      workers.forEachBand(of: picture.height, minimum: 16) { band in
        Scratch.with(sourceCount + picture.width * 8) { (narrow: UnsafeMutablePointer<Float>) in
          Scratch.with(lines.width) { (kinds: UnsafeMutablePointer<Int8>) in
            let row = Row(
              lines: narrow, kinds: kinds, wide: narrow + sourceCount, picture: picture,
              columns: columns, starts: starts, cut: cut)
            for y in band {
              rows.blend(lines.base, rowCount: sourceCount, at: y, into: narrow)
              row.apply(y, into: target)
            }
          }
        }
      }
    }
    return alpha
  }
}

extension GuidedLines {
  /// One row of lines, as wide as the grid, that becomes a row of alpha. Colours are looked at only
  /// where they matter: mostly a line is far below 0 or above 1 whatever the colour.
  private struct Row {
    let lines: UnsafeMutablePointer<Float>
    /// Room for one number a line.
    let kinds: UnsafeMutablePointer<Int8>
    /// Room for eight floats a pixel.
    let wide: UnsafeMutablePointer<Float>
    let picture: PixelView
    let columns: ResamplingAxis
    let starts: [Int]
    let cut: Float

    func apply(_ y: Int, into target: MutablePixelView) {
      let count = columns.sourceCount
      slh_guided_settled(kinds, lines, cut, count)
      var done = 0
      var start = 0
      while start < count {
        var end = start + 1
        while end < count, kinds[end] == kinds[start] { end += 1 }
        let targets = targets(readingOnly: start..<end)
        if kinds[start] >= 0, !targets.isEmpty {
          meet(colorsOf: done..<targets.lowerBound, y, into: target)
          target.setAlpha(isPerson: kinds[start] == 1, at: y, targets)
          done = targets.upperBound
        }
        start = end
      }
      meet(colorsOf: done..<picture.width, y, into: target)
    }

    private func targets(readingOnly sources: Range<Int>) -> Range<Int> {
      let first = starts[sources.lowerBound]
      return first..<max(first, starts[max(sources.upperBound - columns.tapCount + 1, 0)])
    }

    private func meet(colorsOf run: Range<Int>, _ y: Int, into target: MutablePixelView) {
      guard !run.isEmpty else { return }
      let colors = wide + picture.width * 4
      let result = wide + picture.width * 7
      columns.gather(lines, channels: 4, run, into: wide)
      picture.colors(at: y, run, offset: -GuidedLines.centre, into: colors)
      slh_guided_apply(result, wide, colors, cut, run.count)
      target.setAlpha(result, at: y, run)
    }
  }
}

extension ResamplingAxis {
  /// For each source position, and the one behind the last, the first target that reads it or a
  /// later one first.
  fileprivate var firstTargets: [Int] {
    var starts: [Int] = []
    for (target, first) in firsts.enumerated() {
      while starts.count <= Int(first) { starts.append(target) }
    }
    while starts.count <= sourceCount { starts.append(targetCount) }
    return starts
  }
}
