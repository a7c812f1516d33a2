import SilhouetteGraph

/// A node on int8 tensors: finds the fixed-point numbers of its formula, or says why there is none.
///
/// The formulas are those of TensorFlow Lite's reference kernels. Activations have one scale and
/// zero point; weights are symmetric, with one scale or one for each output channel.
struct QuantizedNode {
  let node: Node
  let inputs: [Value]
  let results: [Value]

  init(_ node: Node, inputs: [Value], results: [Value]) {
    self.node = node
    self.inputs = inputs
    self.results = results
  }

  init(_ node: Node, in graph: Graph) {
    self.init(
      node, inputs: node.inputs.map { graph[$0] }, results: node.outputs.map { graph[$0] })
  }

  func unsupported(_ reason: String) -> RuntimeError {
    .unsupported(node: node.name, operation: node.operation.name, reason: reason)
  }

  /// The scale and zero point of an int8 activation.
  func quantization(of value: Value) throws(RuntimeError) -> Quantization {
    guard value.elementType == .int8, let quantization = value.quantization,
      quantization.axis == nil, quantization.scales.count == 1,
      quantization.zeroPoints.count == 1, (-128...127).contains(quantization.zeroPoint)
    else {
      throw unsupported("'\(value.name)' is not int8 with one scale and one zero point")
    }
    return quantization
  }

  /// The one scale and zero point that every input shares with the output, for operators that pass
  /// numbers on as they are.
  func sharedQuantization() throws(RuntimeError) -> Quantization {
    let output = try quantization(of: results[0])
    for input in inputs {
      guard try quantization(of: input) == output else {
        throw unsupported("'\(input.name)' and '\(results[0].name)' differ in scale or zero point")
      }
    }
    return output
  }

  /// What the fused activation lets through.
  func range(_ activation: Activation) throws(RuntimeError) -> ClosedRange<Int> {
    guard
      let range = quantizedRange(of: activation, try quantization(of: results[0]))
    else { throw unsupported("\(activation.name) inside an int8 operator") }
    return range
  }

  func factor(_ real: Double) throws(RuntimeError) -> FixedPointMultiplier {
    guard let factor = FixedPointMultiplier(real) else {
      throw unsupported("its scales lie too far apart")
    }
    return factor
  }

  func table(_ activation: Activation) throws(RuntimeError) -> LookupTable {
    let (input, output) = (
      try quantization(of: inputs[0]), try quantization(of: results[0])
    )
    guard let table = LookupTable(activation, from: input, to: output) else {
      throw unsupported("no int8 formula for these scales")
    }
    return table
  }
}
