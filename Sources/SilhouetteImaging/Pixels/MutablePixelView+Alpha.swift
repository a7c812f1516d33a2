import CSilhouetteKernels

extension MutablePixelView {
  /// Rounds a row of numbers 0…1 into a grey picture: `floor(a · maximum + ½)`.
  func setAlpha(_ values: UnsafePointer<Float>, at y: Int) {
    let row = base + y * stride
    if format.bytesPerChannel == 1 {
      slh_quantize_u8(row.assumingMemoryBound(to: UInt8.self), values, width)
    } else {
      slh_quantize_u16(row.assumingMemoryBound(to: UInt16.self), values, width)
    }
  }
}
