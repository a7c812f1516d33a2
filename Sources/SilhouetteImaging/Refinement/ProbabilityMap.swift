import CSilhouetteKernels

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

  /// The map in a network's output `[height, width, channels]`: a channel of it as it stands, or, of
  /// logits, the sigmoid of the only channel or the softmax of several. Cut to 0…1.
  package init(
    width: Int, height: Int, output: UnsafeBufferPointer<Float>, channels: Int,
    personChannel: Int, areLogits: Bool
  ) {
    let count = width * height
    precondition(output.count >= count * channels && (0..<channels).contains(personChannel))
    let values = [Float](unsafeUninitializedCapacity: count) { values, initialized in
      if let target = values.baseAddress, let source = output.baseAddress {
        slh_person_probabilities(target, source, channels, personChannel, areLogits, count)
      }
      initialized = count
    }
    self.init(width: width, height: height, values: values)
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

  /// The map at another size, row after row.
  package func values(width: Int, height: Int) -> [Float] {
    let plane = resampled(width: width, height: height, workers: .callerOnly)
    return [Float](UnsafeBufferPointer(start: plane.base, count: width * height))
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
