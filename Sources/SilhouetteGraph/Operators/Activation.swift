/// A function of one element. It stands alone as an operator or is fused into the operator before.
public enum Activation: Hashable, Sendable {
  /// `x`
  case identity
  /// `max(x, 0)`
  case relu
  /// `min(max(x, 0), 6)`
  case relu6
  /// `min(max(x, minimum), maximum)`
  case clip(minimum: Float, maximum: Float)
  /// `x` where `x ≥ 0`, else `slope · x`
  case leakyRelu(slope: Float)
  /// `x · min(max(x + 3, 0), 6) / 6`
  case hardSwish
  /// `min(max(slope · x + offset, 0), 1)`; Paddle's default slope is 0.2, ONNX's too, MobileNet's 1/6.
  case hardSigmoid(slope: Float, offset: Float)
  /// `1 / (1 + e^−x)`
  case sigmoid
  /// `tanh x`
  case tanh

  public var name: String {
    switch self {
    case .identity: "identity"
    case .relu: "relu"
    case .relu6: "relu6"
    case .clip: "clip"
    case .leakyRelu: "leakyRelu"
    case .hardSwish: "hardSwish"
    case .hardSigmoid: "hardSigmoid"
    case .sigmoid: "sigmoid"
    case .tanh: "tanh"
    }
  }
}
