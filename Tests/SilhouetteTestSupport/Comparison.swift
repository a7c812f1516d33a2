import SilhouetteGraph
import SilhouetteRuntime

/// How far two tensors of the same type are apart: the largest absolute difference, relative to the
/// larger of 1 and the largest magnitude in `expected`. Integers: the largest difference. Infinity
/// where the types differ or where only one is not a number.
public func relativeDifference(_ found: Tensor, _ expected: Tensor) -> Double {
  guard found.type == expected.type else { return .infinity }
  let isFloat = expected.type.elementType.isFloatingPoint
  let a = isFloat ? found.floats().map { Double($0) } : found.integers().map { Double($0) }
  let b = isFloat ? expected.floats().map { Double($0) } : expected.integers().map { Double($0) }
  var largest = 0.0
  var magnitude = 1.0
  for (x, y) in zip(a, b) {
    if x == y || (x.isNaN && y.isNaN) { continue }
    if x.isNaN || y.isNaN || x.isInfinite || y.isInfinite { return .infinity }
    largest = max(largest, abs(x - y))
    if isFloat { magnitude = max(magnitude, abs(y)) }
  }
  return largest / magnitude
}

/// Uniform numbers in −1…1.
public func randomTensor(
  _ shape: Shape, using generator: inout SeededGenerator
) -> Tensor {
  Tensor(
    (0..<shape.elementCount).map { _ in Float.random(in: -1...1, using: &generator) },
    shape: shape)
}
