import SilhouetteGraph

/// PaddleSeg's `PPHumanSegLite` (ConnectNet): a shuffled encoder at 1/16 and one shortcut at 1/2.
enum PPHumanSegLite {
  static let arguments = ["num_classes", "align_corners"]

  static func build(
    _ arguments: ModelArguments, _ picture: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    let classes = try arguments.integer("num_classes", default: 2)
    let alignCorners = try arguments.boolean("align_corners", default: false)

    let stem = try builder.convolutionUnit(
      "conv_bn0", picture, outputChannels: 36, kernel: 3, stride: 2, padding: .pixels(1))
    let shortcut = try builder.convolutionUnit("conv_bn1", stem, outputChannels: 18, kernel: 1)
    var features = try builder.maximumPool(stem, window: 3, stride: 2, padding: 1)
    features = try stage("block1", features, units: 4, &builder)
    features = try stage("block2", features, units: 8, &builder)

    features = try separable("depthwise_separable0", features, outputChannels: 64, &builder)
    features = try builder.resize(features, like: shortcut, alignCorners: alignCorners)
    features = try builder.concatenation([shortcut, features])
    features = try separable("depthwise_separable1", features, outputChannels: 64, &builder)
    // The last layer is normalized and rectified too: logits are never negative.
    let logits = try separable(
      "depthwise_separable2", features, outputChannels: classes, &builder)
    return try builder.resize(logits, like: picture, alignCorners: alignCorners)
  }

  /// The first unit halves the picture and doubles the channels.
  private static func stage(
    _ path: String, _ input: ValueID, units: Int, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    var features = try downsamplingUnit("\(path).0", input, &builder)
    for index in 1..<units {
      features = try unit("\(path).\(index)", features, &builder)
    }
    return features
  }

  /// Two branches of the whole input.
  private static func downsamplingUnit(
    _ path: String, _ input: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    let channels = builder.channels(of: input)
    let left = try separable(
      "\(path)._depthwise_separable_0", input, outputChannels: channels, stride: 2, &builder)
    let right = try branch(path, input, stride: 2, &builder)
    return try shuffled(left, right, &builder)
  }

  /// One half of the channels passes, the other goes through the branch. Checkpoints hold a
  /// `_depthwise_separable_0` for these units as well; it never runs.
  private static func unit(
    _ path: String, _ input: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    let half = builder.channels(of: input) / 2
    let halves = try builder.addMany(.split(Split(axis: 3, sizes: [half, half])), [input])
    let right = try branch(path, halves[1], stride: 1, &builder)
    return try shuffled(halves[0], right, &builder)
  }

  private static func branch(
    _ path: String, _ input: ValueID, stride: Int, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    let channels = builder.channels(of: input)
    let mixed = try builder.convolutionUnit(
      "\(path)._conv", input, outputChannels: channels, kernel: 1)
    return try separable(
      "\(path)._depthwise_separable_1", mixed, outputChannels: channels, stride: stride,
      &builder)
  }

  /// Joins two pictures so that their channels alternate.
  private static func shuffled(
    _ left: ValueID, _ right: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    let joined = try builder.concatenation([left, right])
    let shape = builder.shape(of: joined)
    let grouped: Shape = [1, shape[1], shape[2], 2, shape[3] / 2]
    let groups = try builder.add(.reshape(Reshape(to: grouped)), [joined])
    let swapped = try builder.add(.transpose(Transpose([0, 1, 2, 4, 3])), [groups])
    return try builder.add(.reshape(Reshape(to: shape)), [swapped])
  }

  private static func separable(
    _ path: String, _ input: ValueID, outputChannels: Int, stride: Int = 1,
    _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    try builder.separableConvolution(
      path, input, outputChannels: outputChannels, stride: stride, padding: .pixels(1),
      pointwiseBias: false)
  }
}
