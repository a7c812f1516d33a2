extension Raster where Element == Float {
  /// The strongest channel of each pixel; of equal ones the first, so that a tie is background.
  ///
  /// - Precondition: at most 256 channels.
  package func strongestChannels() -> LabelMap {
    precondition(channels <= 256)
    var labels = LabelMap(width: width, height: height, repeating: 0)
    values.withUnsafeBufferPointer { values in
      for pixel in labels.values.indices {
        let start = pixel * channels
        var best = 0
        for channel in 1..<max(channels, 1) where values[start + channel] > values[start + best] {
          best = channel
        }
        labels.values[pixel] = UInt8(best)
      }
    }
    return labels
  }
}
