/// The place of a value in its graph.
public struct ValueID: Hashable, Sendable {
  public let index: Int

  public init(_ index: Int) {
    self.index = index
  }
}

/// A tensor of the graph: what a node makes, what comes in, or a constant.
public struct Value: Sendable {
  /// The name in the file, for people; it need not be unique.
  public var name: String
  public var type: TensorType
  /// The data, if it is known before a run.
  public var constant: Constant?
  public var quantization: Quantization?

  public init(
    name: String, type: TensorType, constant: Constant? = nil, quantization: Quantization? = nil
  ) {
    self.name = name
    self.type = type
    self.constant = constant
    self.quantization = quantization
  }

  public var shape: Shape { type.shape }
  public var elementType: ElementType { type.elementType }
}
