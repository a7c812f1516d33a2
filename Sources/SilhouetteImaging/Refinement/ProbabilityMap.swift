/// A map of probabilities that covers a whole picture at a size of its own, row after row.
package struct ProbabilityMap: Sendable {
  package let width: Int
  package let height: Int
  package let values: [Float]

  /// - Precondition: there are `width · height` values, at least one.
  package init(width: Int, height: Int, values: [Float]) {
    precondition(width >= 1 && height >= 1 && values.count == width * height)
    self.width = width
    self.height = height
    self.values = values
  }

  /// The map at another size, rounded to 8 or 16 bits: `floor(p · maximum + ½)`.
  ///
  /// Rows are interpolated one by one, so no map of floats at full size is ever held.
  package func alpha(
    width: Int, height: Int, format: PixelFormat, workers: Workers
  ) -> PixelBuffer {
    var result = PixelBuffer(width: width, height: height, format: format)
    result.withMutableView { target in
      forEachRow(width: width, height: height, workers: workers) { y, row in
        target.setAlpha(row, at: y)
      }
    }
    return result
  }

  /// The map at another size.
  func resampled(width: Int, height: Int, workers: Workers) -> Plane<Float> {
    let result = Plane<Float>(width: width, height: height)
    forEachRow(width: width, height: height, workers: workers) { y, row in
      result.row(y).update(from: row, count: width)
    }
    return result
  }

  /// Calls `use` with each row of the map at another size, on several threads at a time.
  private func forEachRow(
    width: Int, height: Int, workers: Workers, use: (Int, UnsafePointer<Float>) -> Void
  ) {
    let columns = ResamplingAxis(from: self.width, to: width)
    let rows = ResamplingAxis(from: self.height, to: height)
    values.withUnsafeBufferPointer { values in
      guard let source = values.baseAddress else { return }
      workers.forEachBand(of: height, minimum: 16) { band in
        Scratch.with(self.width + width) { (narrow: UnsafeMutablePointer<Float>) in
          let wide = narrow + self.width
          for y in band {
            rows.blend(source, rowCount: self.width, at: y, into: narrow)
            columns.gather(narrow, channels: 1, into: wide)
            use(y, wide)
          }
        }
      }
    }
  }
}
