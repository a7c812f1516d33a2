extension Graph {
  /// Drops the nodes that no output hangs on, then the values that neither a node nor a port names.
  package mutating func removeUnused() {
    removeUnusedNodes()
    var isUsed = [Bool](repeating: false, count: values.count)
    for port in inputs + outputs { isUsed[port.value.index] = true }
    for node in nodes {
      for id in node.inputs + node.outputs { isUsed[id.index] = true }
    }
    keepValues(isUsed)
  }

  /// Nodes stand in topological order, so that one pass from the end sees every reader first.
  private mutating func removeUnusedNodes() {
    var isNeeded = [Bool](repeating: false, count: values.count)
    for port in outputs { isNeeded[port.value.index] = true }
    var kept: [Node] = []
    for node in nodes.reversed() where node.outputs.contains(where: { isNeeded[$0.index] }) {
      for input in node.inputs { isNeeded[input.index] = true }
      kept.append(node)
    }
    nodes = kept.reversed()
  }

  private mutating func keepValues(_ isKept: [Bool]) {
    var kept: [Value] = []
    var places = [ValueID](repeating: ValueID(0), count: values.count)
    for index in values.indices where isKept[index] {
      places[index] = ValueID(kept.count)
      kept.append(values[index])
    }
    values = kept
    for index in inputs.indices { inputs[index].value = places[inputs[index].value.index] }
    for index in outputs.indices { outputs[index].value = places[outputs[index].value.index] }
    for index in nodes.indices {
      nodes[index].inputs = nodes[index].inputs.map { places[$0.index] }
      nodes[index].outputs = nodes[index].outputs.map { places[$0.index] }
    }
  }
}
