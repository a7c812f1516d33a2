/// A colour for every class (`paddleseg/utils/visualize.py`, `get_color_map_list`).
package struct ColorMap: Hashable, Sendable {
  /// 256 colours, red, green and blue of each.
  package private(set) var bytes: [UInt8]

  package static let colorCount = 256

  /// Pascal VOC's colours without its first one (black), so that class 0 is (128, 0, 0); the custom
  /// ones, three numbers each, replace those of the first classes.
  package init(custom: [UInt8] = []) {
    bytes = (0..<ColorMap.colorCount).flatMap { ColorMap.color(of: $0 + 1) }
    bytes.replaceSubrange(0..<min(custom.count, bytes.count), with: custom.prefix(bytes.count))
  }

  /// Bits 0, 1, 2 of the number go to bit 7 of red, green and blue; the next three to bit 6, and so
  /// on.
  private static func color(of number: Int) -> [UInt8] {
    var color: [UInt8] = [0, 0, 0]
    for level in 0..<8 {
      for channel in 0..<3 where number >> (3 * level + channel) & 1 == 1 {
        color[channel] |= 0x80 >> UInt8(level)
      }
    }
    return color
  }

  /// Each pixel in its class's colour, RGB.
  package func picture(of labels: LabelMap) -> Raster<UInt8> {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(3 * labels.values.count)
    for label in labels.values { pixels += bytes[3 * Int(label)..<3 * Int(label) + 3] }
    return Raster(width: labels.width, height: labels.height, channels: 3, values: pixels)
  }

  /// `weight` of the picture and the rest of the classes' colours, halves rounded to even as OpenCV's
  /// `addWeighted` does.
  ///
  /// - Precondition: an RGB picture of the labels' size.
  package func overlay(
    _ labels: LabelMap, on picture: Raster<UInt8>, weight: Float = 0.6
  ) -> Raster<UInt8> {
    precondition(picture.channels == 3 && picture.size == labels.size)
    let colors = self.picture(of: labels)
    var result = picture
    for index in result.values.indices {
      let sum = Float(picture.values[index]) * weight + Float(colors.values[index]) * (1 - weight)
      result.values[index] = UInt8(min(max(sum.rounded(.toNearestOrEven), 0), 255))
    }
    return result
  }
}
