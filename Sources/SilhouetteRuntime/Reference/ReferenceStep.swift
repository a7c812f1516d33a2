import SilhouetteGraph

/// One node of a reference run: what it does, what it reads, and the values it makes (for their
/// types and quantisation).
///
/// One file for each family of operators extends it with the formulas.
struct ReferenceStep {
  let node: Node
  let inputs: [ReferenceTensor]
  /// What the graph says of the inputs and of the results.
  let operands: [Value]
  let results: [Value]

  var input: ReferenceTensor { inputs[0] }
  var resultShape: Shape { results[0].shape }
  var quantizedNode: QuantizedNode { QuantizedNode(node, inputs: operands, results: results) }

  /// The elements of every output.
  func evaluated() throws(RuntimeError) -> [ReferenceTensor.Elements] {
    let isReal = input.isReal
    switch node.operation {
    case .convolution(let operation):
      return [isReal ? convolution(operation) : try quantizedConvolution(operation)]
    case .transposedConvolution(let operation):
      return [
        isReal ? transposedConvolution(operation) : try quantizedTransposedConvolution(operation)
      ]
    case .fullyConnected(let operation): return [fullyConnected(operation)]
    case .batchNormalization(let operation): return [batchNormalization(operation)]
    case .activation(let operation):
      return [isReal ? activation(operation) : try quantizedActivation(operation)]
    case .prelu: return [prelu()]
    case .binary(let operation):
      return [isReal ? binary(operation) : try quantizedBinary(operation)]
    case .affine(let operation): return [affine(operation)]
    case .cast(let operation): return [cast(operation)]
    case .quantize: return [try quantize()]
    case .dequantize: return [dequantize()]
    case .pool(let operation):
      return [isReal ? pool(operation) : try quantizedPool(operation)]
    case .adaptiveAveragePool(let operation): return [adaptiveAveragePool(operation)]
    case .reduction(let operation):
      return [isReal ? reduction(operation) : try quantizedMean(operation)]
    case .softmax(let operation): return [softmax(operation)]
    case .argMax(let operation): return [argMax(operation)]
    case .resize(let operation):
      return [isReal ? resize(operation) : quantizedResize(operation)]
    case .windowedResize(let operation): return [windowedResize(operation)]
    case .concatenation(let operation): return [concatenation(operation)]
    case .split(let operation): return split(operation)
    case .slice(let operation): return [slice(operation)]
    case .pad(let operation): return [pad(operation)]
    case .reshape: return [input.elements]
    case .transpose(let operation): return [transpose(operation)]
    case .gather(let operation): return [gather(operation)]
    case .broadcast: return [broadcast()]
    }
  }

  func unsupported(_ reason: String) -> RuntimeError { quantizedNode.unsupported(reason) }
}
