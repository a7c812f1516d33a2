import CSilhouetteKernels

extension TwinCheck {
  static let compositionKernels: [TwinCheck] = [
    overPixels("One channel as numbers", channels: [1, 3, 4]) {
      CompositionKernelTwins.values(&$0, step: $1)
    },
    overPixels("Weighted sums and products of rows") {
      CompositionKernelTwins.sumsAndProducts(&$0)
    },
    overPixels("Runs of alpha") { CompositionKernelTwins.runs(&$0) },
    overPixels("Composites") { CompositionKernelTwins.mixtures(&$0) },
    overPixels("Colours into pixels", channels: [1, 3, 4]) {
      CompositionKernelTwins.storedColors(&$0, channels: $1)
    },
    overPixels("Alpha into pixels") { CompositionKernelTwins.storedAlpha(&$0) },
    overPixels("Pixels that become opaque", channels: [1, 3, 4]) {
      CompositionKernelTwins.opaquePixels(&$0, channels: $1)
    },
    overPixels("Sums of what is background") { CompositionKernelTwins.backgroundSums(&$0) },
  ]
}

/// Composition kernels against scalar twins.
private enum CompositionKernelTwins {
  static func values(_ example: inout ImagingKernelCase, step: Int) {
    let count = example.width
    func check<Value: PixelLevel>(
      _ kernel: (UnsafeMutablePointer<Float>?, UnsafePointer<Value>?, Int, Float, Int) -> Void
    ) {
      let pixels = example.guarded(example.levels((count - 1) * step + 1) as [Value])
      // v / whole, as a float division rounds it
      example.expectEqual(in: [Float](repeating: 7, count: count)) {
        kernel($0, pixels.start, step, Float(Value.max), count)
      } twin: {
        Float(pixels[$0 * step]) / Float(Value.max)
      }
    }
    check(slh_values_from_u8)
    check(slh_values_from_u16)
  }

  static func sumsAndProducts(_ example: inout ImagingKernelCase) {
    let (count, weight) = (example.width, example.number(-2...2))
    let row = example.numbers(count, -1...1, extremes: [-1e9, 1e9])
    let other = example.guarded(example.numbers(count, -1...1, extremes: [-1e9, 1e9]))
    // v + w · weight
    example.expectSum(in: row, roundings: 2) {
      slh_add_scaled($0, other.start, weight, count)
    } twin: {
      [Double(row[$0]), Double(other[$0]) * Double(weight)]
    }
    // v · weight
    example.expectEqual(in: row) {
      slh_scale($0, weight, count)
    } twin: {
      row[$0] * weight
    }
    // v · w
    example.expectEqual(in: row) {
      slh_multiply($0, other.start, count)
    } twin: {
      row[$0] * other[$0]
    }
  }

  static func runs(_ example: inout ImagingKernelCase) {
    let kinds: [[Float]] = [
      [0, -0.0, -1, -.infinity], [1, 1.5, .infinity],
      [0.5, 1 - 0x1p-24, 1 / 65535, .leastNonzeroMagnitude, .nan],
    ]
    var kindOf: [Int] = []
    while kindOf.count < example.width {
      kindOf += [Int](repeating: example.integer(0...2), count: example.integer(1...20))
    }
    let alpha = example.guarded(kindOf.map { kinds[$0][example.integer(0...kinds[$0].count - 1)] })
    for from in kindOf.indices {
      // The first place after `from` whose alpha is of another kind
      let end = kindOf[from...].firstIndex { $0 != kindOf[from] } ?? kindOf.count
      example.expect(slh_alpha_run(alpha.start, from, alpha.count) == end, "from \(from)")
    }
    withExtendedLifetime(alpha) {}
  }

  static func mixtures(_ example: inout ImagingKernelCase) {
    let width = example.width
    let colors = example.numbers(3 * width, extremes: [-1, 2])
    let alpha = example.guarded(example.numbers(width, extremes: [1 / 65535, 1 - 0x1p-24]))
    // a · c + (1 − a) · B
    let behind = example.guarded(example.numbers(3 * width))
    example.expectSum(in: colors, roundings: 4) {
      slh_composite($0, behind.start, alpha.start, width)
    } twin: {
      let a = Double(alpha[$0 / 3])
      return [a * Double(colors[$0]), (1 - a) * Double(behind[$0])]
    }
  }

