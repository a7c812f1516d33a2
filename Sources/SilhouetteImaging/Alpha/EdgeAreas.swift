import CSilhouetteKernels

extension PixelBuffer {
  /// Areas that hold every pixel of a grey picture within `reach` rows and columns of which not all is 0
  /// and not all the maximum, and few others. They do not overlap, and depend on the picture alone.
  func edgeAreas(reach: Int, workers: Workers) -> [PixelRect] {
    var side = 16
    while side < reach { side *= 2 }
    let grid = BlockGrid(of: self, side: side, workers: workers)
    var areas: [PixelRect] = []
    for row in 0..<grid.rows {
      for column in 0..<grid.columns where grid.isNearEdge(column, row) {
        let block = PixelRect(
          x: column * side, y: row * side, width: min(side, width - column * side),
          height: min(side, height - row * side))
        if let last = areas.last, last.y == block.y, last.x + last.width == block.x,
          last.width < BlockGrid.widestArea
        {
          areas[areas.count - 1].width += block.width
        } else {
          areas.append(block)
        }
      }
    }
    return areas
  }
}

/// Which square blocks of a grey picture are all 0 or all the maximum.
private struct BlockGrid {
  enum Content: UInt8 {
    case zero
    case maximum
    case mixed
  }

  /// Wider areas would leave the cache.
  static let widestArea = 256

  let columns: Int
  let rows: Int
  private var contents: [Content]

  init(of picture: PixelBuffer, side: Int, workers: Workers) {
    let columns = (picture.width + side - 1) / side
    let rows = (picture.height + side - 1) / side
    (self.columns, self.rows) = (columns, rows)
    contents = [Content](repeating: .mixed, count: columns * rows)
    contents.withUnsafeMutableBufferPointer { contents in
      // Each thread writes the blocks of its own rows.
      let contents = contents
      picture.withView { view in
        workers.forEachBand(of: rows, minimum: 1) { band in
          for row in band {
            let lines = row * side..<min((row + 1) * side, view.height)
            for column in 0..<columns {
              let places = column * side..<min((column + 1) * side, view.width)
              contents[row * columns + column] = view.content(of: places, lines)
            }
          }
        }
      }
    }
  }

  /// Whether the block and those around it are anything but all 0 or all the maximum.
  func isNearEdge(_ column: Int, _ row: Int) -> Bool {
    let content = contents[row * columns + column]
    guard content != .mixed else { return true }
    for y in max(row - 1, 0)...min(row + 1, rows - 1) {
      for x in max(column - 1, 0)...min(column + 1, columns - 1)
      where contents[y * columns + x] != content { return true }
    }
    return false
  }
}

extension PixelView {
  fileprivate func content(of columns: Range<Int>, _ rows: Range<Int>) -> BlockGrid.Content {
    let size = format.bytesPerPixel
    // The bits that any byte has, and those that all have.
    var (any, all): (UInt8, UInt8) = (0, 255)
    for y in rows {
      let bytes = base + y * stride + columns.lowerBound * size
      slh_gather_bits(bytes.assumingMemoryBound(to: UInt8.self), columns.count * size, &any, &all)
      guard any == 0 || all == 255 else { return .mixed }
    }
    return any == 0 ? .zero : .maximum
  }
}
