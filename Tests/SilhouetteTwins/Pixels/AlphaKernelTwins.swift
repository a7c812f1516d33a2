import CSilhouetteKernels

extension TwinCheck {
  static let alphaKernels: [TwinCheck] = [
    overPixels("Summaries") { AlphaKernelTwins.summaries(&$0) },
    overPixels("Thresholds") { AlphaKernelTwins.thresholds(&$0) },
    overPixels("Inverses") { AlphaKernelTwins.inverses(&$0) },
    overPixels("Ends of runs") { AlphaKernelTwins.runs(&$0) },
    overPixels("Runs of pixels of one kind: all 0, all the maximum, all between") {
      AlphaKernelTwins.kindRuns(&$0)
    },
    overPixels("Minima and maxima") { AlphaKernelTwins.extremes(&$0) },
    overPixels("Maxima with what lies between four pixels") { AlphaKernelTwins.between(&$0) },
    overPixels("Mixtures") { AlphaKernelTwins.mixtures(&$0) },
    overPixels("8 bits to 16 and back") { AlphaKernelTwins.depths(&$0) },
    overPixels("Sixteen bits to eight by a pattern of thresholds", channels: [1, 3, 4]) {
      AlphaKernelTwins.dithered(&$0, channels: $1)
    },
  ]
}

/// Kernels over rows of alpha against scalar twins.
private enum AlphaKernelTwins {
  static func summaries(_ example: inout ImagingKernelCase) {
    func check<Value: PixelLevel>(_ kernel: (UnsafePointer<Value>?, Int) -> slh_row_summary) {
      let limits: [Value] = [.max, .max / 2, .max / 2 + 1]
      let highest = limits[example.integer(0...2)]
      let levels: [Value] = example.levels(example.width)
      let row = example.guarded(levels.map { min($0, highest) })
      let found = kernel(row.start, row.count)
      // The places of values of at least half the maximum, rounded up, and the sum of all.
      let places = (0..<row.count).filter { row[$0] >= Value.max / 2 + 1 }
      example.expect(found.first == places.first ?? row.count)
      example.expect(found.last == places.last ?? 0)
      example.expect(found.sum == (0..<row.count).reduce(0) { $0 + UInt64(row[$1]) })
    }
    check(slh_summarize_u8)
    check(slh_summarize_u16)
  }

  static func thresholds(_ example: inout ImagingKernelCase) {
    func check<Value: PixelLevel>(_ kernel: (UnsafeMutablePointer<Value>?, UInt32, Int) -> Void) {
      let row: [Value] = example.levels(example.width)
      let most = UInt32(Value.max)
      for level in [0, 1, most / 2, most, most + 1, .max, UInt32(row[0])] {
        // v ≥ level ? maximum : 0
        example.expectEqual(in: row) {
          kernel($0, level, row.count)
        } twin: {
          UInt32(row[$0]) >= level ? .max : 0
        }
      }
    }
    check(slh_threshold_u8)
    check(slh_threshold_u16)
  }

  static func inverses(_ example: inout ImagingKernelCase) {
    func check<Value: PixelLevel>(_ kernel: (UnsafeMutablePointer<Value>?, Int) -> Void) {
      let row: [Value] = example.levels(example.width)
      // maximum − v
      example.expectEqual(in: row) {
        kernel($0, row.count)
      } twin: {
        .max - row[$0]
      }
    }
    check(slh_invert_u8)
    check(slh_invert_u16)
  }

  static func runs(_ example: inout ImagingKernelCase) {
    func check<Value: PixelLevel>(_ kernel: (UnsafePointer<Value>?, Int, Int, UInt32, Bool) -> Int)
    {
      // Long runs, so that whole blocks have no end in them.
      let length = example.integer(1...150)
      let levels: [Value] = example.levels(example.width)
      let row = example.guarded(levels.indices.map { levels[$0 / length] })
      for level in [1, Value.max / 2 + 1, .max, max(row[0], 1)] {
        for from in [0, example.integer(0...row.count), row.count] {
          for inside in [false, true] {
            let found = kernel(row.start, from, row.count, UInt32(level), inside)
            let first = (from..<row.count).first { (row[$0] >= level) != inside }
            example.expect(found == first ?? row.count)
          }
        }
      }
    }
    check(slh_run_end_u8)
    check(slh_run_end_u16)
  }

  static func kindRuns(_ example: inout ImagingKernelCase) {
    let count = example.width
    func check<Value: PixelLevel>(_ kernel: (UnsafePointer<Value>?, Int, Int) -> Int) {
      func kind(_ level: Value) -> Int { level == 0 ? 0 : level == .max ? 1 : 2 }
      let levels: [Value] = example.levels(count)
      // Each value several times, so that there are long runs too.
      let length = example.integer(1...200)
      let row = example.guarded((0..<count).map { levels[$0 / length] })
      var start = 0
      while start < count {
        let end = kernel(row.start, start, count)
        let twin = (start..<count).first { kind(row[$0]) != kind(row[start]) } ?? count
        example.expect(end == twin)
        start = max(end, start + 1)
      }
    }
    check(slh_kind_run_u8)
    check(slh_kind_run_u16)
  }

