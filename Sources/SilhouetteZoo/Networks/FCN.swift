import SilhouetteGraph

/// PaddleSeg's FCN: two 1×1 convolutions on one feature of its backbone
/// (https://arxiv.org/abs/1411.4038).
enum FCN {
  static let arguments = [
    "num_classes", "backbone", "backbone_indices", "channels", "align_corners", "bias",
  ]

  static func build(
    _ arguments: ModelArguments, _ picture: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    let classes = try arguments.integer("num_classes", default: 2)
    let channels = try arguments.optionalInteger("channels")
    let bias = try arguments.boolean("bias", default: true)
    let alignCorners = try arguments.boolean("align_corners", default: false)
    let features = try Zoo.features(of: arguments, picture, &builder)
    let feature = try Zoo.selection(of: arguments, among: features, default: [-1])[0]

    let hidden = try builder.convolutionUnit(
      "head.conv_1", feature, outputChannels: channels ?? builder.channels(of: feature), kernel: 1,
      bias: bias)
    let logits = try builder.convolution(
      "head.cls", hidden, outputChannels: classes, kernel: 1, bias: bias)
    return try builder.resize(logits, like: picture, alignCorners: alignCorners)
  }
}
