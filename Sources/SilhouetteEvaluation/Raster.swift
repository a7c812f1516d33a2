/// Numbers in rows and columns with interleaved channels: a picture, a label map or a network's
/// logits, in whatever type they are computed.
package struct Raster<Element: BitwiseCopyable & Sendable>: Sendable {
  package let width: Int
  package let height: Int
  package let channels: Int
  /// `height · width · channels`, row after row from the top.
  package var values: [Element]

  /// - Precondition: `values` fills the raster.
  package init(width: Int, height: Int, channels: Int = 1, values: [Element]) {
    precondition(
      width > 0 && height > 0 && channels > 0 && values.count == width * height * channels)
    self.width = width
    self.height = height
    self.channels = channels
    self.values = values
  }

  package init(width: Int, height: Int, channels: Int = 1, repeating value: Element) {
    self.init(
      width: width, height: height, channels: channels,
      values: [Element](repeating: value, count: width * height * channels))
  }

  package var size: RasterSize { RasterSize(width: width, height: height) }
}

extension Raster: Equatable where Element: Equatable {}

/// Classes by pixel: 0 is background, 1 a person, 255 in a mask is not to be judged.
package typealias LabelMap = Raster<UInt8>

package struct RasterSize: Hashable, Sendable, CustomStringConvertible {
  package var width: Int
  package var height: Int

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  package var description: String { "\(width)x\(height)" }
}

extension Raster {
  package func map<Result: BitwiseCopyable & Sendable>(
    _ transform: (Element) -> Result
  ) -> Raster<Result> {
    Raster<Result>(
      width: width, height: height, channels: channels, values: values.map(transform))
  }

  /// The top left part.
  ///
  /// - Precondition: it is no larger than the raster.
  package func cropped(to size: RasterSize) -> Raster {
    cropped(x: 0, y: 0, to: size)
  }

  /// - Precondition: the part lies in the raster.
  package func cropped(x: Int, y: Int, to size: RasterSize) -> Raster {
    precondition(x >= 0 && y >= 0 && x + size.width <= width && y + size.height <= height)
    var result: [Element] = []
    result.reserveCapacity(size.width * size.height * channels)
    for row in y..<y + size.height {
      let start = (row * width + x) * channels
      result += values[start..<start + size.width * channels]
    }
    return Raster(width: size.width, height: size.height, channels: channels, values: result)
  }

  /// Left and right exchanged.
  package func flippedHorizontally() -> Raster {
    var result = self
    for y in 0..<height {
      for x in 0..<width {
        for channel in 0..<channels {
          result.values[(y * width + x) * channels + channel] =
            values[(y * width + width - 1 - x) * channels + channel]
        }
      }
    }
    return result
  }

  /// Top and bottom exchanged.
  package func flippedVertically() -> Raster {
    let rowCount = width * channels
    var result: [Element] = []
    result.reserveCapacity(values.count)
    for y in (0..<height).reversed() { result += values[y * rowCount..<(y + 1) * rowCount] }
    return Raster(width: width, height: height, channels: channels, values: result)
  }

  /// Rows and columns exchanged.
  package func transposed() -> Raster {
    var result: [Element] = []
    result.reserveCapacity(values.count)
    for x in 0..<width {
      for y in 0..<height {
        let start = (y * width + x) * channels
        result += values[start..<start + channels]
      }
    }
    return Raster(width: height, height: width, channels: channels, values: result)
  }
}
