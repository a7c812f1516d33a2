import CSilhouetteKernels

extension PixelView {
  /// Row `y` as red, green and blue, each `v / maximum + offset`; grey counts as all three.
  func colors(
    at y: Int, offset: Float, into target: UnsafeMutablePointer<Float>
  ) {
    let row = base + y * stride
    let channels = format.channelCount
    let scale = 1 / format.maximumChannelValue
    let order: [UInt8] = [
      format.position(ofColor: 0), format.position(ofColor: 1), format.position(ofColor: 2),
    ]
    order.withUnsafeBufferPointer { order in
      if format.bytesPerChannel == 1 {
        slh_colors_from_u8(
          target, row.assumingMemoryBound(to: UInt8.self), channels, order.baseAddress, scale,
          offset, width)
      } else {
        slh_colors_from_u16(
          target, row.assumingMemoryBound(to: UInt16.self), channels, order.baseAddress, scale,
          offset, width)
      }
    }
  }
}
