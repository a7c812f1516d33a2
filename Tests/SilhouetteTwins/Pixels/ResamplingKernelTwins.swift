import CSilhouetteKernels

extension TwinCheck {
  static let resamplingKernels: [TwinCheck] = [
    overPixels("Weighted rows") { ResamplingKernelTwins.weightedRows(&$0) },
    overPixels("Colours at another size") { ResamplingKernelTwins.colors(&$0) },
    overPixels("Weighted columns", channels: [1, 3, 4]) {
      ResamplingKernelTwins.weightedColumns(&$0, channels: $1)
    },
    overPixels("Weighted columns of four rows", channels: [1, 3, 4]) {
      ResamplingKernelTwins.columnsOfFourRows(&$0, channels: $1)
    },
    overPixels("Quantisation") { ResamplingKernelTwins.quantisation(&$0) },
    overPixels("Colours of pixels in any order", channels: [1, 3, 4]) {
      ResamplingKernelTwins.colors(&$0, channels: $1)
    },
  ]
}

/// Resampling kernels, and those that turn pixels into numbers and back, against scalar twins.
private enum ResamplingKernelTwins {
  /// Σ w[t] · row[t][i] over rows of `Value`, which start `stride` bytes after each other.
  private static func checkWeightedRows<Value: BitwiseCopyable>(
    _ example: inout ImagingKernelCase, _ values: [Value], taps: Int, stride: Int, start: Int = 0,
    _ number: (Value) -> Double,
    kernel: (UnsafeMutablePointer<Float>, UnsafePointer<UInt8>, Int, UnsafePointer<Float>) -> Void
  ) {
    let count = values.count / taps
    let weights = example.guarded(example.numbers(taps, -1...1))
    let size = MemoryLayout<Value>.stride
    var bytes = [UInt8](repeating: 0xA5, count: start + (taps - 1) * stride + count * size)
    bytes.withUnsafeMutableBytes { bytes in
      for (index, value) in values.enumerated() {
        bytes.storeBytes(
          of: value, toByteOffset: start + index / count * stride + index % count * size,
          as: Value.self)
      }
    }
    let rows = GuardedBuffer(bytes)
    example.expectSum(in: [Float](repeating: 7, count: count), roundings: 2 * taps) {
      kernel($0, rows.start + start, stride, weights.start)
    } twin: { place in
      (0..<taps).map { Double(weights[$0]) * number(values[$0 * count + place]) }
    }
  }

  static func weightedRows(_ example: inout ImagingKernelCase) {
    let (count, taps, gap) = (example.width, example.integer(1...6), example.integer(0...9))
    // Rows of bytes and words start at any byte, as in pictures of any stride.
    checkWeightedRows(
      &example, example.levels(count * taps) as [UInt8], taps: taps, stride: count + gap,
      start: gap, { Double($0) }
    ) { slh_weighted_rows_u8($0, $1, $2, $3, taps, count) }
    checkWeightedRows(
      &example, example.levels(count * taps) as [UInt16], taps: taps, stride: 2 * count + gap,
      start: gap, { Double($0) }
    ) { slh_weighted_rows_u16($0, $1, $2, $3, taps, count) }
    checkWeightedRows(
      &example, example.numbers(count * taps, -2...2, extremes: [65535, -65535]), taps: taps,
      stride: 4 * (count + gap), start: 4 * gap, { Double($0) }
    ) { target, rows, stride, weights in
      UnsafeRawPointer(rows).withMemoryRebound(to: Float.self, capacity: 1) {
        slh_weighted_rows_f32(target, $0, stride, weights, taps, count)
      }
    }
  }

