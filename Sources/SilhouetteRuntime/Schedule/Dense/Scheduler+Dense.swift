import CSilhouetteKernels
import SilhouetteGraph

/// Every operator as steps on dense tensors of any rank.
extension Scheduler {
  mutating func scheduleDense(_ node: Node) throws(RuntimeError) {
    guard !isInt8(node) else { return try scheduleInt8(node) }
    switch node.operation {
    case .convolution(let operation): try convolution(operation, node)
    case .transposedConvolution(let operation): try transposedConvolution(operation, node)
    case .fullyConnected(let operation): try fullyConnected(operation, node)
    case .batchNormalization(let operation): try batchNormalization(operation, node)
    case .activation(let activation): try unary(activation.parameters, node)
    case .affine(let affine):
      try unary(slh_activation(kind: SLH_AFFINE, a: affine.scale, b: affine.bias), node)
    case .prelu: try binary(SLH_PRELU, .identity, node)
    case .binary(let binary): try self.binary(binary.kind.parameter, binary.activation, node)
    case .cast, .quantize, .dequantize: try convert(node)
    case .pool(let operation): try pool(operation, node)
    case .adaptiveAveragePool(let operation): try adaptivePool(operation, node)
    case .reduction(let operation): try reduction(operation, node)
    case .softmax(let operation): try softmax(operation, node)
    case .argMax(let operation): try argMax(operation, node)
    case .resize(let operation): try resize(operation, node)
    case .windowedResize: throw unsupported(node, "its channels are not whole vectors, or too wide")
    case .concatenation(let operation): try concatenation(operation, node)
    case .split(let operation): try split(operation, node)
    case .slice(let operation): try slice(operation, node)
    case .pad(let operation): try pad(operation, node)
    case .reshape: try reshape(node)
    case .transpose(let operation): try transpose(operation, node)
    case .gather(let operation): try gather(operation, node)
    case .broadcast(let operation): try broadcast(operation, node)
    }
  }

  func requireFloat(_ node: Node) throws(RuntimeError) {
    for value in node.inputs + node.outputs where !graph[value].elementType.isFloatingPoint {
      throw unsupported(
        node, "\(graph[value].elementType.name) elements; only float32 is computed with here")
    }
    for value in node.inputs + node.outputs
    where graph[value].elementType == .float16 && graph[value].constant == nil {
      throw unsupported(node, "float16 elements that are not constants; cast them to float32")
    }
  }

  func unsupported(_ node: Node, _ reason: String) -> RuntimeError {
    .unsupported(node: node.name, operation: node.operation.name, reason: reason)
  }

  func title(_ node: Node) -> String { "\(node.operation.name) \(node.name)" }

  /// Units of a step so large that handing them to another thread pays.
  func grain(workPerUnit: Int) -> Int {
    max(1, Scheduler.worthwhileWork / max(workPerUnit, 1))
  }

  /// Multiply-adds or moved elements that take about 10 µs in plain code.
  static let worthwhileWork = 20_000
}
