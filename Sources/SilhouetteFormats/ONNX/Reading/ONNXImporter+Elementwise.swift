import SilhouetteGraph

extension ONNXImporter {
  func activation(
    _ operation: ONNXOperator, _ type: ONNXOperatorType
  ) throws(FormatError) -> Activation {
    switch type {
    case .relu: .relu
    case .leakyRelu: .leakyRelu(slope: operation.float("alpha", default: 0.01))
    case .clip: try clip(operation)
    case .sigmoid: .sigmoid
    case .tanh: .tanh
    case .hardSigmoid:
      .hardSigmoid(
        slope: operation.float("alpha", default: 0.2), offset: operation.float("beta", default: 0.5)
      )
    case .hardSwish: .hardSwish
    default: throw .unsupportedOperator(place: operation.place)
    }
  }

  /// Bounds are attributes up to operator set 10, inputs after.
  private func clip(_ operation: ONNXOperator) throws(FormatError) -> Activation {
    let largest = Float.greatestFiniteMagnitude
    var lower = operation.float("min", default: -largest)
    var upper = operation.float("max", default: largest)
    if file.operatorSet >= 11 {
      lower = try real(1, of: operation, "minimum") ?? -largest
      upper = try real(2, of: operation, "maximum") ?? largest
    }
    guard lower <= upper else { throw operation.malformed("clips to \(lower)...\(upper)") }
    if lower == 0, upper == 6 { return .relu6 }
    if lower == 0, upper >= largest { return .relu }
    return .clip(minimum: lower, maximum: upper)
  }

  /// Two operands; Max and Min may have more.
  mutating func binary(
    _ kind: Binary.Kind, _ operation: ONNXOperator
  ) throws(FormatError) -> Tensor {
    var result = try input(0, of: operation)
    let isMany = kind == .maximum || kind == .minimum
    guard operation.inputs.count == 2 || isMany else {
      throw operation.malformed("has \(operation.inputs.count) inputs, not two")
    }
    for position in operation.inputs.indices.dropFirst() {
      result = try builder.binary(kind, result, input(position, of: operation))
    }
    return result
  }

  func dropout(_ operation: ONNXOperator) throws(FormatError) -> Tensor {
    if let training = try integers(2, of: operation, "training mode"), training.contains(1) {
      throw operation.unsupported("training mode is not supported")
    }
    return try input(0, of: operation)
  }

  mutating func cast(_ operation: ONNXOperator) throws(FormatError) -> Tensor {
    let code = Int64(operation.integer("to"))
    guard let elementType = ONNXElementType.elementType(of: code) else {
      throw operation.unsupported("element type \(ONNXElementType.name(of: code)) is not supported")
    }
    return try builder.cast(input(0, of: operation), to: elementType)
  }
}