  static func colors(_ example: inout ImagingKernelCase) {
    /// Positions that do not fall, and weights.
    func axis(_ count: Int, of sources: Int, taps: Int) -> (
      GuardedBuffer<Int32>, GuardedBuffer<Float>
    ) {
      let firsts = (0..<count).map { _ in Int32(example.integer(0...sources - taps)) }.sorted()
      return (example.guarded(firsts), example.guarded(example.numbers(count * taps, -1...1)))
    }
    let (width, height) = (example.width, example.integer(1...4))
    let taps = (across: example.integer(1...3), down: example.integer(1...3))
    let source = (width: taps.across + example.integer(0...40), height: taps.down + 3)
    let stride = 4 * (source.width + example.integer(0...2))
    let map = example.guarded(example.numbers(stride * source.height, -1...1))
    let (columns, rows) = (
      axis(width, of: source.width, taps: taps.across),
      axis(height, of: source.height, taps: taps.down)
    )
    let targetStride = 4 * width + example.integer(0...5)
    let before = [Float](repeating: 7, count: targetStride * (height - 1) + 4 * width)
    let scratch = example.guarded([Float](repeating: 0, count: 4 * source.width))
    let found = example.after(before) { target in
      var across = slh_axis(
        first: columns.0.start, weights: columns.1.start, taps: taps.across)
      var down = slh_axis(first: rows.0.start, weights: rows.1.start, taps: taps.down)
      slh_resample_colors(
        target, targetStride, map.start, stride, &down, height, &across, width, scratch.start)
    }
    example.expect(scratch.isIntact)
    for (place, value) in found.enumerated() {
      let (x, y) = (place % targetStride / 4, place / targetStride)
      guard place % targetStride < 4 * width else {
        example.expect(value == 7, "between two rows")
        continue
      }
      var sum = 0.0
      for down in 0..<taps.down {
        for across in 0..<taps.across {
          let position = (Int(rows.0[y]) + down) * stride + 4 * (Int(columns.0[x]) + across)
          sum +=
            Double(rows.1[y * taps.down + down]) * Double(columns.1[x * taps.across + across])
            * Double(map[position + place % targetStride % 4])
        }
      }
      example.expect(abs(Double(value) - sum) <= 4e-6)
    }
  }

  /// Beside those of one row.
  static func columnsOfFourRows(_ example: inout ImagingKernelCase, channels: Int) {
    let (count, taps) = (example.width, example.integer(1...8))
    let sourceCount = taps + example.integer(0...70)
    let stride = sourceCount * channels + example.integer(0...5)
    let rows = example.guarded(example.numbers(4 * stride + 16, -1...1, extremes: [255, 65535]))
    let rising = (0..<count).map { _ in Int32(example.integer(0...sourceCount - taps)) }.sorted()
    let first = example.guarded(example.integer(0...1) == 0 ? rising : rising.reversed())
    let weights = example.guarded(example.numbers(count * taps, -1...1))
    let scratch = example.guarded([Float](repeating: 0, count: 16 * (sourceCount + 3)))
    var axis = slh_axis(first: first.start, weights: weights.start, taps: taps)
    let orders = ImagingKernelCase.orders(channels: channels)
    let order = orders[example.integer(0...orders.count - 1)]
    let (scale, offset) = (example.numbers(3, -2...2), example.numbers(3, -200...200))
    var transform = slh_color_transform(
      order: (order[0], order[1], order[2]), scale: (scale[0], scale[1], scale[2]),
      offset: (offset[0], offset[1], offset[2]))
    let step = 3 * count + example.integer(0...5)
    var twin = [Float](repeating: 7, count: 4 * step)
    twin.withUnsafeMutableBufferPointer { twin in
      for row in 0..<4 {
        slh_weighted_columns_transformed(
          twin.baseAddress.map { $0 + row * step }, rows.start + row * stride, channels, &axis,
          count,
          &transform)
      }
    }
    example.expectEqual(in: [Float](repeating: 7, count: 4 * step)) {
      slh_weighted_columns_of_four(
        $0, step, rows.start, stride, channels, &axis, count, &transform, scratch.start)
    } twin: {
      twin[$0]
    }
    example.expect(scratch.isIntact, "writes outside its scratch")
  }

