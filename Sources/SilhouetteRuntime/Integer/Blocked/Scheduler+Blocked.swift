import CSilhouetteKernels
import SilhouetteGraph

/// int8 nodes on blocked pictures, where the instruction set has kernels for them. What they do not
/// cover is computed on dense tensors, with conversions between the two.
extension Scheduler {
  /// Appends the node's step; false if it has to be computed on dense tensors.
  mutating func scheduleBlocked(_ node: Node) throws(RuntimeError) -> Bool {
    guard let kernels = blockedKernels, node.outputs.count == 1 else { return false }
    if case .dequantize = node.operation { return try dequantizeBlocked(node, kernels) }
    guard isBytePicture(node.outputs[0]), isInt8(node) else { return false }
    // Its producer has applied it.
    let output = node.outputs[0]
    if bytePictures[output.index] != nil || hasDenseElements(output) { return true }
    let quantized = QuantizedNode(node, in: graph)
    switch node.operation {
    case .quantize: return try quantizeBlocked(quantized, kernels)
    case .convolution(let operation): return try convolveBlocked(operation, quantized, kernels)
    case .transposedConvolution(let operation):
      return try expandBlocked(operation, quantized, kernels)
    case .activation(let activation): return try lookUpBlocked(activation, quantized, kernels)
    case .binary(let operation): return try combineBlocked(operation, quantized, kernels)
    case .pool(let operation): return try averageBlocked(operation, quantized, kernels)
    case .reduction(let operation): return try meanBlocked(operation, quantized, kernels)
    case .resize(let operation): return try enlargeBlocked(operation, quantized, kernels)
    default: return false
    }
  }

  /// Whether a value may be a blocked picture.
  private func isBytePicture(_ id: ValueID) -> Bool {
    let value = graph[id]
    guard value.elementType == .int8, value.quantization?.axis == nil, value.constant == nil,
      value.shape.rank == 4, value.shape[0] == 1
    else { return false }
    return value.shape[1] < 1 << 20 && value.shape[2] < 1 << 20 && value.shape[3] < 1 << 20
  }

  /// A new picture for a value that a kernel makes.
  mutating func makeBytePicture(_ value: ValueID, pixel: Int = 16) -> BytePicture {
    let picture = BytePicture(
      graph[value].shape, blank: Int(graph[value].quantization?.zeroPoint ?? 0) + 128,
      pixel: pixel, margins: margins(of: value), in: &builder)
    bytePictures[value.index] = picture
    return picture
  }

  /// How far convolutions read beyond a value.
  private func margins(of value: ValueID) -> BytePicture.Margins {
    var margins = BytePicture.Margins()
    let shape = graph[value].shape
    for reader in consumers[value.index] {
      let node = graph.nodes[reader]
      guard case .convolution(let operation) = node.operation, node.inputs[0] == value,
        let reach = reach(of: operation, node)
      else { continue }
      margins.above = max(margins.above, operation.padding.top)
      margins.left = max(margins.left, operation.padding.left)
      margins.below = max(margins.below, reach.height - shape[1])
      margins.right = max(margins.right, reach.width - shape[2])
    }
    return margins
  }

  /// The row and the column behind the last that a convolution reads; `nil` if it is none for
  /// blocked kernels.
  func reach(of operation: Convolution, _ node: Node) -> Extent2D? {
    let (kernel, output) = (graph[node.inputs[1]].shape, graph[node.outputs[0]].shape)
    guard kernel.rank == 4, operation.strides.width <= 4,
      kernel[2] * operation.dilations.width <= 16
    else { return nil }
    return Extent2D(
      height: (output[1] - 1) * operation.strides.height - operation.padding.top
        + (kernel[1] - 1) * operation.dilations.height + 1,
      width: (output[2] - 1) * operation.strides.width - operation.padding.left
        + (kernel[2] - 1) * operation.dilations.width + 1)
  }

  /// The picture of a value, packed now if it is dense so far; `nil` if it cannot be one.
  mutating func bytePicture(of value: ValueID) -> BytePicture? {
    if let picture = bytePictures[value.index] { return picture }
    guard let kernels = blockedKernels, isBytePicture(value) else { return nil }
    return exchange(
      "pack \(graph[value].name)", from: operand(value), to: value, scale: 0, zeroPoint: 0, kernels)
  }

