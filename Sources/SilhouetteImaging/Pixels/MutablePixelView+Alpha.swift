import CSilhouetteKernels

extension MutablePixelView {
  /// Rounds a row of numbers 0…1, or a part of it, into a grey picture: `floor(a · maximum + ½)`.
  func setAlpha(_ values: UnsafePointer<Float>, at y: Int, _ columns: Range<Int>? = nil) {
    let columns = columns ?? 0..<width
    let target = base + y * stride + columns.lowerBound * format.bytesPerChannel
    if format.bytesPerChannel == 1 {
      slh_quantize_u8(target.assumingMemoryBound(to: UInt8.self), values, columns.count)
    } else {
      slh_quantize_u16(target.assumingMemoryBound(to: UInt16.self), values, columns.count)
    }
  }

  /// Makes a part of a row of a grey picture all person or all background.
  func setAlpha(isPerson: Bool, at y: Int, _ columns: Range<Int>) {
    let size = format.bytesPerChannel
    let target = base + y * stride + columns.lowerBound * size
    target.initializeMemory(
      as: UInt8.self, repeating: isPerson ? .max : 0, count: columns.count * size)
  }
}
