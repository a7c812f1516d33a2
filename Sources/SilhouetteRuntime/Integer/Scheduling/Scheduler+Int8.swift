import CSilhouetteKernels
import SilhouetteGraph

/// Nodes on int8 tensors as steps of exact integer arithmetic.
extension Scheduler {
  /// Whether a node has to be computed in int8. Operators that only move numbers are the same for
  /// every type.
  func isInt8(_ node: Node) -> Bool {
    let result = graph[node.outputs[0]]
    guard result.elementType == .int8, result.quantization != nil else { return false }
    switch node.operation {
    case .convolution, .transposedConvolution, .fullyConnected, .batchNormalization, .activation,
      .prelu, .binary, .affine, .quantize, .pool, .adaptiveAveragePool, .reduction, .softmax,
      .resize, .windowedResize, .concatenation, .pad:
      return true
    case .cast, .dequantize, .argMax, .split, .slice, .reshape, .transpose, .gather, .broadcast:
      return false
    }
  }

  mutating func scheduleInt8(_ node: Node) throws(RuntimeError) {
    let quantized = QuantizedNode(node, in: graph)
    switch node.operation {
    case .convolution(let operation): try int8Convolution(operation, quantized)
    case .transposedConvolution(let operation):
      try int8TransposedConvolution(operation, quantized)
    case .activation(let activation): lookup(try quantized.table(activation), node)
    case .binary(let operation): try int8Binary(operation, quantized)
    case .quantize: try int8Quantize(quantized)
    case .pool(let operation): try int8Pool(operation, quantized)
    case .reduction(let operation): try int8Mean(operation, quantized)
    case .resize(let operation): try int8Resize(operation, quantized)
    case .concatenation(let operation): try int8Concatenation(operation, quantized)
    case .pad(let operation): try int8Pad(operation, quantized)
    case .fullyConnected, .batchNormalization, .prelu, .affine, .cast, .dequantize,
      .adaptiveAveragePool, .softmax, .argMax, .windowedResize, .split, .slice, .reshape,
      .transpose, .gather, .broadcast:
      throw quantized.unsupported("no int8 formula")
    }
  }

  mutating func lookup(_ table: LookupTable, _ node: Node) {
    let source = operand(node.inputs[0])
    lookup(table, node, from: source, to: define(node.outputs[0]))
  }

  private mutating func lookup(
    _ table: LookupTable, _ node: Node, from source: DenseOperand, to target: BufferID
  ) {
    let count = graph[node.outputs[0]].shape.elementCount
    let results = builder.memory.store(table.results)
    let unit = Int(SLH_INT8_UNIT)
    builder.step(
      title(node), int8Kernels.lookup, uses: source.buffers + [target],
      units: (count + unit - 1) / unit, grain: grain(workPerUnit: unit)
    ) { layout in
      slh_int8_lookup(
        input: source.located(in: layout), output: Int64(layout[target]), count: Int64(count),
        table: results)
    }
  }

  /// From float32, or from another int8 scale.
  private mutating func int8Quantize(_ quantized: QuantizedNode) throws(RuntimeError) {
    let (input, node) = (quantized.inputs[0], quantized.node)
    let output = try quantized.quantization(of: quantized.results[0])
    guard input.elementType == .float32 else {
      return lookup(try quantized.table(.identity), node)
    }
    let count = input.shape.elementCount
    let source = operand(node.inputs[0])
    let target = define(node.outputs[0])
    let unit = Int(SLH_INT8_UNIT)
    builder.step(
      title(node), int8Kernels.quantize, uses: source.buffers + [target],
      units: (count + unit - 1) / unit, grain: grain(workPerUnit: unit)
    ) { layout in
      slh_int8_quantize(
        input: source.located(in: layout), output: Int64(layout[target]), count: Int64(count),
        scale: output.scale, zero_point: output.zeroPoint)
    }
  }

  private mutating func int8Concatenation(
    _ operation: Concatenation, _ quantized: QuantizedNode
  ) throws(RuntimeError) {
    let quantization = try quantized.sharedQuantization()
    try concatenation(Concatenation(axis: operation.axis), quantized.node)
    guard operation.activation != .identity else { return }
    guard
      let table = LookupTable(operation.activation, from: quantization, to: quantization),
      case .buffer(let joined) = operand(quantized.node.outputs[0])
    else { throw quantized.unsupported("\(operation.activation.name) inside it") }
    lookup(table, quantized.node, from: .buffer(joined), to: joined)
  }

  private mutating func int8Pad(
    _ operation: Pad, _ quantized: QuantizedNode
  ) throws(RuntimeError) {
    let quantization = try quantized.sharedQuantization()
    let node = quantized.node
    let (inner, outer) = (quantized.inputs[0].shape, quantized.results[0].shape)
    let input = operand(node.inputs[0])
    let output = define(node.outputs[0])
    let border = builder.memory.store(
      Int8(clamping: SilhouetteRuntime.quantized(operation.value, quantization)))
    try copy(
      title(node), from: .constant(UnsafeRawPointer(border)), to: output, elementSize: 1,
      loop: StridedLoop(extents: [outer.elementCount], strides: [[0], [1]]))
    var start = 0
    for (axis, stride) in outer.strides.enumerated() { start += operation.before[axis] * stride }
    try copy(
      title(node), from: input, to: output, outputOffset: start, elementSize: 1,
      loop: StridedLoop(extents: inner.dimensions, strides: [inner.strides, outer.strides]))
  }
}
