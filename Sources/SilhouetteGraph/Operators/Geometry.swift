/// A pair of numbers along the two axes of a picture.
public struct Extent2D: Hashable, Sendable {
  public var height: Int
  public var width: Int

  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  /// The same along both axes.
  public init(_ both: Int) {
    height = both
    width = both
  }

  public static let one = Extent2D(1)
}

/// Rows and columns added around a picture. Always explicit numbers: `SAME` and its like exist only
/// in files.
public struct Padding: Hashable, Sendable {
  public var top: Int
  public var bottom: Int
  public var left: Int
  public var right: Int

  public init(top: Int = 0, bottom: Int = 0, left: Int = 0, right: Int = 0) {
    self.top = top
    self.bottom = bottom
    self.left = left
    self.right = right
  }

  public static let none = Padding()

  public var vertical: Int { top + bottom }
  public var horizontal: Int { left + right }

  /// The padding that TensorFlow and Paddle call `SAME`: the output has `⌈input / stride⌉` rows and
  /// columns; where the total is odd, the larger half goes to the bottom and the right.
  public static func same(
    input: Extent2D, kernel: Extent2D, strides: Extent2D, dilations: Extent2D = .one
  ) -> Padding {
    func total(_ input: Int, _ kernel: Int, _ stride: Int, _ dilation: Int) -> Int {
      let output = (input + stride - 1) / stride
      return max((output - 1) * stride + (kernel - 1) * dilation + 1 - input, 0)
    }
    let vertical = total(input.height, kernel.height, strides.height, dilations.height)
    let horizontal = total(input.width, kernel.width, strides.width, dilations.width)
    return Padding(
      top: vertical / 2, bottom: vertical - vertical / 2,
      left: horizontal / 2, right: horizontal - horizontal / 2)
  }
}
