import SilhouetteImaging
import SilhouetteTestSupport
import Testing

/// A way to turn or mirror a picture, of the seven that there are beside leaving it as it is.
struct Turn: Sendable, CustomTestStringConvertible {
  /// Whether rows become columns.
  let transposes: Bool
  let flipsColumns: Bool
  let flipsRows: Bool

  static let all = (1..<8).map {
    Turn(transposes: $0 & 1 != 0, flipsColumns: $0 & 2 != 0, flipsRows: $0 & 4 != 0)
  }

  var testDescription: String {
    switch (transposes, flipsColumns, flipsRows) {
    case (false, true, false): "left and right"
    case (false, false, true): "up and down"
    case (false, _, _): "by 180°"
    case (true, false, false): "rows and columns"
    case (true, true, false): "by 90°"
    case (true, false, true): "by 270°"
    case (true, true, true): "the other diagonal"
    }
  }

  func size(_ width: Int, _ height: Int) -> (width: Int, height: Int) {
    transposes ? (height, width) : (width, height)
  }

  /// Where a point of the turned picture lies in the original, which has the size that is given.
  func source(_ x: Int, _ y: Int, in width: Int, _ height: Int) -> (x: Int, y: Int) {
    let (u, v) = transposes ? (y, x) : (x, y)
    return (flipsColumns ? width - 1 - u : u, flipsRows ? height - 1 - v : v)
  }

  func callAsFunction<Value>(_ values: [Value], width: Int, height: Int) -> [Value] {
    let size = size(width, height)
    return (0..<width * height).map { index in
      let from = source(index % size.width, index / size.width, in: width, height)
      return values[from.y * width + from.x]
    }
  }

  func callAsFunction(_ map: ProbabilityMap) -> ProbabilityMap {
    let size = size(map.width, map.height)
    return ProbabilityMap(
      width: size.width, height: size.height,
      values: self(map.values, width: map.width, height: map.height))
  }

  func callAsFunction(_ picture: PixelBuffer) -> PixelBuffer {
    let size = size(picture.width, picture.height)
    let (values, channels) = (picture.values, picture.format.channelCount)
    return PixelBuffer(
      width: size.width, height: size.height, format: picture.format
    ) { x, y, channel in
      let from = source(x, y, in: picture.width, picture.height)
      return values[(from.y * picture.width + from.x) * channels + channel]
    }
  }

  func callAsFunction(_ area: PixelRect, in width: Int, _ height: Int) -> PixelRect {
    let x = flipsColumns ? width - area.x - area.width : area.x
    let y = flipsRows ? height - area.y - area.height : area.y
    return transposes
      ? PixelRect(x: y, y: x, width: area.height, height: area.width)
      : PixelRect(x: x, y: y, width: area.width, height: area.height)
  }
}

/// The largest difference of two lists of equal length.
func worstDifference(_ a: [Int], _ b: [Int]) -> Int {
  a.count == b.count ? zip(a, b).map { abs($0 - $1) }.max() ?? 0 : .max
}
