import CSilhouetteKernels

extension TwinCheck {
  static let foregroundKernels: [TwinCheck] = [
    overPixels("A round solves both equations of the paper") {
      ForegroundKernelTwins.relaxation(&$0)
    },
    overPixels("Alpha beside colours, and without it") { ForegroundKernelTwins.channels(&$0) },
    overPixels("Sums of both sides") { ForegroundKernelTwins.sums(&$0) },
  ]
}

private enum ForegroundKernelTwins {
  static func relaxation(_ example: inout ImagingKernelCase) {
    let (width, stride) = (example.width, 4 * (example.width + 2))
    func map(extremes: [Float] = []) -> GuardedBuffer<Float> {
      example.guarded(example.numbers(3 * stride, extremes: extremes))
    }
    let (front, back, mixture) = (map(), map(), map(extremes: [1 / 65535, 1 - 0x1p-24]))
    let row = [Float](repeating: 7, count: 4 * width)
    let other = example.guarded(row)
    let first = stride + 4
    func solved(_ place: Int) -> (front: Double, back: Double) {
      let (here, channel) = (first + place / 4 * 4, place % 4)
      let a = Double(mixture[here + 3])
      var (f, b, total) = (0.0, 0.0, 0.0)
      for neighbour in [here - 4, here + 4, here - stride, here + stride] {
        let weight = 1e-5 + 0.05 * abs(a - Double(mixture[neighbour + 3]))
        f += weight * Double(front[neighbour + channel])
        b += weight * Double(back[neighbour + channel])
        total += weight
      }
      // [a² + D, a(1 − a); a(1 − a), (1 − a)² + D] · [F; B] = [f + a·I; b + (1 − a)·I]
      let color = Double(mixture[here + channel])
      let (ff, fb, bb) = (a * a + total, a * (1 - a), (1 - a) * (1 - a) + total)
      let determinant = ff * bb - fb * fb
      f += a * color
      b += (1 - a) * color
      return (unit((bb * f - fb * b) / determinant), unit((ff * b - fb * f) / determinant))
    }
    for isFront in [true, false] {
      let found = example.after(row) {
        slh_relax_foreground(
          isFront ? $0 : other.start, isFront ? other.start : $0, front.start + first,
          back.start + first, mixture.start + first, stride, width)
      }
      for place in found.indices {
        let twin = solved(place)
        example.expect(abs(Double(found[place]) - (isFront ? twin.front : twin.back)) <= 2e-6)
      }
    }
    example.expect(other.isIntact)
    withExtendedLifetime((front, back, mixture)) {}
  }

  static func channels(_ example: inout ImagingKernelCase) {
    let width = example.width
    let colors = example.guarded(example.numbers(3 * width))
    let alpha = example.guarded(example.numbers(width))
    example.expectEqual(in: [Float](repeating: 7, count: 4 * width)) {
      slh_add_alpha($0, colors.start, alpha.start, width)
    } twin: {
      $0 % 4 == 3 ? alpha[$0 / 4] : colors[$0 / 4 * 3 + $0 % 4]
    }
    let pixels = example.guarded(example.numbers(4 * width))
    example.expectEqual(in: [Float](repeating: 7, count: 3 * width)) {
      slh_drop_alpha($0, pixels.start, width)
    } twin: {
      pixels[$0 / 3 * 4 + $0 % 3]
    }
    let mixture = example.guarded(example.numbers(4 * width))
    let before = example.numbers(3 * width)
    example.expectEqual(in: before) {
      slh_replace_seen($0, pixels.start, mixture.start, width)
    } twin: {
      mixture[$0 / 3 * 4 + 3] > 0 ? pixels[$0 / 3 * 4 + $0 % 3] : before[$0]
    }
  }

  static func sums(_ example: inout ImagingKernelCase) {
    let width = example.width
    let mixture = example.guarded(example.numbers(4 * width))
    let before = example.numbers(8, 0...100).map { Double($0) }
    // a · I, a, (1 − a) · I and 1 − a
    example.expectSum(in: before, roundings: 2 + width) {
      slh_sum_sides($0, mixture.start, width)
    } twin: { place in
      (0..<width).reduce(into: [before[place]]) { terms, x in
        let a = Double(mixture[4 * x + 3])
        let weight = place < 4 ? a : 1 - a
        terms.append(place % 4 == 3 ? weight : weight * Double(mixture[4 * x + place % 4]))
      }
    }
  }
}
