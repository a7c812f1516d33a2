/// The extents of a tensor, outermost axis first; pictures are `[batch, height, width, channels]`.
///
/// A scalar has no axis. Extents are at least 1: a graph has no empty and no unknown size.
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral {
  public var dimensions: [Int]

  public init(_ dimensions: [Int]) {
    self.dimensions = dimensions
  }

  public init(arrayLiteral elements: Int...) {
    dimensions = elements
  }

  public var rank: Int { dimensions.count }

  public subscript(axis: Int) -> Int {
    get { dimensions[axis] }
    set { dimensions[axis] = newValue }
  }

  /// The product of the extents; `nil` if an extent is below 1 or the product passes
  /// ``maximumElementCount``.
  public var checkedElementCount: Int? {
    var count = 1
    for extent in dimensions {
      guard extent >= 1 else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= Shape.maximumElementCount else { return nil }
      count = product
    }
    return count
  }

  /// The product of the extents of a shape that was checked before (every shape in a valid graph).
  public var elementCount: Int {
    var count = 1
    for extent in dimensions { count *= extent }
    return count
  }

  /// 2^28, a gigabyte of float32: so that sums of a few extents and byte counts fit `Int` where that
  /// has 32 bits, and a hostile file cannot ask for more.
  public static let maximumElementCount = 1 << 28

  /// The shape whose axis `i` is axis `permutation[i]` of this one.
  public func permuted(by permutation: [Int]) -> Shape {
    var result = dimensions
    for axis in 0..<permutation.count { result[axis] = dimensions[permutation[axis]] }
    return Shape(result)
  }

  /// The distance in elements between neighbours along each axis, rows stored densely.
  public var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    var stride = 1
    for axis in (0..<rank).reversed() {
      strides[axis] = stride
      stride *= dimensions[axis]
    }
    return strides
  }

  /// The shape that two operands have together: axes are aligned from the last one, and an extent
  /// of 1 repeats (NumPy's rule). `nil` where two extents differ and neither is 1.
  public func broadcast(with other: Shape) -> Shape? {
    let rank = max(self.rank, other.rank)
    var result = [Int](repeating: 1, count: rank)
    for axis in 0..<rank {
      let a = axis - (rank - self.rank)
      let b = axis - (rank - other.rank)
      let x = a >= 0 ? dimensions[a] : 1
      let y = b >= 0 ? other.dimensions[b] : 1
      guard x == y || x == 1 || y == 1 else { return nil }
      result[axis] = x == 1 ? y : x
    }
    return Shape(result)
  }

  /// As in `[1, 256, 256, 3]`.
  public var description: String {
    var text = "["
    for axis in 0..<rank {
      if axis > 0 { text += ", " }
      text += "\(dimensions[axis])"
    }
    return text + "]"
  }
}

extension Shape: CustomStringConvertible {}
