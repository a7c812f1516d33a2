import SilhouetteGraph

extension Graph {
  /// Checks that the reference executor has a formula for a node on its element types.
  func requireReferenceFormula(for node: Node) throws(RuntimeError) {
    let types = node.inputs.map { self[$0].elementType }
    let isReal = !types.contains { !$0.isFloatingPoint }
    let quantized = QuantizedNode(node, in: self)
    switch node.operation {
    case .cast, .argMax: return
    case .quantize, .dequantize: try requireConversion(quantized)
    case .concatenation, .split, .slice, .pad, .reshape, .transpose, .gather, .broadcast:
      if types.contains(.int8), quantized.results[0].quantization != nil {
        try quantized.requireFormula()
      }
    default:
      if !isReal { try quantized.requireFormula() }
    }
  }

  private func requireConversion(_ conversion: QuantizedNode) throws(RuntimeError) {
    for value in conversion.inputs + conversion.results
    where !value.elementType.isFloatingPoint {
      guard let quantization = value.quantization,
        quantization.axis == nil || conversion.node.operation == .dequantize
      else { throw conversion.unsupported("'\(value.name)' says no scale") }
      for zeroPoint in quantization.zeroPoints {
        guard value.elementType.integerRange.contains(Int(zeroPoint)) else {
          throw conversion.unsupported("the zero point of '\(value.name)' is out of range")
        }
      }
    }
  }
}
