import CSilhouetteKernels
import SilhouetteGraph

extension Scheduler {
  /// Copies elements between two views; `loop` has the strides of the input, then of the output,
  /// which start at byte `inputOffset` and `outputOffset`.
  mutating func copy(
    _ name: String, from input: DenseOperand, inputOffset: Int = 0, to output: BufferID,
    outputOffset: Int = 0, elementSize: Int, loop: StridedLoop
  ) throws(RuntimeError) {
    guard loop.rank <= StridedLoop.maximumRank else {
      throw .unsupported(node: name, operation: "copy", reason: "it interleaves too many axes")
    }
    let count = loop.extents.reduce(1, *)
    builder.step(
      name, slh_copy_run, uses: input.buffers + [output], units: loop.extents[0],
      grain: grain(workPerUnit: count / loop.extents[0])
    ) { layout in
      slh_copy(
        input: input.located(in: layout, at: inputOffset),
        output: Int64(layout[output] + outputOffset), element_size: Int32(elementSize),
        rank: Int32(loop.rank), extents: eight(loop.extents),
        input_strides: eight(loop.strides[0]), output_strides: eight(loop.strides[1]))
    }
  }

  private func elementSize(_ node: Node) -> Int { graph[node.outputs[0]].elementType.size }

  mutating func concatenation(_ operation: Concatenation, _ node: Node) throws(RuntimeError) {
    let shape = graph[node.outputs[0]].shape
    let inputs = node.inputs.map { operand($0) }
    let output = define(node.outputs[0])
    var position = 0
    for (input, source) in zip(node.inputs, inputs) {
      let part = graph[input].shape
      try copy(
        title(node), from: source, to: output,
        outputOffset: position * shape.strides[operation.axis] * elementSize(node),
        elementSize: elementSize(node),
        loop: StridedLoop(extents: part.dimensions, strides: [part.strides, shape.strides]))
      position += part[operation.axis]
    }
    if operation.activation != .identity {
      try requireFloat(node)
      apply(
        operation.activation.parameters, title(node), from: .buffer(output), to: output,
        count: shape.elementCount)
    }
  }

  mutating func split(_ operation: Split, _ node: Node) throws(RuntimeError) {
    let shape = graph[node.inputs[0]].shape
    let input = operand(node.inputs[0])
    var position = 0
    for output in node.outputs {
      let part = graph[output].shape
      try copy(
        title(node), from: input,
        inputOffset: position * shape.strides[operation.axis] * elementSize(node),
        to: define(output), elementSize: elementSize(node),
        loop: StridedLoop(extents: part.dimensions, strides: [shape.strides, part.strides]))
      position += part[operation.axis]
    }
  }

  mutating func slice(_ operation: Slice, _ node: Node) throws(RuntimeError) {
    let strides = graph[node.inputs[0]].shape.strides
    let output = graph[node.outputs[0]].shape
    var start = 0
    var steps: [Int] = []
    for (axis, stride) in strides.enumerated() {
      start += operation.starts[axis] * stride
      steps.append(operation.steps[axis] * stride)
    }
    let input = operand(node.inputs[0])
    try copy(
      title(node), from: input, inputOffset: start * elementSize(node),
      to: define(node.outputs[0]), elementSize: elementSize(node),
      loop: StridedLoop(extents: output.dimensions, strides: [steps, output.strides]))
  }

  mutating func pad(_ operation: Pad, _ node: Node) throws(RuntimeError) {
    try requireFloat(node)
    let inner = graph[node.inputs[0]].shape
    let shape = graph[node.outputs[0]].shape
    let input = operand(node.inputs[0])
    let output = define(node.outputs[0])
    let value = builder.memory.store(operation.value)
    try copy(
      title(node), from: .constant(UnsafeRawPointer(value)), to: output, elementSize: 4,
      loop: StridedLoop(extents: [shape.elementCount], strides: [[0], [1]]))
    var start = 0
    for (axis, stride) in shape.strides.enumerated() { start += operation.before[axis] * stride }
    try copy(
      title(node), from: input, to: output, outputOffset: start * 4, elementSize: 4,
      loop: StridedLoop(extents: inner.dimensions, strides: [inner.strides, shape.strides]))
  }

  mutating func reshape(_ node: Node) throws(RuntimeError) {
    let source = operand(node.inputs[0])
    if case .buffer = source {
      alias(node.outputs[0], to: node.inputs[0])
    } else {
      try copy(
        title(node), from: source, to: define(node.outputs[0]), elementSize: elementSize(node),
        loop: StridedLoop(
          extents: [graph[node.outputs[0]].shape.elementCount], strides: [[1], [1]]))
    }
  }

  mutating func transpose(_ operation: Transpose, _ node: Node) throws(RuntimeError) {
    let strides = graph[node.inputs[0]].shape.strides
    let output = graph[node.outputs[0]].shape
    let input = operand(node.inputs[0])
    try copy(
      title(node), from: input, to: define(node.outputs[0]), elementSize: elementSize(node),
      loop: StridedLoop(
        extents: output.dimensions,
        strides: [operation.permutation.map { strides[$0] }, output.strides]))
  }

  mutating func broadcast(_ operation: Broadcast, _ node: Node) throws(RuntimeError) {
    let output = graph[node.outputs[0]].shape
    let input = operand(node.inputs[0])
    let strides = repeatingStrides(of: graph[node.inputs[0]].shape, in: output)
    try copy(
      title(node), from: input, to: define(node.outputs[0]), elementSize: elementSize(node),
      loop: StridedLoop(extents: output.dimensions, strides: [strides, output.strides]))
  }

  mutating func gather(_ operation: Gather, _ node: Node) throws(RuntimeError) {
    let parts = graph[node.inputs[0]].shape.split(at: operation.axis)
    let inner = parts.inner * elementSize(node)
    let input = operand(node.inputs[0])
    let output = define(node.outputs[0])
    let indices = builder.memory.store(operation.indices.map { Int64($0) })
    builder.step(
      title(node), slh_gather_run, uses: input.buffers + [output], units: parts.outer,
      grain: grain(workPerUnit: parts.inner * operation.indices.count)
    ) { layout in
      slh_gather(
        input: input.located(in: layout), output: Int64(layout[output]),
        extent: Int64(parts.extent), count: Int64(operation.indices.count), inner: Int64(inner),
        indices: indices)
    }
  }
}
