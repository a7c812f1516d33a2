import SilhouetteGraph

extension Pool {
  /// The same pool with the number of places rounded up (`ceil_mode`): padding at the bottom and the
  /// right grows so that the last windows fit. A window that would start beyond the input and the
  /// padding before it is left out.
  ///
  /// - Precondition: window, strides and padding are at most 32767.
  func extendedUpwards(over input: Extent2D) -> Pool {
    func extended(_ input: Int, _ window: Int, _ stride: Int, _ padding: (Int, Int)) -> Int {
      let room = input + padding.0 + padding.1 - window
      guard room >= 0, stride >= 1 else { return padding.1 }
      var last = (room + stride - 1) / stride * stride
      if last >= input + padding.0 { last -= stride }
      return max(padding.1, last + window - input - padding.0)
    }
    var result = self
    result.padding.bottom = extended(
      input.height, window.height, strides.height, (padding.top, padding.bottom))
    result.padding.right = extended(
      input.width, window.width, strides.width, (padding.left, padding.right))
    return result
  }
}

extension Padding {
  /// A total split in halves; the larger one comes last (TensorFlow's way) or first.
  static func total(_ total: Extent2D, largerHalfLast: Bool) -> Padding {
    let small = Extent2D(height: total.height / 2, width: total.width / 2)
    let large = Extent2D(
      height: total.height - small.height, width: total.width - small.width)
    let (first, last) = largerHalfLast ? (small, large) : (large, small)
    return Padding(top: first.height, bottom: last.height, left: first.width, right: last.width)
  }
}
