/// A rectangle of whole pixels; `x` and `y` are its top left corner.
public struct PixelRect: Hashable, Sendable {
  public var x: Int
  public var y: Int
  public var width: Int
  public var height: Int

  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The rectangle with `margin` pixels more on every side, cut to a picture of the given size.
  public func expanded(by margin: Int, withinWidth width: Int, height: Int) -> PixelRect {
    let left = max(x - margin, 0)
    let top = max(y - margin, 0)
    let right = min(x + self.width + margin, width)
    let bottom = min(y + self.height + margin, height)
    return PixelRect(x: left, y: top, width: right - left, height: bottom - top)
  }
}

extension PixelRect {
  var columns: Range<Int> { x..<x + width }
  var rows: Range<Int> { y..<y + height }
}
