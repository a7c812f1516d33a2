import SilhouetteGraph

/// PaddleSeg's `MobileSeg`: a pyramid of means under the deepest features, merged with the finer
/// ones level by level.
enum MobileSeg {
  static let arguments = [
    "num_classes", "backbone", "backbone_indices", "cm_bin_sizes", "cm_out_ch", "arm_type",
    "arm_out_chs", "seg_head_inter_chs", "resize_mode", "use_last_fuse",
  ]

  static func build(
    _ arguments: ModelArguments, _ picture: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    let classes = try arguments.integer("num_classes", default: 2)
    let levels = try Zoo.levels(
      of: arguments, picture, indices: [1, 2, 3], channels: [32, 48, 64],
      headChannels: [32, 32, 32], &builder)
    let binSizes = try arguments.integers("cm_bin_sizes", default: [1, 2], count: 1...16)
    let contextChannels = try arguments.integer("cm_out_ch", default: 64)
    let usesLastFuse = try arguments.boolean("use_last_fuse", default: false)
    _ = try arguments.string("arm_type", default: "UAFMMobile", of: ["UAFMMobile"])
    _ = try arguments.string("resize_mode", default: "bilinear", of: ["bilinear"])

    let pooled = try builder.pooledContext(
      "ppseg_head.cm", levels[levels.count - 1].features, binSizes: binSizes,
      channels: contextChannels)
    let context = try builder.separableConvolution(
      "ppseg_head.cm.conv_out", pooled, outputChannels: contextChannels)
    var merged = try mergedLevels(levels, context, &builder)
    if usesLastFuse { merged[0] = try fused(merged, &builder) }

    let head = try builder.separableConvolution(
      "seg_heads.0.conv", merged[0], outputChannels: levels[0].headChannels)
    let logits = try builder.convolution(
      "seg_heads.0.conv_out", head, outputChannels: classes, kernel: 1)
    return try builder.resize(logits, like: picture)
  }

  /// From the deepest level to the finest, each with what comes from below (`UAFMMobile`).
  private static func mergedLevels(
    _ levels: [Zoo.Level], _ context: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> [ValueID] {
    var merged: [ValueID] = []
    var deeper = context
    for (index, level) in levels.enumerated().reversed() {
      let path = "ppseg_head.arm_list.\(index)"
      let own = try builder.separableConvolution(
        "\(path).conv_x", level.features, outputChannels: builder.channels(of: deeper),
        padding: .pixels(1))
      let spread = try builder.resize(deeper, like: own)
      deeper = try builder.separableConvolution(
        "\(path).conv_out", builder.sum(own, spread), outputChannels: level.channels,
        padding: .pixels(1))
      merged.insert(deeper, at: 0)
    }
    return merged
  }

  /// All levels once more, at the size of the finest.
  private static func fused(
    _ merged: [ValueID], _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    let channels = builder.channels(of: merged[0])
    var parts = [merged[0]]
    for (index, features) in merged.dropFirst().enumerated() {
      let part = try builder.separableConvolution(
        "ppseg_head.fuse_convs.\(index)", features, outputChannels: channels)
      parts.append(try builder.resize(part, like: merged[0]))
    }
    return try builder.separableConvolution(
      "ppseg_head.last_conv", builder.concatenation(parts), outputChannels: channels)
  }
}
