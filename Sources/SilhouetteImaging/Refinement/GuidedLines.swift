import CSilhouetteKernels

/// Lines of alpha over colours, `a·I + b`, on a grid that covers a picture; between the grid's points
/// they are interpolated. So alpha is as sharp as the picture, not as the grid.
struct GuidedLines: ~Copyable {
  /// Four numbers a point; set where the kinds do not say all.
  let lines: Plane<Float>
  /// What the lines give whatever colour they meet: 0, 255, or 128 where that depends on it.
  let kinds: Plane<UInt8>
  /// What alpha loses at both ends: below it becomes 0, above one minus it 1.
  let cut: Float

  /// Subtracted from colours, so that their squares stay small.
  static let centre: Float = 0.5

  /// Meets the lines with the picture's own colours.
  func alpha(of picture: PixelView, format: PixelFormat, workers: Workers) -> PixelBuffer {
    var alpha = PixelBuffer(width: picture.width, height: picture.height, format: format)
    let columns = ResamplingAxis(from: lines.width, to: picture.width)
    let rows = ResamplingAxis(from: lines.height, to: picture.height)
    let settled = SettledTargets(0..<picture.width, of: columns)
    alpha.withMutableView { target in
      workers.forEachBand(of: picture.height, minimum: 16) { band in
        Scratch.with(lines.rowCount + picture.width * 8) { (narrow: UnsafeMutablePointer<Float>) in
          Scratch.with(lines.width) { (shared: UnsafeMutablePointer<UInt8>) in
            let row = Row(
              narrow: narrow, wide: narrow + lines.rowCount, picture: picture, columns: columns,
              rows: rows, settled: settled, cut: cut)
            for y in band {
              let first = rows.sources(of: y..<y + 1)
              slh_guided_shared_kinds(
                shared, kinds.row(first.lowerBound), kinds.row(first.upperBound - 1), lines.width)
              row.apply(lines, kinds: shared, y, into: target)
            }
          }
        }
      }
    }
    return alpha
  }
}

extension GuidedLines {
  /// Lines that become a row of alpha. Lines and colours are looked at only where they matter: mostly a
  /// line is far below 0 or above 1 whatever the colour.
  private struct Row {
    /// Room for a row of lines of the grid.
    let narrow: UnsafeMutablePointer<Float>
    /// Room for eight floats a pixel.
    let wide: UnsafeMutablePointer<Float>
    let picture: PixelView
    let columns: ResamplingAxis
    let rows: ResamplingAxis
    let settled: SettledTargets
    let cut: Float

    func apply(
      _ lines: borrowing Plane<Float>, kinds: UnsafePointer<UInt8>, _ y: Int,
      into target: MutablePixelView
    ) {
      settled.forEachRun(of: kinds) { run, kind in
        if kind == 128 {
          meet(colorsOf: run, lines, y, into: target)
        } else {
          target.setAlpha(isPerson: kind == 255, at: y, run)
        }
      }
    }

    private func meet(
      colorsOf run: Range<Int>, _ lines: borrowing Plane<Float>, _ y: Int,
      into target: MutablePixelView
    ) {
      let colors = wide + picture.width * 4
      let result = wide + picture.width * 7
      let read = columns.sources(of: run)
      picture.fetchAhead(at: y + 1, run)
      rows.blend(
        lines.base + 4 * read.lowerBound, rowCount: lines.rowCount, count: 4 * read.count, at: y,
        into: narrow + 4 * read.lowerBound)
      columns.gather(narrow, channels: 4, run, into: wide)
      picture.colors(at: y, run, offset: -GuidedLines.centre, into: colors)
      slh_guided_apply(result, wide, colors, cut, run.count)
      target.setAlpha(result, at: y, run)
    }
  }
}