  private mutating func quantizeBlocked(
    _ quantized: QuantizedNode, _ kernels: slh_blocked_kernels
  ) throws(RuntimeError) -> Bool {
    guard quantized.inputs[0].elementType == .float32 else {
      return try lookUpBlocked(.identity, quantized, kernels)
    }
    let quantization = try quantized.quantization(of: quantized.results[0])
    let node = quantized.node
    _ = exchange(
      title(node), from: operand(node.inputs[0]), to: node.outputs[0],
      scale: quantization.scale, zeroPoint: Int(quantization.zeroPoint), kernels)
    return true
  }

  private mutating func dequantizeBlocked(
    _ node: Node, _ kernels: slh_blocked_kernels
  ) throws(RuntimeError) -> Bool {
    let input = graph[node.inputs[0]]
    guard input.elementType == .int8, input.constant == nil, let quantization = input.quantization,
      quantization.axis == nil, graph[node.outputs[0]].elementType == .float32
    else { return false }
    requireDenseBytes(node.inputs[0])
    let count = input.shape.elementCount
    let source = operand(node.inputs[0])
    let target = define(node.outputs[0])
    let unit = Int(SLH_INT8_UNIT)
    appendBlocked(
      title(node), kernels.dequantize, reads: [], result: nil, dense: source.buffers + [target],
      units: (count + unit - 1) / unit, work: unit / 8, makesRows: false
    ) { places in
      slh_int8_quantize(
        input: source.located(in: places.layout), output: Int64(places.layout[target]),
        count: Int64(count),
        scale: quantization.scale, zero_point: quantization.zeroPoint)
    }
    return true
  }

  private mutating func exchange(
    _ title: String, from source: DenseOperand, to value: ValueID, scale: Float, zeroPoint: Int,
    _ kernels: slh_blocked_kernels
  ) -> BytePicture {
    let shape = graph[value].shape
    let picture = makeBytePicture(value, pixel: shape[3] <= 4 ? 4 : 16)
    appendBlocked(
      title, kernels.pack, reads: [], result: (picture, value), dense: source.buffers,
      units: shape[1], work: shape[2] * shape[3] / 8, scratchBytes: shape[2] * shape[3] + 64
    ) { places in
      slh_byte_exchange(
        dense: source.located(in: places.layout), dense_output: 0, channels: Int64(shape[3]),
        picture: picture.parameter(in: places), scale: scale, zero_point: Int32(zeroPoint))
    }
    return picture
  }

  /// Sees to it that a value that is a blocked picture also has dense elements.
  mutating func requireDenseBytes(_ value: ValueID) {
    guard !hasDenseElements(value), let picture = bytePictures[value.index],
      let kernels = blockedKernels
    else { return }
    let shape = graph[value].shape
    let target = define(value)
    appendBlocked(
      "unpack \(graph[value].name)", kernels.unpack, reads: [picture], result: nil,
      dense: [target], units: shape[1], work: shape[2] * shape[3] / 8
    ) { places in
      slh_byte_exchange(
        dense: slh_operand(), dense_output: Int64(places.layout[target]),
        channels: Int64(shape[3]), picture: picture.parameter(in: places), scale: 0,
        zero_point: 0)
    }
  }

  /// The table of an activation that alone reads the node's output, and where its result goes: the
  /// node applies it before it stores anything.
  func fusedActivation(
    _ quantized: QuantizedNode
  ) throws(RuntimeError) -> (table: LookupTable?, result: ValueID) {
    let output = quantized.node.outputs[0]
    guard let reader = onlyConsumer(of: output), isInt8(reader),
      case .activation(let activation) = reader.operation
    else { return (nil, output) }
    let next = QuantizedNode(reader, in: graph)
    return (try next.table(activation), reader.outputs[0])
  }

  func byteResult(_ range: ClosedRange<Int>, _ table: LookupTable?) -> slh_byte_result {
    slh_byte_result(
      lowest: Int32(range.lowerBound + 128), highest: Int32(range.upperBound + 128),
      table: table.map { builder.memory.store($0.results.map { UInt8(Int($0) + 128) }) })
  }
}
