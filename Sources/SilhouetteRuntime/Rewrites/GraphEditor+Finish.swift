import SilhouetteGraph

extension GraphEditor {
  /// The graph as it now is: its nodes in an order in which they can run, without the values that
  /// nothing touches.
  ///
  /// A node keeps its place; one that was added stands right before the first that needs it.
  func finished() -> Graph {
    var result = graph
    result.nodes = sortedNodes()
    var isKept = [Bool](repeating: false, count: graph.values.count)
    for node in result.nodes {
      for id in node.inputs + node.outputs { isKept[id.index] = true }
    }
    for port in graph.inputs + graph.outputs { isKept[port.value.index] = true }

    var places = [ValueID](repeating: ValueID(0), count: graph.values.count)
    result.values = []
    for (index, value) in graph.values.enumerated() where isKept[index] {
      places[index] = ValueID(result.values.count)
      result.values.append(value)
    }
    for index in result.nodes.indices {
      result.nodes[index].inputs = result.nodes[index].inputs.map { places[$0.index] }
      result.nodes[index].outputs = result.nodes[index].outputs.map { places[$0.index] }
    }
    for index in result.inputs.indices {
      result.inputs[index].value = places[result.inputs[index].value.index]
    }
    for index in result.outputs.indices {
      result.outputs[index].value = places[result.outputs[index].value.index]
    }
    return result
  }

  /// Depth first from each node in turn, with a stack of its own: a file may make a chain of any
  /// length.
  private func sortedNodes() -> [Node] {
    var sorted: [Node] = []
    var isDone = [Bool](repeating: false, count: nodeCount)
    for first in 0..<nodeCount where node(first) != nil {
      var stack = [first]
      while let index = stack.last {
        let missing = graph.nodes[index].inputs.compactMap { producer(of: $0) }
          .filter { !isDone[$0] }
        if isDone[index] || missing.isEmpty {
          stack.removeLast()
          if !isDone[index] { sorted.append(graph.nodes[index]) }
          isDone[index] = true
        } else {
          stack += missing.reversed()
        }
      }
    }
    return sorted
  }
}
