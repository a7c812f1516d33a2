extension Raster where Element == Float {
  /// As OpenCV resizes float pixels with `INTER_LINEAR`.
  package func resizedLinearly(to size: RasterSize) -> Raster {
    guard size != self.size else { return self }
    return interpolated(
      columns: .openCV(from: width, to: size.width), rows: .openCV(from: height, to: size.height))
  }

  /// As Paddle resizes logits.
  package func interpolated(to size: RasterSize) -> Raster {
    guard size != self.size else { return self }
    return interpolated(
      columns: .paddle(from: width, to: size.width), rows: .paddle(from: height, to: size.height))
  }

  private func interpolated(columns: LinearAxis, rows: LinearAxis) -> Raster {
    let (targetWidth, targetHeight) = (columns.firsts.count, rows.firsts.count)
    let rowCount = targetWidth * channels
    var result = Raster(
      width: targetWidth, height: targetHeight, channels: channels, repeating: 0)
    var blended = [Float](repeating: 0, count: 2 * rowCount)
    // Which source rows the two halves of `blended` hold.
    var held = (-1, -1)
    for y in 0..<targetHeight {
      let wanted = (rows.firsts[y], rows.seconds[y])
      if held.0 != wanted.0 { blend(wanted.0, columns, into: &blended, at: 0) }
      if held.1 != wanted.1 { blend(wanted.1, columns, into: &blended, at: rowCount) }
      held = wanted
      let share = rows.shares[y]
      result.values.withUnsafeMutableBufferPointer { target in
        blended.withUnsafeBufferPointer { blended in
          for index in 0..<rowCount {
            target[y * rowCount + index] =
              blended[index] * (1 - share) + blended[rowCount + index] * share
          }
        }
      }
    }
    return result
  }

  /// Row `y` at the target's width.
  private func blend(_ y: Int, _ columns: LinearAxis, into target: inout [Float], at start: Int) {
    values.withUnsafeBufferPointer { values in
      target.withUnsafeMutableBufferPointer { target in
        for x in columns.firsts.indices {
          let first = (y * width + columns.firsts[x]) * channels
          let second = (y * width + columns.seconds[x]) * channels
          let share = columns.shares[x]
          for channel in 0..<channels {
            target[start + x * channels + channel] =
              values[first + channel] * (1 - share) + values[second + channel] * share
          }
        }
      }
    }
  }
}

extension Raster where Element == UInt8 {
  /// As OpenCV resizes 8-bit pixels with `INTER_LINEAR`: weights in 2048ths, and exactly half in both
  /// directions is the mean of two by two.
  package func resizedLinearly(to size: RasterSize) -> Raster {
    if size == self.size { return self }
    if size.width * 2 == width, size.height * 2 == height { return halved() }
    let columns = LinearAxis.openCV(from: width, to: size.width)
    let rows = LinearAxis.openCV(from: height, to: size.height)
    let columnWeights = columns.shares.map(FixedWeights.init)
    var result = Raster(width: size.width, height: size.height, channels: channels, repeating: 0)
    for y in 0..<size.height {
      let weights = FixedWeights(rows.shares[y])
      let (upper, lower) = (rows.firsts[y] * width, rows.seconds[y] * width)
      for x in 0..<size.width {
        for channel in 0..<channels {
          func blended(_ row: Int) -> Int32 {
            Int32(values[(row + columns.firsts[x]) * channels + channel]) * columnWeights[x].first
              + Int32(values[(row + columns.seconds[x]) * channels + channel])
              * columnWeights[x].second
          }
          result.values[(y * size.width + x) * channels + channel] = weights.pixel(
            blended(upper), blended(lower))
        }
      }
    }
    return result
  }

  private func halved() -> Raster {
    var result = Raster(width: width / 2, height: height / 2, channels: channels, repeating: 0)
    let below = width * channels
    for y in 0..<result.height {
      for x in 0..<result.width {
        for channel in 0..<channels {
          let corner = (2 * y * width + 2 * x) * channels + channel
          let sum = [corner, corner + channels, corner + below, corner + below + channels]
            .reduce(0) { $0 + Int(values[$1]) }
          result.values[(y * result.width + x) * channels + channel] = UInt8((sum + 2) / 4)
        }
      }
    }
    return result
  }
}

/// Two weights that OpenCV holds in 2048ths.
private struct FixedWeights {
  let first: Int32
  let second: Int32

  init(_ share: Float) {
    first = Int32(((1 - share) * 2048).rounded(.toNearestOrEven))
    second = Int32((share * 2048).rounded(.toNearestOrEven))
  }

  /// Both rows, which carry 11 bits of fraction, brought back to a pixel as OpenCV's vectors do it.
  func pixel(_ upper: Int32, _ lower: Int32) -> UInt8 {
    let sum = (first * (upper >> 4)) >> 16 + (second * (lower >> 4)) >> 16
    return UInt8(clamping: (sum + 2) >> 2)
  }
}

extension Raster {
  /// As OpenCV resizes with `INTER_NEAREST`: the pixel at ⌊x · source / target⌋, not half-pixel.
  package func resizedToNearest(_ size: RasterSize) -> Raster {
    guard size != self.size else { return self }
    let columns = Raster.nearest(from: width, to: size.width)
    let rows = Raster.nearest(from: height, to: size.height)
    var result: [Element] = []
    result.reserveCapacity(size.width * size.height * channels)
    for y in rows {
      for x in columns {
        for channel in 0..<channels { result.append(values[(y * width + x) * channels + channel]) }
      }
    }
    return Raster(width: size.width, height: size.height, channels: channels, values: result)
  }

  private static func nearest(from source: Int, to target: Int) -> [Int] {
    let scale = 1 / (Double(target) / Double(source))
    return (0..<target).map { min(Int(Double($0) * scale), source - 1) }
  }

  /// With room at the bottom and on the right.
  ///
  /// - Precondition: `size` is no smaller.
  package func padded(to size: RasterSize, with value: Element) -> Raster {
    precondition(size.width >= width && size.height >= height)
    var result = Raster(
      width: size.width, height: size.height, channels: channels, repeating: value)
    for y in 0..<height {
      let row = values[y * width * channels..<(y + 1) * width * channels]
      let start = y * size.width * channels
      result.values.replaceSubrange(start..<start + row.count, with: row)
    }
    return result
  }
}
