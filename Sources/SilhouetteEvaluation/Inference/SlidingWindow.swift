/// Runs a network on overlapping windows of a picture and averages their logits (PaddleSeg's
/// `slide_inference`).
package struct SlidingWindow: Hashable, Sendable {
  package var crop: RasterSize
  package var stride: RasterSize

  /// - Precondition: no stride is longer than its crop, so that no pixel is left out.
  package init(crop: RasterSize, stride: RasterSize) {
    precondition(
      (1...crop.width).contains(stride.width) && (1...crop.height).contains(stride.height))
    self.crop = crop
    self.stride = stride
  }

  /// Logits of the input's size.
  package func logits<Failure: Error>(
    of input: Raster<Float>, _ network: AugmentedInference.Network<Failure>
  ) throws(Failure) -> Raster<Float> {
    var sum: Raster<Float>?
    var visits = [Float](repeating: 0, count: input.width * input.height)
    let columns = SlidingWindow.windows(input.width, crop.width, stride.width)
    for rows in SlidingWindow.windows(input.height, crop.height, stride.height) {
      for columns in columns {
        let size = RasterSize(width: columns.count, height: rows.count)
        let logits = try network(
          input.cropped(x: columns.lowerBound, y: rows.lowerBound, to: size))
        var target =
          sum
          ?? Raster(
            width: input.width, height: input.height, channels: logits.channels, repeating: 0)
        for y in rows {
          for x in columns {
            visits[y * input.width + x] += 1
            let source = (y - rows.lowerBound) * size.width + x - columns.lowerBound
            for channel in 0..<logits.channels {
              target.values[(y * input.width + x) * logits.channels + channel] +=
                logits.values[source * logits.channels + channel]
            }
          }
        }
        sum = target
      }
    }
    guard var sum else { return try network(input) }
    for index in sum.values.indices { sum.values[index] /= visits[index / sum.channels] }
    return sum
  }

  /// Where windows lie along one side; the last ones end at the border.
  private static func windows(_ length: Int, _ crop: Int, _ stride: Int) -> [Range<Int>] {
    let count = length <= crop ? 1 : (length - crop + stride - 1) / stride + 1
    return (0..<count).map { index in
      let end = min(index * stride + crop, length)
      return max(end - crop, 0)..<end
    }
  }
}
