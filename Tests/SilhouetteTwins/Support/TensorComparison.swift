import SilhouetteGraph
import SilhouetteRuntime

extension Tensor {
  /// The largest difference to another tensor, as a share of `1 + max |expected|`; integers that
  /// differ count as 1. Infinite where types differ or a number is not finite in only one of them.
  public func relativeDifference(to expected: Tensor) -> Float {
    guard type == expected.type else { return .infinity }
    guard type.elementType.isFloatingPoint else { return bytes == expected.bytes ? 0 : 1 }
    let (found, wanted) = (floats(), expected.floats())
    var largest: Float = 0
    var scale: Float = 0
    for (a, b) in zip(found, wanted) {
      if a.isFinite != b.isFinite { return .infinity }
      guard b.isFinite else { continue }
      largest = max(largest, (a - b).magnitude)
      scale = max(scale, b.magnitude)
    }
    return largest / (1 + scale)
  }
}
