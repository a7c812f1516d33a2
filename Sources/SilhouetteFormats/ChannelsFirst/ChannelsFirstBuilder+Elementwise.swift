import SilhouetteGraph

extension ChannelsFirstBuilder {
  mutating func activation(
    _ activation: Activation, _ tensor: Tensor
  ) throws(FormatError) -> Tensor {
    Tensor(value: try add(.activation(activation), [tensor.value]), order: tensor.order)
  }

  /// `scale · x + bias`
  mutating func affine(_ affine: Affine, _ tensor: Tensor) throws(FormatError) -> Tensor {
    Tensor(value: try add(.affine(affine), [tensor.value]), order: tensor.order)
  }

  /// Two operands that broadcast by NumPy's rule in the file's order.
  mutating func binary(
    _ kind: Binary.Kind, _ a: Tensor, _ b: Tensor
  ) throws(FormatError) -> Tensor {
    if let known = try knownBinary(kind, a, b) { return known }
    let (left, right, order) = try broadcastOperands(a, b)
    return Tensor(value: try add(.binary(Binary(kind)), [left, right]), order: order)
  }

  /// `x` where `x ≥ 0`, else `slope · x`; the slope broadcasts to `x` by NumPy's rule.
  mutating func prelu(_ tensor: Tensor, slope: Tensor) throws(FormatError) -> Tensor {
    guard slope.order.count <= tensor.order.count else {
      throw .malformed(place: place, reason: "the slope has more axes than the input")
    }
    let right = try raised(slope, to: tensor.order)
    return Tensor(value: try add(.prelu, [tensor.value, right]), order: tensor.order)
  }

  /// Numbers as another type; shapes stay known.
  mutating func cast(_ tensor: Tensor, to elementType: ElementType) throws(FormatError) -> Tensor {
    if self.elementType(of: tensor) == elementType { return tensor }
    if let contents = tensor.contents, elementType == .int32 || elementType == .int64 {
      return try known(contents, isScalar: tensor.order.isEmpty)
    }
    return Tensor(
      value: try add(.cast(Cast(to: elementType)), [tensor.value]), order: tensor.order)
  }

  /// Real numbers as integers, by one scale.
  mutating func quantize(
    _ tensor: Tensor, to elementType: ElementType, _ quantization: Quantization
  ) throws(FormatError) -> Tensor {
    let value = try add(.quantize(to: elementType), [tensor.value], quantization: quantization)
    return Tensor(value: value, order: tensor.order)
  }

  /// Real numbers of a quantised tensor. Four axes of a constant (weights) get our order first.
  mutating func dequantize(_ tensor: Tensor) throws(FormatError) -> Tensor {
    let isWeights = constant(of: tensor) != nil && tensor.order.count == 4
    let source = isWeights ? try aligned(tensor, to: Self.picture) : tensor
    return Tensor(value: try add(.dequantize, [source.value]), order: source.order)
  }

  /// Both operands in one order and with as many axes as the longer one has.
  private mutating func broadcastOperands(
    _ a: Tensor, _ b: Tensor
  ) throws(FormatError) -> (ValueID, ValueID, [Int]) {
    // The layout of what is computed, and of the larger, stays.
    let aLeads =
      if a.order.count != b.order.count {
        a.order.count > b.order.count
      } else if (constant(of: a) == nil) != (constant(of: b) == nil) {
        constant(of: a) == nil
      } else {
        shape(of: a).elementCount >= shape(of: b).elementCount
      }
    let order = aLeads ? a.order : b.order
    return (try raised(a, to: order), try raised(b, to: order), order)
  }

  /// The value of an operand with axes of extent 1 before its own, in the given order.
  private mutating func raised(_ tensor: Tensor, to order: [Int]) throws(FormatError) -> ValueID {
    let extents = shape(of: tensor)
    let missing = order.count - tensor.order.count
    guard missing > 0 else { return try aligned(tensor, to: order).value }
    if extents.elementCount == 1 { return tensor.value }
    let raised = [Int](repeating: 1, count: missing) + extents.dimensions
    return try aligned(try reshape(tensor, to: Shape(raised), preferred: order), to: order).value
  }
}
