import SilhouetteImaging
import SilhouetteTestSupport

/// Pictures that tests are made of.
extension PixelBuffer {
  /// A picture whose channel values come from `value(x, y, channel)`, channels in memory order.
  init(width: Int, height: Int, format: PixelFormat, value: (Int, Int, Int) -> Int) {
    self.init(width: width, height: height, format: format)
    withMutableView { view in
      for y in 0..<height {
        let row = view.row(y)
        for x in 0..<width {
          for channel in 0..<format.channelCount {
            let index = x * format.channelCount + channel
            if format.bytesPerChannel == 1 {
              row[index] = UInt8(value(x, y, channel))
            } else {
              row.storeBytes(
                of: UInt16(value(x, y, channel)), toByteOffset: index * 2, as: UInt16.self)
            }
          }
        }
      }
    }
  }

  static func random(
    width: Int, height: Int, format: PixelFormat, using generator: inout SeededGenerator
  ) -> PixelBuffer {
    let maximum = format.bytesPerChannel == 1 ? 255 : 65_535
    return PixelBuffer(width: width, height: height, format: format) { _, _, _ in
      Int.random(in: 0...maximum, using: &generator)
    }
  }

  /// One channel of one pixel, in memory order.
  func value(_ x: Int, _ y: Int, _ channel: Int = 0) -> Int {
    withView { view in
      let index = x * format.channelCount + channel
      return format.bytesPerChannel == 1
        ? Int(view.row(y)[index])
        : Int(view.row(y).loadUnaligned(fromByteOffset: index * 2, as: UInt16.self))
    }
  }

  /// All channel values, row after row.
  var values: [Int] {
    withView { view in
      var values: [Int] = []
      values.reserveCapacity(width * height * format.channelCount)
      for y in 0..<height {
        if format.bytesPerChannel == 1 {
          for value in view.row(y) { values.append(Int(value)) }
        } else {
          view.row(y).withMemoryRebound(to: UInt16.self) { row in
            for value in row { values.append(Int(value)) }
          }
        }
      }
      return values
    }
  }
}
