import SilhouetteGraph

extension PaddleImporter {
  /// Activations, arithmetic, and what is neither: an operator that is not known.
  mutating func elementwise(_ operation: PaddleOperator) throws(FormatError) -> Tensor {
    switch operation.type {
    case "elementwise_add": return try binary(operation, .add)
    case "elementwise_sub": return try binary(operation, .subtract)
    case "elementwise_mul": return try binary(operation, .multiply)
    case "elementwise_div": return try binary(operation, .divide)
    case "elementwise_max": return try binary(operation, .maximum)
    case "elementwise_min": return try binary(operation, .minimum)
    case "scale": return try scale(operation)
    case "dropout": return try dropout(operation)
    default: break
    }
    guard let activation = try activation(operation) else {
      throw .unsupportedOperator(place: builder.place)
    }
    return try builder.activation(activation, input(operation, "X"))
  }

  private func activation(_ operation: PaddleOperator) throws(FormatError) -> Activation? {
    switch operation.type {
    case "relu": return .relu
    case "relu6": return .relu6
    case "sigmoid": return .sigmoid
    case "tanh": return .tanh
    case "leaky_relu": return .leakyRelu(slope: Float(try operation.real("alpha", default: 0.02)))
    case "hard_sigmoid":
      return .hardSigmoid(
        slope: Float(try operation.real("slope", default: 0.2)),
        offset: Float(try operation.real("offset", default: 0.5)))
    case "hard_swish":
      guard try operation.real("threshold", default: 6) == 6,
        try operation.real("scale", default: 6) == 6,
        try operation.real("offset", default: 3) == 3
      else { throw unsupported("only the threshold 6, the scale 6 and the offset 3 are supported") }
      return .hardSwish
    default: return nil
    }
  }

  /// With an `axis`, `Y`'s axes lie under `X`'s from that one on; with −1 the last ones do.
  private mutating func binary(
    _ operation: PaddleOperator, _ kind: Binary.Kind
  ) throws(FormatError) -> Tensor {
    let (x, y) = (try input(operation, "X"), try input(operation, "Y"))
    let (rank, shape) = (builder.rank(of: x), builder.shape(of: y))
    let axis = try operation.integer("axis", default: -1)
    guard axis >= 0, shape.rank < rank, shape.rank > 0 else {
      return try builder.binary(kind, x, y)
    }
    guard axis <= rank - shape.rank else {
      throw .malformed(
        place: builder.place, reason: "\(shape) does not lie under \(rank) axes from \(axis) on")
    }
    let ones = [Int](repeating: 1, count: rank - axis - shape.rank)
    let raised = try builder.reshape(y, to: Shape(shape.dimensions + ones))
    return try builder.binary(kind, x, raised)
  }

  /// `scale · x + bias`, or `scale · (x + bias)`
  private mutating func scale(_ operation: PaddleOperator) throws(FormatError) -> Tensor {
    try refuse(operation, inputs: ["ScaleTensor"])
    let tensor = try input(operation, "X")
    let scale = try operation.real("scale", default: 1)
    var bias = try operation.real("bias", default: 0)
    if try !operation.bool("bias_after_scale", default: true) { bias *= scale }
    if scale == 1, bias == 0 { return tensor }
    return try builder.affine(Affine(scale: Float(scale), bias: Float(bias)), tensor)
  }

  /// Does nothing in inference, but for the older way that leaves the scale to it.
  private mutating func dropout(_ operation: PaddleOperator) throws(FormatError) -> Tensor {
    let tensor = try input(operation, "X")
    let way = try operation.string("dropout_implementation", default: "downgrade_in_infer")
    guard way == "downgrade_in_infer" else { return tensor }
    let kept = 1 - (try operation.real("dropout_prob", default: 0.5))
    return try builder.affine(Affine(scale: Float(kept), bias: 0), tensor)
  }
}
