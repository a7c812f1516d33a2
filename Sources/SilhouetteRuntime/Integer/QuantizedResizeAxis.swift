import SilhouetteGraph

/// One axis of a bilinear resize in integers: places have 10 fraction bits.
///
/// With `r = (1024 · input + output / 2) / output`: `v = i · r + r / 2 − 512` (half-pixel) or
/// `i · r`; `lower = max(⌊v / 1024⌋, 0)`, `upper = min(⌈v / 1024⌉, input − 1)`, and the upper
/// neighbour's weight is `v − 1024 · lower`, the lower one's `1024` less that. Weights of both axes
/// multiply, so the sum of four is divided by 2^20.
struct QuantizedResizeAxis: Sendable {
  static let one = 1024

  let input: Int
  let ratio: Int
  let offset: Int

  init(input: Int, output: Int, _ coordinates: Resize.Coordinates) {
    let one = QuantizedResizeAxis.one
    self.input = input
    let (inputs, outputs) =
      coordinates == .alignCorners && output > 1 ? (input - 1, output - 1) : (input, output)
    ratio = (one * inputs + outputs / 2) / outputs
    offset = coordinates == .halfPixel ? ratio / 2 - one / 2 : 0
  }

  func place(_ i: Int) -> (lower: Int, upper: Int, weight: Int) {
    let one = QuantizedResizeAxis.one
    let v = i * ratio + offset
    let lower = min(max(v / one, 0), input - 1)
    let upper = min((v + one - 1) / one, input - 1)
    return (lower, max(upper, 0), v - one * lower)
  }
}
