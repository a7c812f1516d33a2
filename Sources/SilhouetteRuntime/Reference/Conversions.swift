import SilhouetteGraph

extension ReferenceStep {
  /// The same numbers as another type: towards an integer cut off at the point and at the type's
  /// range, towards bool whether they differ from 0.
  func cast(_ operation: Cast) -> ReferenceTensor.Elements {
    let target = operation.elementType
    switch input.elements {
    case .reals(let reals):
      return target.isFloatingPoint
        ? .reals(reals) : .integers(reals.map { target.integer(cuttingOff: $0) })
    case .integers(let integers):
      return target.isFloatingPoint
        ? .reals(integers.map { Float($0) })
        : .integers(integers.map { target.integer(clamping: $0) })
    }
  }

  /// `round(x / scale) + zeroPoint`, cut to the type's range; from another integer type
  /// `scale(q − zeroPoint) + zeroPoint′`.
  func quantize() throws(RuntimeError) -> ReferenceTensor.Elements {
    let target = results[0].elementType
    guard let output = results[0].quantization else { throw unsupported("the output has no scale") }
    switch input.elements {
    case .reals(let reals):
      return .integers(reals.map { target.integer(clamping: quantized($0, output)) })
    case .integers(let integers):
      guard let quantization = operands[0].quantization,
        let factor = FixedPointMultiplier(Double(quantization.scale) / Double(output.scale))
      else { throw unsupported("the scales of input and output lie too far apart") }
      return .integers(
        integers.map {
          let shifted = Int32(clamping: $0 - Int(quantization.zeroPoint))
          return target.integer(clamping: Int(factor.scale(shifted)) + Int(output.zeroPoint))
        })
    }
  }

  /// `scale · (q − zeroPoint)`, by tensor or by channel; float16 as it stands.
  func dequantize() -> ReferenceTensor.Elements {
    guard case .integers(let integers) = input.elements, let quantization = operands[0].quantization
    else { return input.elements }
    let axis = quantization.axis ?? 0
    let inner = quantization.axis == nil ? integers.count : input.shape.strides[axis]
    var results: [Float] = []
    results.reserveCapacity(integers.count)
    // Run by run: networks have millions of weights, and a division for each takes longer than all
    // the rest of planning.
    var channel = 0
    while results.count < integers.count {
      let scale = Double(quantization.scales[channel])
      let zeroPoint = Int(quantization.zeroPoints[channel])
      for index in results.count..<min(results.count + inner, integers.count) {
        results.append(Float(scale * Double(integers[index] - zeroPoint)))
      }
      channel = channel + 1 == quantization.scales.count ? 0 : channel + 1
    }
    return .reals(results)
  }
}

extension ElementType {
  /// The integers that the type holds; bool holds 0 and 1.
  var integerRange: ClosedRange<Int> {
    switch self {
    case .int8: -128...127
    case .uint8: 0...255
    case .bool: 0...1
    case .int32: Int(Int32.min)...Int(Int32.max)
    case .int64, .float32, .float16: Int.min...Int.max
    }
  }

  fileprivate func integer(clamping x: Int) -> Int {
    self == .bool ? (x == 0 ? 0 : 1) : integerRange.clamping(x)
  }

  fileprivate func integer(cuttingOff x: Float) -> Int {
    guard x == x else { return 0 }
    if self == .bool { return x == 0 ? 0 : 1 }
    guard x > Float(integerRange.lowerBound) else { return integerRange.lowerBound }
    guard x < Float(integerRange.upperBound) else { return integerRange.upperBound }
    return Int(x)
  }
}
