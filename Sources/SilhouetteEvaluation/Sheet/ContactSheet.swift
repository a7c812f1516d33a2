import SilhouetteImaging

/// Small pictures in rows and columns, to look at many results at once.
package struct ContactSheet {
  private static let gap = 4

  private let columns: Int
  private let cellSide: Int
  /// 8-bit RGB cells, row after row.
  private var cells: [Cell] = []

  private struct Cell {
    let width: Int
    let height: Int
    let pixels: [UInt8]
  }

  /// - Parameter cellSide: each cell is a square of this many pixels; pictures keep their proportions.
  package init(columns: Int, cellSide: Int = 256) {
    self.columns = columns
    self.cellSide = cellSide
  }

  package var isEmpty: Bool { cells.isEmpty }

  /// Appends a picture, scaled to its cell.
  package mutating func append(_ picture: PixelBuffer) {
    picture.withView { append($0) }
  }

  private mutating func append(_ picture: PixelView) {
    let scale = Double(cellSide) / Double(max(picture.width, picture.height))
    let width = max(Int((Double(picture.width) * scale).rounded()), 1)
    let height = max(Int((Double(picture.height) * scale).rounded()), 1)
    var colors = [Float](repeating: 0, count: width * height * 3)
    colors.withUnsafeMutableBufferPointer { target in
      guard let base = target.baseAddress else { return }
      PictureSampler(
        sourceWidth: picture.width, sourceHeight: picture.height, width: width, height: height
      ).sample(picture, .eightBits, into: base, workers: .callerOnly)
    }
    cells.append(
      Cell(width: width, height: height, pixels: colors.map { UInt8(min(max($0, 0), 255) + 0.5) }))
  }

  /// Appends a mask in grey: 0 black, 1 white.
  ///
  /// - Precondition: `values` has `width · height` elements.
  package mutating func append(mask values: [Float], width: Int, height: Int) {
    precondition(values.count == width * height)
    var picture = PixelBuffer(width: width, height: height, format: .gray8)
    picture.withMutableView { view in
      for y in 0..<height {
        let row = view.row(y)
        for x in 0..<width {
          row[x] = UInt8(min(max(values[y * width + x], 0), 1) * 255 + 0.5)
        }
      }
    }
    append(picture)
  }

  /// The whole sheet on white, 8-bit RGB; `nil` if nothing was appended.
  package func picture() -> PixelBuffer? {
    guard !cells.isEmpty else { return nil }
    let pitch = cellSide + ContactSheet.gap
    let rows = (cells.count + columns - 1) / columns
    var sheet = PixelBuffer(
      width: columns * pitch + ContactSheet.gap, height: rows * pitch + ContactSheet.gap,
      format: .rgb8)
    sheet.withMutableView { view in
      for y in 0..<view.height { view.row(y).initializeMemory(as: UInt8.self, repeating: 255) }
      for (index, cell) in cells.enumerated() {
        let left = ContactSheet.gap + index % columns * pitch + (cellSide - cell.width) / 2
        let top = ContactSheet.gap + index / columns * pitch + (cellSide - cell.height) / 2
        for y in 0..<cell.height {
          let row = cell.pixels[y * cell.width * 3..<(y + 1) * cell.width * 3]
          UnsafeMutableRawBufferPointer(rebasing: view.row(top + y)[(left * 3)...])
            .copyBytes(from: row)
        }
      }
    }
    return sheet
  }
}

extension ColorTransform {
  /// Colours as 0…255, red first.
  fileprivate static let eightBits = ColorTransform(
    order: (0, 1, 2), mean: (0, 0, 0), standardDeviation: (1 / 255, 1 / 255, 1 / 255))
}
