/// Two inputs that broadcast (``Shape/broadcast(with:)``); the activation is applied to the result.
public struct Binary: Hashable, Sendable {
  public enum Kind: Hashable, Sendable, CaseIterable {
    case add, subtract, multiply, divide, maximum, minimum

    public var name: String {
      switch self {
      case .add: "add"
      case .subtract: "subtract"
      case .multiply: "multiply"
      case .divide: "divide"
      case .maximum: "maximum"
      case .minimum: "minimum"
      }
    }
  }

  public var kind: Kind
  public var activation: Activation

  public init(_ kind: Kind, activation: Activation = .identity) {
    self.kind = kind
    self.activation = activation
  }
}

/// One input. Output: `scale · x + bias`.
public struct Affine: Hashable, Sendable {
  public var scale: Float
  public var bias: Float

  public init(scale: Float, bias: Float) {
    self.scale = scale
    self.bias = bias
  }
}

/// One input. Output: the same numbers as another element type; towards an integer they are cut off.
public struct Cast: Hashable, Sendable {
  public var elementType: ElementType

  public init(to elementType: ElementType) {
    self.elementType = elementType
  }
}
