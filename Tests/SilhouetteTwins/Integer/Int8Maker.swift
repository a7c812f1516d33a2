import SilhouetteGraph
import SilhouetteRuntime

/// Random tensors, quantisations and attributes for one int8 operator.
struct Int8Maker {
  var generator: SeededGenerator

  init(_ seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func int(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  mutating func tensor(_ shape: Shape, _ range: ClosedRange<Int> = -128...127) -> Tensor {
    var numbers: [Int] = []
    for _ in 0..<shape.elementCount { numbers.append(int(range)) }
    return Tensor(numbers, .int8, shape: shape)
  }

  /// Scales over `decades` orders of magnitude.
  mutating func quantization(decades: Double = 2) -> Quantization {
    let exponent = Double.random(in: -decades...0, using: &generator)
    var scale = 1.0
    for _ in 0..<Int(-exponent) { scale /= 10 }
    scale *= Double.random(in: 0.1...1, using: &generator)
    return Quantization(scale: Float(scale), zeroPoint: Int32(int(-128...127)))
  }

  mutating func extent(_ range: ClosedRange<Int>) -> Extent2D {
    Extent2D(height: int(range), width: int(range))
  }

  mutating func padding(_ most: Int) -> Padding {
    Padding(
      top: int(0...most), bottom: int(0...most), left: int(0...most), right: int(0...most))
  }

  mutating func picture(channels: Int? = nil) -> Shape {
    [int(1...2), int(6...17), int(6...17), channels ?? int(1...40)]
  }
}
