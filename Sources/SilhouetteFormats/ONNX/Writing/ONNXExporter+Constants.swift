import SilhouetteGraph

extension ONNXExporter {
  /// Weights or a bias; floating point goes through a Cast if float16 was asked for.
  mutating func parameter(_ id: ValueID, order: [Int]? = nil) -> TensorIndex {
    let order = order ?? Array(0..<graph[id].shape.rank)
    guard let constant = graph[id].constant, constant.elementType.isFloatingPoint else {
      return operand(id, order: order)
    }
    let stored = addInitializer(
      constant.transposed(by: order), name: graph[id].name, as: weights)
    return weights == .float32 ? stored : cast(stored, to: .float32, for: graph[id].name)
  }

  mutating func cast(
    _ tensor: TensorIndex, to elementType: ElementType, for name: String? = nil
  ) -> TensorIndex {
    let code = ONNXElementType.code(of: elementType)
    return emit("Cast", [tensor], [.integer("to", code)], for: name)
  }

  /// Numbers that say how an operator works.
  mutating func list(_ numbers: [Int]) -> TensorIndex {
    let storage = Bytes(copying: numbers.map { Int64($0) })
    return addInitializer(
      Constant(storage: storage, offset: 0, elementType: .int64, storedShape: [numbers.count]))
  }

  mutating func scalar(_ number: Float) -> TensorIndex {
    addInitializer(Constant([number], shape: []))
  }

  mutating func addInitializer(
    _ constant: Constant, name: String = "", as elementType: ElementType? = nil
  ) -> TensorIndex {
    model.addInitializer(
      constant, as: elementType ?? constant.elementType,
      name: name.isEmpty ? "\(scope)/constant" : name)
  }

  // MARK: Quantisation

  /// Of int32 the zero point is 0 and left out.
  func isExpressible(_ quantization: Quantization, _ elementType: ElementType) -> Bool {
    elementType == .int8 || elementType == .uint8
      || (elementType == .int32 && quantization.zeroPoints.allSatisfy { $0 == 0 })
  }

  /// Scale and zero point, once for all nodes that make or read the value.
  mutating func parameters(of quantization: Quantization, _ id: ValueID) -> [TensorIndex?] {
    if let written = quantizations[id] { return written }
    let shape: Shape = quantization.axis == nil ? [] : [quantization.scales.count]
    let scope = TensorNames.scope(of: graph[id].name)
    var tensors: [TensorIndex?] = [
      addInitializer(Constant(quantization.scales, shape: shape), name: "\(scope)/scale")
    ]
    let elementType = graph[id].elementType
    if elementType != .int32 {
      let zeroPoints = Constant(quantization.zeroPoints, shape: shape)
      tensors.append(addInitializer(zeroPoints, name: "\(scope)/zero_point", as: elementType))
    }
    quantizations[id] = tensors
    return tensors
  }

  func axis(of quantization: Quantization, in order: [Int]) -> [ONNXWrittenAttribute] {
    guard let axis = quantization.axis else { return [] }
    return [.integer("axis", order.place(of: axis))]
  }
}
