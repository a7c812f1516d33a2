extension PixelView {
  /// Refuses a size, stride or address that cannot be a picture's.
  package func validate() throws(ImagingError) {
    let sides = 1...PixelBuffer.maximumSide
    guard sides.contains(width), sides.contains(height) else {
      throw .invalidPicture(
        reason: "\(width)x\(height) pixels; each side must be 1 to \(PixelBuffer.maximumSide)")
    }
    let rowBytes = width * format.bytesPerPixel
    guard stride >= rowBytes else {
      throw .invalidPicture(
        reason: "a stride of \(stride) bytes is less than a row, \(rowBytes) bytes")
    }
    let alignment = format.bytesPerChannel
    guard stride % alignment == 0, UInt(bitPattern: base) % UInt(alignment) == 0 else {
      throw .invalidPicture(reason: "16-bit channels must lie at even addresses and strides")
    }
  }
}

extension MutablePixelView {
  /// Refuses a size, stride or address that cannot be a picture's.
  package func validate() throws(ImagingError) {
    try readOnly.validate()
  }
}
