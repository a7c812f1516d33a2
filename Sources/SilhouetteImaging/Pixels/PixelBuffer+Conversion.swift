extension PixelBuffer {
  /// A part of the picture.
  ///
  /// - Throws: ``ImagingError/rectangleOutside(_:width:height:)`` if it is empty or leaves the picture.
  public func cropped(to rectangle: PixelRect) throws(ImagingError) -> PixelBuffer {
    guard rectangle.x >= 0, rectangle.y >= 0, rectangle.width >= 1, rectangle.height >= 1,
      rectangle.width <= width - rectangle.x, rectangle.height <= height - rectangle.y
    else { throw .rectangleOutside(rectangle, width: width, height: height) }
    return withView { PixelBuffer(copying: $0.cropped(to: rectangle)) }
  }

  /// A grey picture as RGB of the same depth; a picture with colours as it is.
  package func withColors() -> PixelBuffer {
    guard format.channelCount == 1 else { return self }
    var result = PixelBuffer(
      width: width, height: height, format: format.bytesPerChannel == 1 ? .rgb8 : .rgb16)
    withView { source in
      result.withMutableView { target in
        Scratch.with(3 * width) { (colors: UnsafeMutablePointer<Float>) in
          for y in 0..<height {
            source.colors(at: y, into: colors)
            target.setColors(colors, at: y, 0..<width)
          }
        }
      }
    }
    return result
  }
}
