import SilhouetteGraph

/// PaddleSeg's MobileNetV3 (arXiv 1905.02244): inverted residual units, some with a gate.
enum MobileNetV3 {
  static let arguments = ["output_stride", "out_index"]

  private struct Unit {
    let kernel: Int
    let expansion: Int
    let output: Int
    let isGated: Bool
    let activation: Activation
    let stride: Int
  }

  /// The table of the article's "large" network.
  private static let large: [Unit] = [
    Unit(kernel: 3, expansion: 16, output: 16, isGated: false, activation: .relu, stride: 1),
    Unit(kernel: 3, expansion: 64, output: 24, isGated: false, activation: .relu, stride: 2),
    Unit(kernel: 3, expansion: 72, output: 24, isGated: false, activation: .relu, stride: 1),
    Unit(kernel: 5, expansion: 72, output: 40, isGated: true, activation: .relu, stride: 2),
    Unit(kernel: 5, expansion: 120, output: 40, isGated: true, activation: .relu, stride: 1),
    Unit(kernel: 5, expansion: 120, output: 40, isGated: true, activation: .relu, stride: 1),
    Unit(kernel: 3, expansion: 240, output: 80, isGated: false, activation: .hardSwish, stride: 2),
    Unit(kernel: 3, expansion: 200, output: 80, isGated: false, activation: .hardSwish, stride: 1),
    Unit(kernel: 3, expansion: 184, output: 80, isGated: false, activation: .hardSwish, stride: 1),
    Unit(kernel: 3, expansion: 184, output: 80, isGated: false, activation: .hardSwish, stride: 1),
    Unit(kernel: 3, expansion: 480, output: 112, isGated: true, activation: .hardSwish, stride: 1),
    Unit(kernel: 3, expansion: 672, output: 112, isGated: true, activation: .hardSwish, stride: 1),
    Unit(kernel: 5, expansion: 672, output: 160, isGated: true, activation: .hardSwish, stride: 2),
    Unit(kernel: 5, expansion: 960, output: 160, isGated: true, activation: .hardSwish, stride: 1),
    Unit(kernel: 5, expansion: 960, output: 160, isGated: true, activation: .hardSwish, stride: 1),
  ]

  /// `MobileNetV3_large_x1_0`: features at 1/4, 1/8, 1/16 and 1/32 unless `out_index` names other
  /// units.
  static func buildLarge(
    _ arguments: ModelArguments, _ picture: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> [ValueID] {
    let indices = try arguments.integers(
      "out_index", default: [2, 5, 11, 14], atLeast: 0, count: 1...large.count)
    guard indices.allSatisfy({ $0 < large.count }) else {
      throw arguments.invalid("out_index", "must name units from 0 to \(large.count - 1)")
    }
    let outputStride = try arguments.optionalInteger("output_stride")
    if let outputStride, outputStride % 2 != 0 {
      throw arguments.invalid("output_stride", "must be even")
    }

    var features = try builder.convolutionUnit(
      "backbone.conv", picture, outputChannels: 16, kernel: 3, stride: 2, padding: .pixels(1),
      activation: .hardSwish, naming: .short)
    var reached = 2
    var dilation = 1
    var outputs: [ValueID] = []
    for (index, unit) in large.enumerated() {
      // Beyond the output stride, a stride becomes a dilation of what follows.
      reached *= unit.stride
      let isDilated = outputStride.map { reached > $0 } ?? false
      if isDilated { dilation *= unit.stride }
      features = try residualUnit(
        "backbone.blocks.\(index)", features, unit, stride: isDilated ? 1 : unit.stride,
        dilation: dilation, &builder)
      if indices.contains(index) { outputs.append(features) }
    }
    return outputs
  }

  private static func residualUnit(
    _ path: String, _ input: ValueID, _ unit: Unit, stride: Int, dilation: Int,
    _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    var features = try builder.convolutionUnit(
      "\(path).expand_conv", input, outputChannels: unit.expansion, kernel: 1,
      padding: .pixels(0), activation: unit.activation, naming: .short)
    features = try builder.convolutionUnit(
      "\(path).bottleneck_conv", features, outputChannels: unit.expansion, kernel: unit.kernel,
      stride: stride, padding: .pixels((unit.kernel - 1) / 2 * dilation), dilation: dilation,
      groups: unit.expansion, activation: unit.activation, naming: .short)
    if unit.isGated { features = try gated("\(path).mid_se", features, &builder) }
    features = try builder.convolutionUnit(
      "\(path).linear_conv", features, outputChannels: unit.output, kernel: 1,
      padding: .pixels(0), activation: .identity, naming: .short)
    let hasShortcut = stride == 1 && builder.channels(of: input) == unit.output
    return hasShortcut ? try builder.sum(input, features) : features
  }

  /// Squeeze and excitation: the channels' means decide how much of each channel passes.
  private static func gated(
    _ path: String, _ input: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    let channels = builder.channels(of: input)
    let means = try builder.adaptiveAveragePool(input, size: 1)
    let squeezed = try builder.convolution(
      "\(path).conv1", means, outputChannels: channels / 4, kernel: 1, bias: true,
      activation: .relu)
    let excited = try builder.convolution(
      "\(path).conv2", squeezed, outputChannels: channels, kernel: 1, bias: true)
    // Paddle's slope differs from the article's 1/6.
    let gate = try builder.activation(.hardSigmoid(slope: 0.2, offset: 0.5), excited)
    return try builder.product(input, gate)
  }
}
