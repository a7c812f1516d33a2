import SilhouetteGraph

/// DeepLabV3+: what dilated convolutions of several rates see in the deepest feature, refined with a
/// shallow one (https://arxiv.org/abs/1802.02611).
struct DeepLabV3P {
  private let classes: Int
  /// Dilations of the pyramid's branches; 1 means a 1×1 convolution.
  private let ratios: [Int]
  private let channels: Int
  private let alignCorners: Bool

  static let arguments = [
    "num_classes", "backbone", "backbone_indices", "aspp_ratios", "aspp_out_channels",
    "align_corners",
  ]

  static func build(
    _ arguments: ModelArguments, _ picture: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    let network = try DeepLabV3P(arguments)
    let features = try Zoo.features(of: arguments, picture, &builder)
    let selected = try Zoo.selection(of: arguments, among: features, default: [0, 3])
    guard selected.count == 2 else {
      throw arguments.invalid(
        "backbone_indices", "must name two features, the shallow one and the deep one")
    }
    let logits = try network.logits(shallow: selected[0], deep: selected[1], &builder)
    return try builder.resize(logits, like: picture, alignCorners: network.alignCorners)
  }

  private init(_ arguments: ModelArguments) throws(ZooError) {
    classes = try arguments.integer("num_classes", default: 2)
    ratios = try arguments.integers("aspp_ratios", default: [1, 6, 12, 18], count: 1...16)
    channels = try arguments.integer("aspp_out_channels", default: 256)
    alignCorners = try arguments.boolean("align_corners", default: false)
  }

  private func logits(
    shallow: ValueID, deep: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    let context = try pyramid(deep, &builder)
    let details = try builder.convolutionUnit(
      "head.decoder.conv_bn_relu1", shallow, outputChannels: 48, kernel: 1, bias: true)
    let enlarged = try builder.resize(context, like: details, alignCorners: alignCorners)
    var x = try builder.concatenation([enlarged, details])
    for index in 2...3 {
      x = try builder.separableConvolution(
        "head.decoder.conv_bn_relu\(index)", x, outputChannels: 256, padding: .pixels(1),
        depthwiseBias: true)
    }
    return try builder.convolution(
      "head.decoder.conv", x, outputChannels: classes, kernel: 1, bias: true)
  }

  /// Atrous spatial pyramid pooling. Its dropout is the identity outside training.
  private func pyramid(
    _ feature: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    var branches: [ValueID] = []
    for (index, ratio) in ratios.enumerated() {
      let path = "head.aspp.aspp_blocks.\(index)"
      branches.append(
        ratio == 1
          ? try builder.convolutionUnit(
            path, feature, outputChannels: channels, kernel: 1, bias: true)
          : try builder.separableConvolution(
            path, feature, outputChannels: channels, padding: .pixels(ratio), dilation: ratio,
            depthwiseBias: true))
    }
    let mean = try builder.convolutionUnit(
      "head.aspp.global_avg_pool.1", try builder.adaptiveAveragePool(feature, size: 1),
      outputChannels: channels, kernel: 1)
    branches.append(try builder.resize(mean, like: feature, alignCorners: alignCorners))
    return try builder.convolutionUnit(
      "head.aspp.conv_bn_relu", try builder.concatenation(branches), outputChannels: channels,
      kernel: 1, bias: true)
  }
}
