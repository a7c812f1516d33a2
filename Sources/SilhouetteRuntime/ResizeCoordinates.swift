import SilhouetteGraph

/// Where the places of a resized axis lie in the input, as an exact fraction, so that no rounding
/// decides which neighbour is meant.
struct ResizeCoordinates {
  let input: Int
  let output: Int
  let coordinates: Resize.Coordinates

  init(input: Int, output: Int, _ coordinates: Resize.Coordinates) {
    self.input = input
    self.output = output
    self.coordinates = coordinates
  }

  /// The two neighbours of output place `i` and how much of the upper one to take, 0 ..< 1. Places
  /// outside the input are moved to its border.
  func bilinear(_ i: Int) -> (lower: Int, upper: Int, weight: Float) {
    let (numerator, denominator) = fraction(i)
    let last = Int64(input - 1)
    let limited = max(min(numerator, last * denominator), 0)
    let lower = limited / denominator
    let weight = Double(limited % denominator) / Double(denominator)
    return (Int(lower), Int(min(lower + 1, last)), Float(weight))
  }

  /// The nearest neighbour of output place `i`.
  func nearest(_ i: Int, _ rounding: Resize.Rounding) -> Int {
    let (numerator, denominator) = fraction(i)
    let place =
      switch rounding {
      case .floor: floorDivision(numerator, denominator)
      case .ceiling: -floorDivision(-numerator, denominator)
      // ⌊v + ½⌋ and ⌈v − ½⌉
      case .halfUp: floorDivision(2 * numerator + denominator, 2 * denominator)
      case .halfDown: -floorDivision(denominator - 2 * numerator, 2 * denominator)
      }
    return Int(max(min(place, Int64(input - 1)), 0))
  }

  private func fraction(_ place: Int) -> (numerator: Int64, denominator: Int64) {
    let (i, input, output) = (Int64(place), Int64(self.input), Int64(self.output))
    switch coordinates {
    case .halfPixel: return ((2 * i + 1) * input - output, 2 * output)
    case .alignCorners: return (i * (input - 1), max(output - 1, 1))
    case .asymmetric: return (i * input, output)
    }
  }
}

private func floorDivision(_ numerator: Int64, _ denominator: Int64) -> Int64 {
  numerator >= 0 ? numerator / denominator : -((denominator - 1 - numerator) / denominator)
}
