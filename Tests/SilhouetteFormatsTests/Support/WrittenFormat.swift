import SilhouetteFormats
import SilhouetteGraph
import SilhouetteRuntime

/// A format that is written and read.
enum WrittenFormat: CaseIterable, Sendable {
  case tflite, onnx

  func bytes(of graph: Graph, weights: ElementType) throws(FormatError) -> [UInt8] {
    switch self {
    case .tflite: try TFLiteWriter.bytes(of: graph, weights: weights)
    case .onnx: try ONNXWriter.bytes(of: graph, weights: weights)
    }
  }

  /// The graph that a reader makes of what was written.
  func trip(_ graph: Graph, _ weights: ElementType) throws(FormatError) -> Graph {
    try ModelFile.graph(from: Bytes(copying: bytes(of: graph, weights: weights)))
  }

  /// `nil` for what docs/tflite.md says cannot be written.
  func tripIfPossible(_ graph: Graph) throws(FormatError) -> Graph? {
    do throws(FormatError) { return try trip(graph, .float32) } catch {
      switch error {
      case .inexpressible where self == .tflite: return nil
      default: throw error
      }
    }
  }

  /// The order of axes in which the file has an input or output.
  func order(of port: Port) -> [Int] { self == .tflite ? port.tfliteOrder : port.permutation }

  /// A graph's inputs as the graph takes them that was read from its file.
  func inputs(_ inputs: [Tensor], of graph: Graph, for read: Graph) -> [Tensor] {
    zip(inputs, zip(graph.inputs, read.inputs)).map { tensor, ports in
      let order = ports.1.permutation
      let inverse = order.indices.map { order.firstIndex(of: $0) ?? $0 }
      return tensor.permuted(by: self.order(of: ports.0)).permuted(by: inverse)
    }
  }

  /// The largest difference between the outputs of a graph and of one that was read from its file,
  /// both in the file's order of axes.
  func difference(_ read: Graph, from graph: Graph, on inputs: [Tensor]) throws -> Float {
    let expected = try ReferenceExecutor(graph).run(inputs)
    let found = try ReferenceExecutor(read).run(self.inputs(inputs, of: graph, for: read))
    guard found.count == expected.count else { return .infinity }
    return graph.outputs.indices.map { index in
      let theirs = expected[index].permuted(by: order(of: graph.outputs[index]))
      return found[index].permuted(by: read.outputs[index].permutation)
        .relativeDifference(to: theirs)
    }.max() ?? .infinity
  }
}

extension Graph {
  /// Weights of convolutions and matrix products as a file of this precision keeps them.
  func rounded(to elementType: ElementType) -> Graph {
    guard elementType == .float16 else { return self }
    var graph = self
    for node in nodes {
      switch node.operation {
      case .convolution, .transposedConvolution, .fullyConnected:
        for id in node.inputs.dropFirst() {
          guard let constant = self[id].constant, constant.elementType == .float32 else { continue }
          graph[id].constant = Constant(
            constant.floats().map { Half.float(fromBits: Half.bits(from: $0)) },
            shape: constant.shape)
        }
      default: break
      }
    }
    return graph
  }

  /// Has pictures come and go as `[n, c, h, w]`.
  mutating func orderPortsChannelsFirst() {
    for index in inputs.indices where self[inputs[index].value].shape.rank == 4 {
      inputs[index].permutation = [0, 3, 1, 2]
    }
    for index in outputs.indices where self[outputs[index].value].shape.rank == 4 {
      outputs[index].permutation = [0, 3, 1, 2]
    }
  }
}
