/// Runs a network on a picture as it is, or on several versions of it whose logits are averaged
/// (PaddleSeg's `aug_inference`).
package struct AugmentedInference: Hashable, Sendable {
  package var scales: [Double]
  package var flipsHorizontally: Bool
  package var flipsVertically: Bool

  package init(
    scales: [Double] = [1], flipsHorizontally: Bool = false, flipsVertically: Bool = false
  ) {
    self.scales = scales
    self.flipsHorizontally = flipsHorizontally
    self.flipsVertically = flipsVertically
  }

  /// Turns a network's input into its logits, at any size.
  package typealias Network<Failure: Error> = (Raster<Float>) throws(Failure) -> Raster<Float>

  /// Logits of the input's size: their mean over all scales and flips.
  package func logits<Failure: Error>(
    of input: Raster<Float>, _ network: Network<Failure>
  ) throws(Failure) -> Raster<Float> {
    var sum: Raster<Float>?
    for scale in scales {
      let scaled = input.interpolated(to: AugmentedInference.size(of: input.size, at: scale))
      for flip in flips {
        let logits = flip.applied(to: try network(flip.applied(to: scaled)))
        sum.add(logits.interpolated(to: input.size))
      }
    }
    guard let sum else { return try network(input) }
    let count = Float(scales.count * flips.count)
    return count == 1 ? sum : sum.map { $0 / count }
  }

  /// `int(side · scale + ½)`; 0 where nothing is left.
  static func size(of input: RasterSize, at scale: Double) -> RasterSize {
    RasterSize(
      width: Int(Double(input.width) * scale + 0.5),
      height: Int(Double(input.height) * scale + 0.5))
  }

  private struct Flip {
    let horizontally: Bool
    let vertically: Bool

    /// A flip undoes itself.
    func applied(to raster: Raster<Float>) -> Raster<Float> {
      let result = horizontally ? raster.flippedHorizontally() : raster
      return vertically ? result.flippedVertically() : result
    }
  }

  private var flips: [Flip] {
    var flips = [Flip(horizontally: false, vertically: false)]
    if flipsHorizontally { flips.append(Flip(horizontally: true, vertically: false)) }
    if flipsVertically { flips.append(Flip(horizontally: false, vertically: true)) }
    if flipsHorizontally, flipsVertically {
      flips.append(Flip(horizontally: true, vertically: true))
    }
    return flips
  }
}

extension Raster<Float>? {
  fileprivate mutating func add(_ other: Raster<Float>) {
    guard var sum = self else {
      self = other
      return
    }
    for index in sum.values.indices { sum.values[index] += other.values[index] }
    self = sum
  }
}