  static func weightedColumns(_ example: inout ImagingKernelCase, channels: Int) {
    let (count, taps) = (example.width, example.integer(1...5))
    let sourceCount = taps + example.integer(0...70)
    let row = example.guarded(
      example.numbers(sourceCount * channels, -1...1, extremes: [255, 65535]))
    let firsts = (0..<count).map { _ in Int32(example.integer(0...sourceCount - taps)) }
    let (first, weights) = (
      example.guarded(firsts), example.guarded(example.numbers(count * taps, -1...1))
    )
    var axis = slh_axis(first: first.start, weights: weights.start, taps: taps)
    /// w[k][t] · row[first[k] + t] of channel c, for each t
    func terms(_ target: Int, _ channel: Int) -> [Double] {
      (0..<taps).map { tap in
        Double(weights[target * taps + tap])
          * Double(row[(Int(firsts[target]) + tap) * channels + channel])
      }
    }
    example.expectSum(in: [Float](repeating: 7, count: count * channels), roundings: 2 * taps) {
      slh_weighted_columns($0, row.start, channels, &axis, count)
    } twin: {
      terms($0 / channels, $0 % channels)
    }

    let order = (0..<3).map { _ in example.integer(0...min(channels, 3) - 1) }
    let (scale, offset) = (example.numbers(3, -2...2), example.numbers(3, -200...200))
    var transform = slh_color_transform(
      order: (UInt8(order[0]), UInt8(order[1]), UInt8(order[2])),
      scale: (scale[0], scale[1], scale[2]), offset: (offset[0], offset[1], offset[2]))
    // sum[order[j]] · scale[j] + offset[j]
    example.expectSum(in: [Float](repeating: 7, count: count * 3), roundings: 2 * taps + 2) {
      slh_weighted_columns_transformed($0, row.start, channels, &axis, count, &transform)
    } twin: { place in
      terms(place / 3, order[place % 3]).map { $0 * Double(scale[place % 3]) }
        + [Double(offset[place % 3])]
    }
    withExtendedLifetime((row, first, weights)) {}
  }

  static func quantisation(_ example: inout ImagingKernelCase) {
    let count = example.width
    let extremes: [Float] = [.nan, .infinity, -.infinity, -0.0, 0.5, 1 - 0x1p-24, 1e-30, 1e30]
    func check<Value: PixelLevel>(
      _ kernel: (UnsafeMutablePointer<Value>?, UnsafePointer<Float>?, Int) -> Void
    ) {
      let most = Double(Value.max)
      let values = example.guarded(example.numbers(count, -0.5...1.5, extremes: extremes))
      let row: [Value] = example.levels(count)
      // floor(v · maximum + ½); two floats of at most the maximum round.
      example.expectRounded(in: row, tolerance: 2 * 0x1p-24 * (most + 1)) {
        kernel($0, values.start, count)
      } twin: {
        unit(Double(values[$0])) * most
      }
      // What was v / maximum is v again.
      let levels = example.guarded(row.map { Float($0) / Float(Value.max) })
      example.expectEqual(in: row.map { ~$0 }) {
        kernel($0, levels.start, count)
      } twin: {
        row[$0]
      }
      withExtendedLifetime(levels) {}
    }
    check(slh_quantize_u8)
    check(slh_quantize_u16)
  }

  static func colors(_ example: inout ImagingKernelCase, channels: Int) {
    let count = example.width
    func check<Value: PixelLevel>(
      _ kernel: (
        UnsafeMutablePointer<Float>?, UnsafePointer<Value>?, Int, UnsafePointer<UInt8>?, Float,
        Float, Int
      ) -> Void
    ) {
      let pixels = example.guarded(example.levels(count * channels) as [Value])
      let any = (0..<3).map { _ in UInt8(example.integer(0...channels - 1)) }
      let (scale, offset) = (1 / Float(Value.max), example.number(-1...1))
      for order in ImagingKernelCase.orders(channels: channels) + [any] {
        // v[order[j]] · scale + offset
        example.expectSum(in: [Float](repeating: 7, count: 3 * count), roundings: 2) {
          kernel($0, pixels.start, channels, order, scale, offset, count)
        } twin: { place in
          let value = pixels[place / 3 * channels + Int(order[place % 3])]
          return [Double(value) * Double(scale), Double(offset)]
        }
      }
    }
    check(slh_colors_from_u8)
    check(slh_colors_from_u16)
  }
}
