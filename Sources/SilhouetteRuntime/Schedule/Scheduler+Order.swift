import SilhouetteGraph

/// In which order nodes are scheduled.
extension Scheduler {
  /// What does not stay in the second-level cache until someone comes back to it.
  private var largeBytes: Int { 1 << 20 }

  /// The graph's order, but what makes less of a large picture stands right behind the picture: it
  /// finds the rows in the cache, and the picture need not be kept for it.
  var order: [Int] {
    var order: [Int] = []
    var isPlaced = [Bool](repeating: false, count: graph.nodes.count)
    for index in graph.nodes.indices where !isPlaced[index] {
      order.append(index)
      isPlaced[index] = true
      for output in graph.nodes[index].outputs {
        for reader in consumers[output.index] where !isPlaced[reader] {
          guard makesLess(graph.nodes[reader], of: output) else { continue }
          order.append(reader)
          isPlaced[reader] = true
        }
      }
    }
    return order
  }

  /// Whether a node is a convolution of single pixels that reads this large picture alone and makes
  /// a smaller one.
  private func makesLess(_ node: Node, of value: ValueID) -> Bool {
    guard case .convolution(let operation) = node.operation, isRowNode(node),
      node.inputs[0] == value, isRowConvolution(operation, node),
      isPointwise(operation, graph[node.inputs[1]].shape)
    else { return false }
    let (input, output) = (byteCount(of: value), byteCount(of: node.outputs[0]))
    return input > largeBytes && output < input
  }
}
