import CSilhouetteKernels

extension TwinCheck {
  static let bitKernels: [TwinCheck] = [
    overPixels("Rows that are all 0, and bits of rows") { BitKernelTwins.bits(&$0) },
    overPixels("Flags of cells") { BitKernelTwins.cells(&$0) },
    overPixels("Bits of values that are above 0 and below a whole") {
      BitKernelTwins.bitsBetween(&$0)
    },
    overPixels("Bits that spread") { BitKernelTwins.spreadBits(&$0) },
  ]
}

/// Kernels over bytes and words as bits against scalar twins.
private enum BitKernelTwins {
  static func bits(_ example: inout ImagingKernelCase) {
    let zeros = [UInt16](repeating: 0, count: example.width)
    example.expect(slh_is_zero_u16(example.guarded(zeros).start, zeros.count))
    var dot = zeros
    dot[example.integer(0...zeros.count - 1)] = 1 << example.integer(0...15)
    example.expect(!slh_is_zero_u16(example.guarded(dot).start, dot.count))

    let bytes = example.guarded(example.levels(example.width) as [UInt8])
    let (before, mask) = (UInt8(example.integer(0...255)), UInt8(example.integer(0...255)))
    var (any, all) = (before, mask)
    slh_gather_bits(bytes.start, bytes.count, &any, &all)
    example.expect(any == bytes.elements.reduce(before, |))
    example.expect(all == bytes.elements.reduce(mask, &))
  }

  static func cells(_ example: inout ImagingKernelCase) {
    let levels: [UInt8] = example.levels(example.width)
    // Long runs of the same, so that whole cells are 0 and 255.
    let row = example.guarded(levels.indices.map { levels[$0 / 24] })
    for size in [4, 8] {
      let count = (row.count + size - 1) / size
      func cell(_ place: Int) -> [UInt8] {
        (place * size..<min((place + 1) * size, row.count)).map { row[$0] }
      }
      let any: [UInt8] = (0..<count).map { _ in UInt8(255 * example.integer(0...1)) }
      let all = example.guarded([UInt8](repeating: 255, count: count))
      // any | (some bit is set)
      example.expectEqual(in: any) {
        slh_flag_cells($0, all.start, row.start, size, row.count)
      } twin: {
        cell($0).contains { $0 != 0 } ? 255 : any[$0]
      }
      // all & (no bit is missing)
      example.expect(all.isIntact)
      example.expect(
        all.elements == (0..<count).map { cell($0).allSatisfy { $0 == 255 } ? 255 : 0 })
    }
  }

  static func bitsBetween(_ example: inout ImagingKernelCase) {
    let count = example.width
    let whole: Float = example.integer(0...1) == 0 ? 1 : 0.9999
    let values = example.guarded(
      example.numbers(count, -0.5...1.5, extremes: [0, whole, whole.nextDown]))
    func bits(_ isSet: (Float) -> Bool) -> [UInt64] {
      var words = [UInt64](repeating: 0, count: (count + 63) / 64)
      for place in 0..<count where isSet(values[place]) { words[place / 64] |= 1 << (place % 64) }
      return words
    }
    let (positive, partial) = (bits { $0 > 0 }, bits { $0 < whole })
    var other = positive
    example.expectEqual(in: [UInt64](repeating: 7, count: positive.count)) {
      slh_flag_between($0, &other, values.start, whole, count)
    } twin: {
      positive[$0]
    }
    example.expectEqual(in: [UInt64](repeating: 7, count: positive.count)) {
      slh_flag_between(&other, $0, values.start, whole, count)
    } twin: {
      partial[$0]
    }
  }

  static func spreadBits(_ example: inout ImagingKernelCase) {
    let (words, height) = (example.integer(1...9), example.integer(1...20))
    let stride = (words / 8 + example.integer(1...2)) * 8
    let reach = [0, 1, 2, 5, 15, 63, 64, 100][example.integer(0...7)]
    var set: [(x: Int, y: Int)] = []
    var map = [UInt64](repeating: 0, count: stride * height + 1)
    for _ in 0..<example.integer(0...3) {
      let (x, y) = (example.integer(0...64 * words - 1), example.integer(0...height - 1))
      map[y * stride + x / 64] |= 1 << (x % 64)
      set.append((x, y))
    }
    example.expectEqual(in: map) {
      slh_spread_bits($0, words, stride, height, reach)
    } twin: { place in
      guard place % stride < words, place / stride < height else { return 0 }
      return (0..<64).reduce(0) { word, bit in
        let (x, y) = (place % stride * 64 + bit, place / stride)
        let isNear = set.contains { abs($0.x - x) <= reach && abs($0.y - y) <= reach }
        return isNear ? word | 1 << bit : word
      }
    }
  }
}
