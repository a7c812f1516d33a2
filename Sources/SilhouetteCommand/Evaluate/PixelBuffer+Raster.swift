import SilhouetteEvaluation
import SilhouetteImaging

extension PixelBuffer {
  /// Red, green and blue with 8 bits as OpenCV's `imread` gives them: alpha is dropped, and of 16 bits
  /// the upper 8 are kept.
  func colorRaster() -> Raster<UInt8> {
    let source = withColors()
    let (count, depth) = (source.format.channelCount, source.format.bytesPerChannel)
    var result = Raster<UInt8>(width: width, height: height, channels: 3, repeating: 0)
    source.withView { view in
      for y in 0..<height {
        let row = view.row(y)
        for x in 0..<width {
          for channel in 0..<3 {
            let place = (x * count + channel) * depth
            result.values[(y * width + x) * 3 + channel] =
              depth == 1
              ? row[place] : UInt8(row.loadUnaligned(fromByteOffset: place, as: UInt16.self) >> 8)
          }
        }
      }
    }
    return result
  }

  /// The first channel with 8 bits: what a mask says.
  func firstChannelRaster() -> Raster<UInt8> {
    let (pixel, depth) = (format.bytesPerPixel, format.bytesPerChannel)
    var result = Raster<UInt8>(width: width, height: height, repeating: 0)
    withView { view in
      for y in 0..<height {
        let row = view.row(y)
        for x in 0..<width {
          result.values[y * width + x] =
            depth == 1
            ? row[x * pixel]
            : UInt8(row.loadUnaligned(fromByteOffset: x * pixel, as: UInt16.self) >> 8)
        }
      }
    }
    return result
  }

  /// A picture of 8 bits, grey or RGB.
  init(_ raster: Raster<UInt8>) {
    self.init(
      width: raster.width, height: raster.height, format: raster.channels == 1 ? .gray8 : .rgb8)
    withMutableView { view in
      let rowCount = raster.width * raster.channels
      for y in 0..<raster.height {
        view.row(y).copyBytes(from: raster.values[y * rowCount..<(y + 1) * rowCount])
      }
    }
  }
}
