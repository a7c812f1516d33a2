import SilhouetteGraph

extension Graph {
  /// Nodes that together compute an adaptive average, for formats without such an operator; values
  /// between them are added to the graph.
  ///
  /// Where the sizes divide, one average over windows next to each other. Else each row of the
  /// result is the mean of a slice of rows, the same for columns after that: the windows of a row
  /// have equal heights, so the mean of their rows' means is theirs.
  mutating func lower(_ pool: AdaptiveAveragePool, of node: Node) -> [Node] {
    let shape = self[node.inputs[0]].shape
    if shape[1] % pool.size.height == 0, shape[2] % pool.size.width == 0 {
      let window = Extent2D(
        height: shape[1] / pool.size.height, width: shape[2] / pool.size.width)
      let equal = Pool(.average(countsPadding: false), window: window, strides: window)
      return [
        Node(name: node.name, operation: .pool(equal), inputs: node.inputs, outputs: node.outputs)
      ]
    }
    var rows = shape
    rows[1] = pool.size.height
    let between = add(like: node.outputs[0], shape: rows)
    return means(of: node.inputs[0], axis: 1, count: pool.size.height, to: between, node)
      + means(of: between, axis: 2, count: pool.size.width, to: node.outputs[0], node)
  }

  /// Means of `count` slices along an axis, joined.
  private mutating func means(
    of source: ValueID, axis: Int, count: Int, to result: ValueID, _ node: Node
  ) -> [Node] {
    let shape = self[source].shape
    var nodes: [Node] = []
    var parts: [ValueID] = []
    for place in 0..<count {
      let start = place * shape[axis] / count
      let end = ((place + 1) * shape[axis] + count - 1) / count
      var slice = Slice(
        starts: [Int](repeating: 0, count: 4), sizes: shape.dimensions,
        steps: [Int](repeating: 1, count: 4))
      slice.starts[axis] = start
      slice.sizes[axis] = end - start
      let window = add(like: source, shape: Shape(slice.sizes))
      slice.sizes[axis] = 1
      let mean = count == 1 ? result : add(like: result, shape: Shape(slice.sizes))
      slice.sizes[axis] = end - start
      parts.append(mean)
      let reduction = Reduction(.mean, axes: [axis], keepsAxes: true)
      nodes += [
        Node(name: node.name, operation: .slice(slice), inputs: [source], outputs: [window]),
        Node(name: node.name, operation: .reduction(reduction), inputs: [window], outputs: [mean]),
      ]
    }
    guard count > 1 else { return nodes }
    let joined = Concatenation(axis: axis)
    return nodes + [
      Node(name: node.name, operation: .concatenation(joined), inputs: parts, outputs: [result])
    ]
  }

  private mutating func add(like id: ValueID, shape: Shape) -> ValueID {
    values.append(
      Value(
        name: "\(self[id].name) part", type: TensorType(self[id].elementType, shape),
        quantization: self[id].quantization))
    return ValueID(values.count - 1)
  }
}
