/// What shape inference knows of a tensor: element type and extents.
public struct TensorType: Hashable, Sendable {
  public var elementType: ElementType
  public var shape: Shape

  public init(_ elementType: ElementType, _ shape: Shape) {
    self.elementType = elementType
    self.shape = shape
  }

  /// As in `float32 [1, 256, 256, 3]`.
  public var description: String { "\(elementType.name) \(shape.description)" }
}

extension TensorType: CustomStringConvertible {}
