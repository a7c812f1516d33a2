import SilhouetteGraph

/// One row of the layer table.
struct LayerReport {
  var index: Int
  /// Its place and name in the file, such as `17 (CONV_2D)`.
  var name: String
  var kind: String
  var outputs: [TensorType]
  var attributes: String
  var arithmetic: ArithmeticCount

  init(index: Int, node: Node, graph: Graph) {
    self.index = index
    name = node.name
    kind = node.operation.kind(on: graph[node.inputs[0]].shape)
    outputs = node.outputs.map { graph[$0].type }
    var parts = node.operation.attributes(inputs: node.inputs.map { graph[$0].shape })
    if node.operation.fusedActivation != .identity {
      parts.append(node.operation.fusedActivation.name)
    }
    attributes = parts.joined(separator: " ")
    arithmetic = graph.arithmetic(of: node)
  }
}

extension Operator {
  /// As the name, but a convolution that keeps channels apart is called depthwise.
  fileprivate func kind(on input: Shape) -> String {
    switch self {
    case .convolution(let convolution)
    where convolution.groups > 1 && convolution.groups == input.dimensions.last:
      "depthwise"
    case .transposedConvolution: "transposed"
    case .adaptiveAveragePool: "adaptivePool"
    case .batchNormalization: "batchNorm"
    default: name
    }
  }

  /// Short words for what is not the default: `3x3 /2 pad 0,1,0,1` (top, bottom, left, right).
  fileprivate func attributes(inputs: [Shape]) -> [String] {
    switch self {
    case .convolution(let convolution):
      let isDepthwise = convolution.groups == inputs[0][3]
      return kernel(inputs[1]) + strides(convolution.strides)
        + (convolution.dilations == .one ? [] : ["dilated \(convolution.dilations.text)"])
        + convolution.padding.words
        + (convolution.groups == 1 || isDepthwise ? [] : ["groups \(convolution.groups)"])
    case .transposedConvolution(let convolution):
      return kernel(inputs[1]) + strides(convolution.strides) + convolution.padding.words
    case .pool(let pool):
      return [pool.window.text] + strides(pool.strides) + pool.padding.words
    case .adaptiveAveragePool(let pool): return ["to \(pool.size.text)"]
    case .resize(let resize):
      let filter = if case .bilinear = resize.filter { "bilinear" } else { "nearest" }
      return [filter, "\(resize.coordinates)"]
    case .windowedResize(let resize): return [resize.window.text, "\(resize.coordinates)"]
    case .reduction(let reduction): return ["axes \(reduction.axes.commaSeparated)"]
    case .softmax(let softmax): return ["axis \(softmax.axis)"]
    case .argMax(let argMax): return ["axis \(argMax.axis)"]
    case .concatenation(let concatenation): return ["axis \(concatenation.axis)"]
    case .gather(let gather): return ["axis \(gather.axis)"]
    case .split(let split): return ["axis \(split.axis)", split.sizes.commaSeparated]
    case .slice(let slice): return ["from \(slice.starts.commaSeparated)"]
    case .pad(let pad): return ["\(pad.before.commaSeparated) and \(pad.after.commaSeparated)"]
    case .transpose(let transpose): return [transpose.permutation.commaSeparated]
    case .affine(let affine): return ["\(affine.scale) x + \(affine.bias)"]
    case .activation(.clip(let minimum, let maximum)): return ["\(minimum) to \(maximum)"]
    case .activation(.leakyRelu(let slope)): return ["slope \(slope)"]
    case .activation, .binary, .prelu, .cast, .quantize, .dequantize, .reshape, .broadcast,
      .fullyConnected, .batchNormalization:
      return []
    }
  }

  private func kernel(_ weights: Shape) -> [String] { ["\(weights[1])x\(weights[2])"] }

  private func strides(_ strides: Extent2D) -> [String] {
    if strides == .one { return [] }
    return [strides.height == strides.width ? "/\(strides.height)" : "/\(strides.text)"]
  }
}

extension Extent2D {
  fileprivate var text: String { "\(height)x\(width)" }
}

extension Padding {
  fileprivate var words: [String] {
    if self == .none { return [] }
    let sides = [top, bottom, left, right]
    return ["pad " + (Set(sides).count == 1 ? "\(top)" : sides.commaSeparated)]
  }
}

extension [Int] {
  fileprivate var commaSeparated: String { map { "\($0)" }.joined(separator: ",") }
}
