import SilhouetteGraph

/// ResNet-D: three small convolutions as stem, average pooling before a shortcut that halves
/// (https://arxiv.org/abs/1812.01187); its late stages may keep their size and dilate instead.
///
/// Four features, one of each stage.
struct ResNetVD {
  /// Bottleneck units of each stage.
  let units: [Int]
  /// How much smaller than the input the last feature is: 8, 16 or 32.
  let outputStride: Int
  /// Factors of the last stage's dilation, one a unit.
  let multiGrid: [Int]

  /// Inside the units of each stage; four times as many leave them.
  private static let channels = [64, 128, 256, 512]

  static let arguments = ["output_stride", "multi_grid"]

  static func build50(
    _ arguments: ModelArguments, _ picture: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> [ValueID] {
    let network = ResNetVD(
      units: [3, 4, 6, 3],
      outputStride: try arguments.integer("output_stride", default: 8),
      multiGrid: try arguments.integers("multi_grid", default: [1, 1, 1], count: 3...3))
    guard [8, 16, 32].contains(network.outputStride) else {
      throw arguments.invalid("output_stride", "must be 8, 16 or 32")
    }
    return try network.features(of: picture, &builder)
  }

  /// What takes a stage's place of halving the size.
  private func dilation(stage: Int, unit: Int) -> Int {
    let base =
      switch (outputStride, stage) {
      case (8, 2), (16, 3): 2
      case (8, 3): 4
      default: 1
      }
    return stage == 3 ? base * multiGrid[unit] : base
  }

  private func features(
    of picture: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> [ValueID] {
    var x = try convolution("conv1_1", picture, 32, stride: 2, &builder)
    x = try convolution("conv1_2", x, 32, &builder)
    x = try convolution("conv1_3", x, 64, &builder)
    x = try builder.maximumPool(
      x, window: 3, stride: 2, padding: 1)
    var features: [ValueID] = []
    for (stage, count) in units.enumerated() {
      for unit in 0..<count {
        x = try bottleneck(x, stage: stage, unit: unit, &builder)
      }
      features.append(x)
    }
    return features
  }

  private func bottleneck(
    _ input: ValueID, stage: Int, unit: Int, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    let path = "bb_\(stage)_\(unit)"
    let channels = Self.channels[stage]
    let dilation = dilation(stage: stage, unit: unit)
    let stride = unit == 0 && stage > 0 && dilation == 1 ? 2 : 1
    var x = try convolution("\(path).conv0", input, channels, kernel: 1, &builder)
    x = try convolution(
      "\(path).conv1", x, channels, stride: stride, dilation: dilation, &builder)
    x = try convolution(
      "\(path).conv2", x, 4 * channels, kernel: 1, activation: .identity, &builder)
    var shortcut = input
    if unit == 0 {
      if stride == 2 {
        shortcut = try builder.averagePool(input, window: 2, stride: 2, ceiling: true)
      }
      shortcut = try convolution(
        "\(path).short", shortcut, 4 * channels, kernel: 1, activation: .identity, &builder)
    }
    return try builder.sum(shortcut, x, activation: .relu)
  }

  private func convolution(
    _ path: String, _ input: ValueID, _ channels: Int, kernel: Int = 3, stride: Int = 1,
    dilation: Int = 1, activation: Activation = .relu, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    try builder.convolutionUnit(
      "backbone.\(path)", input, outputChannels: channels, kernel: kernel, stride: stride,
      padding: .pixels(kernel / 2 * dilation), dilation: dilation,
      activation: activation)
  }
}
