import CSilhouetteKernels

/// What growing makes of each cell of 4 by 4 pixels of a grey picture, as far as that is plain: work
/// that is proportional to the length is left for the shifted soft edge alone.
///
/// With cells a and b, pixels of them are 4 · |a − b| apart but for the diagonal of 3 by 3 pixels. So a
/// disc of cells says which pixels surely have the maximum within the radius, and which surely have
/// nothing but 0 within what the radius and an interpolated pixel more reach.
struct GrowthCells {
  static let side = 4

  private let isFull: PixelBuffer
  private let isTouched: PixelBuffer

  private static let diagonal = 4.2427
  private static let interpolated = 1.4143

  init(of picture: PixelBuffer, radius: Double, workers: Workers) {
    let columns = (picture.width + Self.side - 1) / Self.side
    let rows = (picture.height + Self.side - 1) / Self.side
    var touched = PixelBuffer(width: columns, height: rows, format: .gray8)
    var full = PixelBuffer(width: columns, height: rows, format: .gray8)
    picture.withView { source in
      touched.withMutableView { touched in
        full.withMutableView { full in
          workers.forEachBand(of: rows, minimum: 16) { band in
            for row in band { source.flagCells(row, touched, full) }
          }
        }
      }
    }
    let reach = (radius + Self.interpolated + Self.diagonal) / Double(Self.side)
    isTouched = DiscDilation(pixelsWithin: reach).dilatedNearEdges(touched, workers: workers)
    let sure = (radius - Self.diagonal) / Double(Self.side)
    isFull =
      sure < 1 ? full : DiscDilation(pixelsWithin: sure).dilatedNearEdges(full, workers: workers)
  }

  /// Makes what is surely full the maximum, and returns the smallest rectangle of whole cells around what
  /// is mixed; of width 0 if nothing is.
  ///
  /// - Precondition: the area begins at a cell.
  func setPlain(in area: PixelRect, of target: MutablePixelView) -> PixelRect {
    var (left, right, top, bottom) = (Int.max, 0, Int.max, 0)
    for y in area.y..<area.y + area.height {
      forEachRun(in: area, y) { content, columns in
        switch content {
        case .zero: break
        case .maximum: target.setAlpha(isPerson: true, at: y, columns)
        case .mixed:
          (left, right) = (min(left, columns.lowerBound), max(right, columns.upperBound))
          (top, bottom) = (min(top, y), y + 1)
        }
      }
    }
    guard right > 0 else { return PixelRect(x: 0, y: 0, width: 0, height: 0) }
    return PixelRect(x: left, y: top, width: right - left, height: bottom - top)
  }

  /// Runs of mixed columns of row `y` of an area that begins at a cell.
  func forEachMixedRun(in area: PixelRect, _ y: Int, _ body: (Range<Int>) -> Void) {
    forEachRun(in: area, y) { content, columns in
      if content == .mixed { body(columns) }
    }
  }

  private enum Content {
    case zero
    case maximum
    case mixed
  }

  private func forEachRun(
    in area: PixelRect, _ y: Int, _ body: (Content, Range<Int>) -> Void
  ) {
    let end = area.x + area.width
    isFull.withView { full in
      isTouched.withView { touched in
        let (full, touched) = (full.row(y / Self.side), touched.row(y / Self.side))
        func content(_ x: Int) -> Content {
          full[x / Self.side] != 0
            ? .maximum : touched[x / Self.side] != 0 ? .mixed : .zero
        }
        var start = area.x
        while start < end {
          let kind = content(start)
          var next = start + Self.side
          while next < end, content(next) == kind { next += Self.side }
          body(kind, start..<min(next, end))
          start = next
        }
      }
    }
  }
}

extension PixelView {
  /// Says of each cell of a row of cells whether any of its values is above 0, and whether all are the
  /// maximum.
  fileprivate func flagCells(
    _ row: Int, _ touched: MutablePixelView, _ full: MutablePixelView
  ) {
    let (touched, full) = (touched.row(row), full.row(row))
    touched.initializeMemory(as: UInt8.self, repeating: 0)
    full.initializeMemory(as: UInt8.self, repeating: 255)
    let first = row * GrowthCells.side
    for y in first..<min(first + GrowthCells.side, height) {
      slh_flag_cells(
        touched.baseAddress?.assumingMemoryBound(to: UInt8.self),
        full.baseAddress?.assumingMemoryBound(to: UInt8.self),
        self.row(y).baseAddress?.assumingMemoryBound(to: UInt8.self),
        GrowthCells.side * format.bytesPerPixel, width * format.bytesPerPixel)
    }
  }
}
