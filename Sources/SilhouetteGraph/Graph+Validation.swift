extension Graph {
  /// Checks every rule of a graph: indices, order, types of all outputs, constants, quantisation
  /// and ports.
  ///
  /// Readers call it before they return a graph; tests call it after every rewrite.
  ///
  /// - Throws: the first contradiction found.
  public func validate() throws(GraphError) {
    for value in values { try validate(value) }
    var defined = values.map { $0.constant != nil }
    for port in inputs {
      try validate(port)
      guard !defined[port.value.index] else {
        throw .invalidValue(value: port.name, reason: "is an input and already defined")
      }
      defined[port.value.index] = true
    }
    for node in nodes { try validate(node, defined: &defined) }
    for port in outputs {
      try validate(port)
      guard defined[port.value.index] else {
        throw .invalidValue(value: port.name, reason: "is an output that nothing makes")
      }
    }
  }

  private func validate(_ value: Value) throws(GraphError) {
    guard value.shape.checkedElementCount != nil else {
      throw .invalidValue(value: value.name, reason: "impossible shape \(value.shape.description)")
    }
    if let constant = value.constant,
      constant.shape != value.shape || constant.elementType != value.elementType
    {
      throw .invalidValue(
        value: value.name,
        reason: "holds \(constant.elementType.name) \(constant.shape.description), "
          + "declared \(value.type.description)")
    }
    if let quantization = value.quantization { try validate(quantization, of: value) }
  }

  private func validate(_ quantization: Quantization, of value: Value) throws(GraphError) {
    var channels = 1
    if let axis = quantization.axis {
      guard axis >= 0, axis < value.shape.rank else {
        throw .invalidValue(value: value.name, reason: "is quantised along axis \(axis)")
      }
      channels = value.shape[axis]
    }
    guard quantization.scales.count == channels, quantization.zeroPoints.count == channels else {
      throw .invalidValue(
        value: value.name,
        reason: "has \(quantization.scales.count) scales and \(quantization.zeroPoints.count) "
          + "zero points for \(channels) channels")
    }
    for scale in quantization.scales where !(scale > 0 && scale.isFinite) {
      throw .invalidValue(value: value.name, reason: "has a scale that is not a positive number")
    }
  }

  private func validate(_ port: Port) throws(GraphError) {
    guard values.indices.contains(port.value.index) else {
      throw .valueOutOfRange(node: port.name, index: port.value.index, count: values.count)
    }
    guard port.permutation.sorted() == Array(0..<self[port.value].shape.rank) else {
      throw .invalidValue(value: port.name, reason: "its axes are not a permutation")
    }
  }

  private func validate(_ node: Node, defined: inout [Bool]) throws(GraphError) {
    for id in node.inputs + node.outputs where !values.indices.contains(id.index) {
      throw .valueOutOfRange(node: node.name, index: id.index, count: values.count)
    }
    for input in node.inputs where !defined[input.index] {
      throw .undefinedValue(node: node.name, value: self[input].name)
    }
    let types = try inferredTypes(of: node.operation, inputs: node.inputs, node: node.name)
    guard types.count == node.outputs.count else {
      throw .invalidNode(
        node: node.name, operation: node.operation.name,
        reason: "makes \(types.count) outputs, not \(node.outputs.count)")
    }
    for (output, type) in zip(node.outputs, types) {
      guard !defined[output.index] else {
        throw .redefinedValue(node: node.name, value: self[output].name)
      }
      guard self[output].type == type else {
        throw .typeMismatch(
          node: node.name, value: self[output].name, declared: self[output].type, inferred: type)
      }
      defined[output.index] = true
    }
  }
}
