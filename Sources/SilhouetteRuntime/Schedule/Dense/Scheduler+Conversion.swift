import CSilhouetteKernels
import SilhouetteGraph

extension Scheduler {
  /// Cast, quantise and dequantise: the same places under another element type.
  mutating func convert(_ node: Node) throws(RuntimeError) {
    let (input, output) = (graph[node.inputs[0]], graph[node.outputs[0]])
    var scales: (input: Quantization?, output: Quantization?) = (nil, nil)
    switch node.operation {
    case .quantize: scales = (input.quantization, output.quantization)
    case .dequantize: scales = (input.quantization, nil)
    default: break
    }
    if case .quantize = node.operation, scales.output == nil {
      throw unsupported(node, "its output '\(output.name)' has no scale")
    }
    let axis = scales.input?.axis ?? scales.output?.axis
    let parts =
      axis.map { input.shape.split(at: $0) }
      ?? (outer: 1, extent: 1, inner: input.shape.elementCount)
    let source = operand(node.inputs[0])
    let target = define(node.outputs[0])
    // Constants of float16 are kept as float32.
    let from = input.constant != nil && input.elementType == .float16 ? .float32 : input.elementType
    let inputTables = tables(scales.input, channels: parts.extent)
    let outputTables = tables(scales.output, channels: parts.extent)
    builder.step(
      title(node), slh_convert_run, uses: source.buffers + [target], units: parts.outer,
      grain: grain(workPerUnit: parts.extent * parts.inner)
    ) { layout in
      slh_convert(
        input: source.located(in: layout), output: Int64(layout[target]), from: from.parameter,
        to: output.elementType.parameter, channels: Int64(parts.extent),
        inner: Int64(parts.inner), input_scales: inputTables?.scales,
        input_zero_points: inputTables?.zeroPoints, output_scales: outputTables?.scales,
        output_zero_points: outputTables?.zeroPoints)
    }
  }

  private func tables(
    _ quantization: Quantization?, channels: Int
  ) -> (scales: UnsafePointer<Float>, zeroPoints: UnsafePointer<Int32>)? {
    guard let quantization else { return nil }
    var scales = quantization.scales
    var zeroPoints = quantization.zeroPoints
    while scales.count < channels {
      scales.append(quantization.scale)
      zeroPoints.append(quantization.zeroPoint)
    }
    return (builder.memory.store(scales), builder.memory.store(zeroPoints))
  }
}

extension ElementType {
  var parameter: slh_element {
    switch self {
    case .float32: SLH_FLOAT32
    case .float16: SLH_FLOAT16
    case .int8: SLH_INT8
    case .uint8: SLH_UINT8
    case .int32: SLH_INT32
    case .int64: SLH_INT64
    case .bool: SLH_BOOL
    }
  }
}