  static func storedColors(_ example: inout ImagingKernelCase, channels: Int) {
    let width = example.width
    func check<Value: PixelLevel>(
      _ kernel: (
        UnsafeMutablePointer<Value>?, Int, UnsafePointer<UInt8>?, UnsafePointer<Float>?, Int
      ) -> Void
    ) {
      let most = Double(Value.max)
      let row: [Value] = example.levels(width * channels)
      let colors = example.guarded(
        example.numbers(3 * width, -0.25...1.25, extremes: [.nan, .infinity, 0.5, 1 - 0x1p-24]))
      for order in ImagingKernelCase.orders(channels: channels) {
        // floor(c · maximum + ½) at order[j], a fourth channel full, of one channel the luma; up to
        // eight floats of at most twice the maximum round.
        example.expectRounded(in: row, tolerance: 16 * 0x1p-24 * (most + 1)) {
          kernel($0, channels, order, colors.start, width)
        } twin: { place in
          let color = (0..<3).map { Double(colors[place / channels * 3 + $0]) }
          if channels == 1 {
            return unit(0.2126 * color[0] + 0.7152 * color[1] + 0.0722 * color[2]) * most
          }
          guard let source = order.firstIndex(of: UInt8(place % channels)) else { return most }
          return unit(color[source]) * most
        }
      }
    }
    check(slh_store_colors_u8)
    check(slh_store_colors_u16)
  }

  static func storedAlpha(_ example: inout ImagingKernelCase) {
    let width = example.width
    func check<Value: PixelLevel>(
      _ kernel: (UnsafeMutablePointer<Value>?, UnsafePointer<Float>?, Int) -> Void
    ) {
      let most = Double(Value.max)
      let row: [Value] = example.levels(4 * width)
      let alpha = example.guarded(
        example.numbers(width, -0.25...1.25, extremes: [.nan, -.infinity, 0.5, 1 - 0x1p-24]))
      // floor(a · maximum + ½) in every fourth place; colours stay.
      example.expectRounded(in: row, tolerance: 2 * 0x1p-24 * (most + 1)) {
        kernel($0, alpha.start, width)
      } twin: {
        $0 % 4 == 3 ? unit(Double(alpha[$0 / 4])) * most : nil
      }
    }
    check(slh_store_alpha_u8)
    check(slh_store_alpha_u16)
  }

  static func opaquePixels(_ example: inout ImagingKernelCase, channels: Int) {
    let width = example.width
    func check<Value: PixelLevel>(
      _ kernel: (
        UnsafeMutablePointer<Value>?, UnsafePointer<Value>?, Int, UnsafePointer<UInt8>?, Int
      ) -> Void
    ) {
      let row: [Value] = example.levels(4 * width)
      let pixels = example.guarded(example.levels(channels * width) as [Value])
      for order in ImagingKernelCase.orders(channels: channels) {
        example.expectEqual(in: row) {
          kernel($0, pixels.start, channels, order, width)
        } twin: {
          $0 % 4 == 3 ? .max : pixels[$0 / 4 * channels + Int(order[$0 % 4])]
        }
      }
    }
    check(slh_opaque_pixels_u8)
    check(slh_opaque_pixels_u16)
  }

  static func backgroundSums(_ example: inout ImagingKernelCase) {
    let width = example.width
    let (weight, least) = (example.number(0...1), example.number(0...0.01))
    let sums = example.numbers(4 * width, 0...100)
    let colors = example.guarded(example.numbers(3 * width))
    let alpha = example.guarded(example.numbers(width))
    // s + weight · ((1 − a)² + least) · c, where the fourth c is 1
    example.expectSum(in: sums, roundings: 6) {
      slh_add_background($0, colors.start, alpha.start, weight, least, width)
    } twin: {
      let rest = 1 - Double(alpha[$0 / 4])
      let color = $0 % 4 == 3 ? 1 : Double(colors[$0 / 4 * 3 + $0 % 4])
      return [Double(sums[$0]), Double(weight) * (rest * rest + Double(least)) * color]
    }

    let weighted = example.guarded(example.numbers(4 * width, 0.01...100))
    // s[j] / s[3], as a float division rounds it
    example.expectEqual(in: [Float](repeating: 7, count: 3 * width)) {
      slh_divide_weights($0, weighted.start, width)
    } twin: {
      weighted[$0 / 3 * 4 + $0 % 3] / weighted[$0 / 3 * 4 + 3]
    }
  }
}