  static func extremes(_ example: inout ImagingKernelCase) {
    let count = example.width
    let row: [UInt16] = example.levels(count)
    let (a, b) = (
      example.guarded(example.levels(count) as [UInt16]),
      example.guarded(example.levels(count) as [UInt16])
    )
    // min(a, b)
    example.expectEqual(in: row) {
      slh_min_u16($0, a.start, b.start, count)
    } twin: {
      min(a[$0], b[$0])
    }
    // max(a, b)
    example.expectEqual(in: row) {
      slh_max_u16($0, a.start, b.start, count)
    } twin: {
      max(a[$0], b[$0])
    }
    // max(v, a, b)
    example.expectEqual(in: row) {
      slh_max_into_u16($0, a.start, b.start, count)
    } twin: {
      max(row[$0], a[$0], b[$0])
    }
    // Rows that overlap, as maxima over runs of 2^n are made: max(a[i], a[i + 1]).
    let shorter = max(count - 1, 1)
    let longer = example.guarded(example.levels(shorter + 1) as [UInt16])
    example.expectEqual(in: Array(row.prefix(shorter))) {
      slh_max_u16($0, longer.start, longer.start + 1, shorter)
    } twin: {
      max(longer[$0], longer[$0 + 1])
    }
  }

  static func between(_ example: inout ImagingKernelCase) {
    let count = example.width
    let row: [UInt16] = example.levels(count)
    let top = example.guarded(example.levels(count + 1) as [UInt16])
    let bottom = example.guarded(example.levels(count + 1) as [UInt16])
    let (right, below) = (example.number(0...1), example.number(0...1))
    let weights = slh_corner_weights(
      top_left: UInt16((1 - right) * (1 - below) * 65_535),
      top_right: UInt16(right * (1 - below) * 65_535),
      bottom_left: UInt16((1 - right) * below * 65_535),
      bottom_right: UInt16(right * below * 65_535))
    func share(_ value: UInt16, _ weight: UInt16) -> UInt16 {
      UInt16(UInt32(value) * UInt32(weight) / 65_536)
    }
    // max(v, Σ ⌊pixel · weight / 2^16⌋)
    example.expectEqual(in: row) {
      slh_max_between_u16($0, top.start, bottom.start, weights, count)
    } twin: {
      max(
        row[$0],
        share(top[$0], weights.top_left) + share(top[$0 + 1], weights.top_right)
          + share(bottom[$0], weights.bottom_left) + share(bottom[$0 + 1], weights.bottom_right))
    }
  }

  static func mixtures(_ example: inout ImagingKernelCase) {
    let count = example.width
    let a = example.levels(count) as [UInt16]
    let b = example.guarded(example.levels(count) as [UInt16])
    // The first three leave no rounding in 24 bits; else three floats of up to 2^16 round.
    let shares: [(Float, tolerance: Double)] = [
      (0, 0), (1, 0), (Float(example.integer(0...16)) / 16, 0),
      (example.number(0...1), 3 * 0x1p-24 * 0x1p16),
    ]
    for (share, tolerance) in shares {
      // In place: a + (b − a) · share
      example.expectRounded(in: a, tolerance: tolerance) {
        slh_mix_u16($0, $0, b.start, share, count)
      } twin: {
        Double(a[$0]) + (Double(b[$0]) - Double(a[$0])) * Double(share)
      }
    }
  }

  static func depths(_ example: inout ImagingKernelCase) {
    let count = example.width
    let bytes = example.guarded(example.levels(count) as [UInt8])
    let words = example.guarded(example.levels(count) as [UInt16])
    // v · 257
    example.expectEqual(in: words.elements) {
      slh_u16_from_u8($0, bytes.start, count)
    } twin: {
      UInt16(bytes[$0]) * 257
    }
    // round(v / 257)
    example.expectEqual(in: bytes.elements) {
      slh_u8_from_u16($0, words.start, count)
    } twin: {
      UInt8((Double(words[$0]) / 257).rounded())
    }
  }

  static func dithered(_ example: inout ImagingKernelCase, channels: Int) {
    let width = example.width
    let y = example.integer(0...60_000)
    let words = example.guarded(example.levels(width * channels) as [UInt16])
    // The plastic number, the real root of p³ = p + 1.
    let plastic = 1.324717957244746
    example.expectEqual(in: example.levels(width * channels) as [UInt8]) {
      slh_dither_u8_from_u16($0, words.start, channels, y, width)
    } twin: { place in
      // Fractions of 1 / p and 1 / p² in whole numbers of 2⁻³².
      let right = UInt64((0x1p32 / plastic).rounded())
      let down = UInt64((0x1p32 / (plastic * plastic)).rounded())
      let phase = (UInt64(place / channels) * right + UInt64(y) * down) & 0xFFFF_FFFF
      let threshold = (Int(phase >> 16) * 257) >> 16
      return UInt8((Int(words[place]) + threshold) / 257)
    }
  }
}
