import SilhouetteGraph

/// Quantised networks as "QDQ": integers stand between QuantizeLinear and DequantizeLinear, operators
/// compute with real numbers.
extension ONNXImporter {
  /// Real numbers as integers, by one scale. Numbers halfway between two integers go away from zero, as
  /// in TensorFlow Lite; ONNX takes the even one.
  mutating func quantized(_ operation: ONNXOperator) throws(FormatError) -> Tensor {
    let source = try input(0, of: operation)
    let quantization = try quantization(operation, shape: builder.shape(of: source))
    guard quantization.axis == nil else {
      throw operation.unsupported("only constants can have several scales")
    }
    let zeroPoint = try optionalInput(2, of: operation)
    return try builder.quantize(
      source, to: zeroPoint.map { builder.elementType(of: $0) } ?? .uint8, quantization)
  }

  /// Constants (weights that the file keeps in eight bits), or what QuantizeLinear made.
  mutating func dequantized(_ operation: ONNXOperator) throws(FormatError) -> Tensor {
    let source = try input(0, of: operation)
    let quantization = try quantization(operation, shape: builder.shape(of: source))
    guard let constant = builder.constant(of: source), source.order.isIdentity else {
      guard builder.quantization(of: source) == quantization else {
        throw operation.unsupported(
          "only constants, and what QuantizeLinear made with the same scale, can be dequantised")
      }
      return try builder.dequantize(source)
    }
    return try builder.dequantize(
      builder.constant(operation.inputs[0], constant, quantization: quantization))
  }

  private func quantization(
    _ operation: ONNXOperator, shape: Shape
  ) throws(FormatError) -> Quantization {
    guard let scaleTensor = try optionalInput(1, of: operation),
      let scales = builder.constant(of: scaleTensor), scales.elementType == .float32,
      (1...max(shape.elementCount, 1)).contains(scales.elementCount)
    else { throw operation.unsupported("its scales must be float32 constants") }
    var zeroPoints = [Int32](repeating: 0, count: scales.elementCount)
    if let tensor = try optionalInput(2, of: operation) {
      guard let stored = builder.constant(of: tensor), !stored.elementType.isFloatingPoint,
        stored.elementCount == zeroPoints.count
      else {
        throw operation.malformed("its zero points must be as many constants as its scales")
      }
      zeroPoints = stored.integers().map { Int32(clamping: $0) }
    }
    if scales.elementCount == 1, scales.shape.rank == 0 || shape.rank == 0 {
      return Quantization(scale: scales.floats()[0], zeroPoint: zeroPoints[0])
    }
    let axis = try builder.axis(operation.integer("axis", default: 1), rank: shape.rank)
    guard scales.elementCount == shape[axis] else {
      throw operation.malformed(
        "\(scales.elementCount) scales do not fit axis \(axis) of \(shape)")
    }
    return Quantization(scales: scales.floats(), zeroPoints: zeroPoints, axis: axis)
  }
}
