import SilhouetteGraph

/// Which values of two graphs mean the same thing, found from the graphs alone.
///
/// Two files of one network differ in names, in which activations are fused, and in casts between
/// number types. So each graph is read as a list of *layers*: an operator together with the
/// activations and number conversions behind it, standing for the value that leaves them. The two
/// lists are aligned like two texts (the longest common subsequence, Needleman and Wunsch 1970),
/// where layers match that do the same to values of the same shape.
public struct LayerAlignment: Sendable {
  /// A value of each graph.
  public struct Pair: Hashable, Sendable {
    public let first: ValueID
    public let second: ValueID
  }

  /// In the order of the graphs.
  public let pairs: [Pair]
  /// Layers of each graph that have no counterpart.
  public let unmatched: (first: Int, second: Int)

  public init(_ first: Graph, _ second: Graph) {
    let layers = (LayerList(first).layers, LayerList(second).layers)
    pairs = LayerAlignment.matches(layers.0, layers.1)
    unmatched = (layers.0.count - pairs.count, layers.1.count - pairs.count)
  }

  /// The table of the alignment has as many cells as one network's layers times the other's; more
  /// than this is no segmentation network, and nothing is paired.
  private static let maximumCells = 1 << 24

  private static func matches(_ first: [Layer], _ second: [Layer]) -> [Pair] {
    guard first.count * second.count <= maximumCells else { return [] }
    let columns = second.count + 1
    // lengths[i * columns + j]: of the longest common subsequence of first[i...] and second[j...].
    var lengths = [Int32](repeating: 0, count: (first.count + 1) * columns)
    for i in first.indices.reversed() {
      for j in second.indices.reversed() {
        let skipped = max(lengths[(i + 1) * columns + j], lengths[i * columns + j + 1])
        let matched = lengths[(i + 1) * columns + j + 1] + 1
        lengths[i * columns + j] =
          first[i].signature == second[j].signature ? max(matched, skipped) : skipped
      }
    }
    var pairs: [Pair] = []
    var (i, j) = (0, 0)
    while i < first.count, j < second.count {
      if first[i].signature == second[j].signature,
        lengths[i * columns + j] == lengths[(i + 1) * columns + j + 1] + 1
      {
        pairs.append(Pair(first: first[i].value, second: second[j].value))
        (i, j) = (i + 1, j + 1)
      } else if lengths[(i + 1) * columns + j] >= lengths[i * columns + j + 1] {
        i += 1
      } else {
        j += 1
      }
    }
    return pairs
  }
}

/// An operator with what follows it alone, and the value that leaves.
private struct Layer {
  struct Signature: Hashable {
    let operation: String
    let shape: [Int]
  }

  let signature: Signature
  let value: ValueID
}

private struct LayerList {
  private(set) var layers: [Layer] = []

  init(_ graph: Graph) {
    let consumers = graph.consumers()
    var absorbed = Set<Int>()
    for (index, node) in graph.nodes.enumerated() where !absorbed.contains(index) {
      // Reading a constant in another number type is no layer.
      if LayerList.isTail(node.operation), node.inputs.allSatisfy({ graph[$0].constant != nil }) {
        continue
      }
      guard node.outputs.count == 1 else { continue }
      var value = node.outputs[0]
      while consumers[value.index].count == 1, !graph.isOutput(value),
        LayerList.isTail(graph.nodes[consumers[value.index][0]].operation)
      {
        absorbed.insert(consumers[value.index][0])
        value = graph.nodes[consumers[value.index][0]].outputs[0]
      }
      layers.append(
        Layer(
          signature: .init(
            operation: LayerList.kind(of: node.operation), shape: graph[value].shape.dimensions),
          value: value))
    }
  }

  /// What belongs to the operator before it.
  private static func isTail(_ operation: Operator) -> Bool {
    switch operation {
    case .activation, .batchNormalization, .cast, .quantize, .dequantize: true
    default: false
    }
  }

  /// Operators that files use for the same thing have one name.
  private static func kind(of operation: Operator) -> String {
    switch operation {
    case .adaptiveAveragePool, .reduction: "mean"
    case .pool(let pool): pool.kind == .maximum ? "maxPool" : "mean"
    case .convolution, .fullyConnected: "convolution"
    default: operation.name
    }
  }
}
