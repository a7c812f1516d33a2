import SilhouetteImaging

/// Reads the first frame of a GIF. Where the frame is transparent or does not cover its canvas, so is
/// the photo.
///
/// Our own reader: giflib's would unpack every frame of an animation to show one.
enum GIFDecoder {
  static func decode(_ source: PhotoDecoder.Source) throws(MediaError) -> Photo {
    let file = try GIFFile(source)
    try source.checkSize(width: file.canvasWidth, height: file.canvasHeight)
    let frame = file.frame
    let indices = UnsafeMutableBufferPointer<UInt8>.allocate(
      capacity: frame.width * frame.height)
    defer { indices.deallocate() }
    var decoder = LZWDecoder(minimumCodeSize: file.minimumCodeSize)
    switch decoder.decode(file.data, into: indices) {
    case .complete: break
    case .tooShort: throw source.endsEarly("compressed data is over")
    case .damaged: throw source.damaged("compressed data")
    }
    return Photo(pixels: pixels(of: file, indices), metadata: PhotoMetadata(), format: .gif)
  }

  private static func pixels(
    of file: GIFFile, _ indices: UnsafeMutableBufferPointer<UInt8>
  ) -> PixelBuffer {
    let frame = file.frame
    let coversCanvas = frame.width == file.canvasWidth && frame.height == file.canvasHeight
    let hasAlpha = file.transparentIndex != nil || !coversCanvas
    let channels = hasAlpha ? 4 : 3
    let table = colors(of: file, channels: channels)
    var pixels = PixelBuffer(
      width: file.canvasWidth, height: file.canvasHeight, format: hasAlpha ? .rgba8 : .rgb8)
    pixels.withMutableView { view in
      if !coversCanvas {
        for y in 0..<view.height { view.row(y).initializeMemory(as: UInt8.self, repeating: 0) }
      }
      for (stored, y) in rowOrder(of: frame).enumerated() {
        let target = view.row(frame.y + y)
        for x in 0..<frame.width {
          let entry = channels * Int(indices[stored * frame.width + x])
          let place = (frame.x + x) * channels
          for channel in 0..<channels { target[place + channel] = table[entry + channel] }
        }
      }
    }
    return pixels
  }

  /// The pixel for each of 256 indices; those that the file lacks are black.
  private static func colors(of file: GIFFile, channels: Int) -> [UInt8] {
    var table = [UInt8](repeating: 0, count: 256 * channels)
    for index in 0..<256 where channels == 4 { table[4 * index + 3] = 255 }
    for (offset, value) in file.palette.enumerated() {
      table[offset / 3 * channels + offset % 3] = value
    }
    if channels == 4, let index = file.transparentIndex { table[4 * index + 3] = 0 }
    return table
  }

  /// Which row each stored row is: interlaced files store every eighth row, then those between.
  private static func rowOrder(of frame: GIFFile.Frame) -> [Int] {
    guard frame.isInterlaced else { return Array(0..<frame.height) }
    return [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap { start, step in
      Array(stride(from: start, to: frame.height, by: step))
    }
  }
}
