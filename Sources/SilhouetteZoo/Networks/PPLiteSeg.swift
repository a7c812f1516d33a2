import SilhouetteGraph

/// PP-LiteSeg: a pooled context is led from the deepest feature to the shallowest; on the way each
/// pixel weighs the feature against what comes from below (https://arxiv.org/abs/2204.02681).
enum PPLiteSeg {
  static let arguments = [
    "num_classes", "backbone", "backbone_indices", "cm_bin_sizes", "cm_out_ch", "arm_type",
    "arm_out_chs", "seg_head_inter_chs", "resize_mode",
  ]

  static func build(
    _ arguments: ModelArguments, _ picture: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    let classes = try arguments.integer("num_classes", default: 2)
    let levels = try Zoo.levels(
      of: arguments, picture, indices: [2, 3, 4], channels: [64, 96, 128],
      headChannels: [64, 64, 64], &builder)
    let binSizes = try arguments.integers("cm_bin_sizes", default: [1, 2, 4], count: 1...16)
    let contextChannels = try arguments.integer("cm_out_ch", default: 128)
    _ = try arguments.string("arm_type", default: "UAFM_SpAtten", of: ["UAFM_SpAtten"])
    _ = try arguments.string("resize_mode", default: "bilinear", of: ["bilinear"])

    let context = try builder.pooledContext(
      "ppseg_head.cm", levels[levels.count - 1].features, binSizes: binSizes,
      channels: contextChannels)
    var x = try builder.convolutionUnit(
      "ppseg_head.cm.conv_out", context, outputChannels: contextChannels, kernel: 3,
      padding: .pixels(1), bias: true)
    for (index, level) in levels.enumerated().reversed() {
      x = try fusion(
        "ppseg_head.arm_list.\(index)", level.features, x, level.channels, &builder)
    }
    // The other levels have heads for training only.
    x = try convolution("seg_heads.0.conv", x, levels[0].headChannels, &builder)
    let logits = try builder.convolution(
      "seg_heads.0.conv_out", x, outputChannels: classes, kernel: 1)
    return try builder.resize(logits, like: picture)
  }

  /// Unified attention fusion over space: `convolution(low · a + high · (scale − a))`, where `a`
  /// follows from the mean and maximum over the channels of both.
  private static func fusion(
    _ path: String, _ feature: ValueID, _ context: ValueID, _ channels: Int,
    _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    let low = try convolution(
      "\(path).conv_x", feature, builder.channels(of: context), &builder)
    let high = try builder.resize(context, like: low)
    var statistics: [ValueID] = []
    for input in [low, high] {
      statistics.append(try builder.channelReduction(.mean, input))
      statistics.append(try builder.channelReduction(.maximum, input))
    }
    var attention = try builder.concatenation(statistics)
    attention = try convolution("\(path).conv_xy_atten.0", attention, 2, &builder)
    attention = try convolution(
      "\(path).conv_xy_atten.1", attention, 1, activation: .sigmoid, &builder)
    let fused = try builder.sum(
      try builder.product(low, attention),
      try builder.product(high, try remainder(path, attention, &builder)))
    return try convolution("\(path).conv_out", fused, channels, &builder)
  }

  /// `scale − attention`. Checkpoints of PaddleSeg 2.6 and before have no scale: it was 1.
  private static func remainder(
    _ path: String, _ attention: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    guard builder.hasParameter("\(path)._scale") else {
      return try builder.add(.affine(Affine(scale: -1, bias: 1)), [attention])
    }
    let scale = try builder.parameter(path, "_scale", shape: [1])
    return try builder.add(.binary(Binary(.subtract)), [scale, attention])
  }

  private static func convolution(
    _ path: String, _ input: ValueID, _ channels: Int, activation: Activation = .relu,
    _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    try builder.convolutionUnit(
      path, input, outputChannels: channels, kernel: 3, padding: .pixels(1),
      activation: activation)
  }
}
