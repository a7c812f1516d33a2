import SilhouetteGraph

extension TFLiteExporter {
  /// Weights or a bias in the file's order of axes: axis `i` of the tensor is axis `order[i]` of the
  /// value. Floating-point constants get the type of weights that was asked for.
  mutating func parameter(_ id: ValueID, order: [Int]? = nil) -> TensorIndex {
    let value = graph[id]
    let order = order ?? Array(0..<value.shape.rank)
    guard let constant = value.constant?.transposed(by: order) else {
      let source = tensor(id)
      if order.isIdentity { return source }
      let result = intermediate(value.type.permuted(by: order))
      emitTranspose(source, order, result)
      return result
    }
    var quantization = value.quantization
    if let axis = quantization?.axis { quantization?.axis = order.firstIndex(of: axis) }
    return addParameter(constant, name: value.name, quantization: quantization)
  }

  /// A constant as weights; floating point goes through a DEQUANTIZE if float16 was asked for.
  mutating func addParameter(
    _ constant: Constant, name: String, quantization: Quantization? = nil
  ) -> TensorIndex {
    let shape = constant.shape
    guard constant.elementType.isFloatingPoint else {
      return model.addTensor(
        name, TensorType(constant.elementType, shape),
        data: constant.elementBytes(as: constant.elementType), quantization: quantization)
    }
    let stored = model.addTensor(
      name, TensorType(weights, shape), data: constant.elementBytes(as: weights))
    if weights == .float32 { return stored }
    let expanded = model.addTensor("\(name)_dequantize", TensorType(.float32, shape))
    emit(.dequantize, [stored], [expanded], version: 2)
    return expanded
  }

  /// Numbers that say how an operator works.
  mutating func list(_ numbers: [Int], shape: Shape? = nil) -> TensorIndex {
    let elements = numbers.map { Int32(clamping: $0) }
    return model.addTensor(
      "\(scope)/constant", TensorType(.int32, shape ?? [elements.count]),
      data: elements.littleEndianBytes)
  }

  mutating func scalar(_ number: Float) -> TensorIndex { floats([number], shape: []) }

  mutating func floats(_ numbers: [Float], shape: Shape) -> TensorIndex {
    model.addTensor(
      "\(scope)/constant", TensorType(.float32, shape),
      data: numbers.map { $0.bitPattern }.littleEndianBytes)
  }
}
