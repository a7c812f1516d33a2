import SilhouetteGraph
import SilhouetteRuntime

/// Uniform numbers in −1…1.
public func randomTensor(_ shape: Shape, using generator: inout SeededGenerator) -> Tensor {
  Tensor(
    (0..<shape.elementCount).map { _ in Float.random(in: -1...1, using: &generator) },
    shape: shape)
}
