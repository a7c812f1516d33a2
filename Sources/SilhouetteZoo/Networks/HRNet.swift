import SilhouetteGraph

/// HRNet: branches of halving resolution run side by side and exchange what they found after every
/// module, so that the first one never loses its rows (https://arxiv.org/abs/1908.07919).
///
/// One feature: all branches at a quarter of the input's size, concatenated. Every padding is SAME.
struct HRNet {
  /// One of stages 2 to 4.
  struct Stage {
    var modules: Int
    /// Residual units of a branch in every module.
    var units: Int
    /// Of each branch. The last branch begins with the stage.
    var channels: [Int]
  }

  /// Residual units of the first stage.
  var bottlenecks: Int
  /// Inside a bottleneck; four times as many leave it.
  var bottleneckChannels: Int
  var stages: [Stage]

  /// `HRNet_W18_Small_V1`.
  static let w18SmallV1 = HRNet(
    bottlenecks: 1, bottleneckChannels: 32,
    stages: [
      Stage(modules: 1, units: 2, channels: [16, 32]),
      Stage(modules: 1, units: 2, channels: [16, 32, 64]),
      Stage(modules: 1, units: 2, channels: [16, 32, 64, 128]),
    ])

  static let arguments = ["align_corners"]

  static func buildW18SmallV1(
    _ arguments: ModelArguments, _ picture: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> [ValueID] {
    let alignCorners = try arguments.boolean("align_corners", default: false)
    return try w18SmallV1.features(of: picture, alignCorners: alignCorners, &builder)
  }

  private func features(
    of picture: ValueID, alignCorners: Bool, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> [ValueID] {
    var x = try convolution("conv_layer1_1", picture, 64, stride: 2, &builder)
    x = try convolution("conv_layer1_2", x, 64, stride: 2, &builder)
    for index in 1...bottlenecks {
      x = try bottleneck("la1.bb_layer2_\(index)", x, &builder)
    }
    var branches = [x]
    for (index, stage) in stages.enumerated() {
      branches = try transition("tr\(index + 1)", branches, to: stage.channels, &builder)
      for module in 1...stage.modules {
        let name = "st\(index + 2)_\(module)"
        let path = "st\(index + 2).stage_\(name)"
        branches = try units("\(path).branches_func.bb_\(name)", branches, stage, &builder)
        branches = try exchange(
          "\(path).fuse_func.residual_\(name)", branches, alignCorners: alignCorners, &builder)
      }
    }
    for index in branches.indices.dropFirst() {
      branches[index] = try builder.resize(
        branches[index], like: branches[0], alignCorners: alignCorners)
    }
    return [try builder.concatenation(branches)]
  }

  /// 1×1, 3×3 and 1×1 to four times the channels, plus the input (brought to as many by a 1×1).
  private func bottleneck(
    _ path: String, _ input: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    let wide = 4 * bottleneckChannels
    var x = try convolution("\(path).conv1", input, bottleneckChannels, kernel: 1, &builder)
    x = try convolution("\(path).conv2", x, bottleneckChannels, &builder)
    x = try convolution("\(path).conv3", x, wide, kernel: 1, activation: .identity, &builder)
    var shortcut = input
    if builder.channels(of: input) != wide {
      shortcut = try convolution(
        "\(path).conv_down", input, wide, kernel: 1, activation: .identity, &builder)
    }
    return try builder.sum(x, shortcut, activation: .relu)
  }

  /// The branches at a stage's channels, and a new one of half the last one's size.
  private func transition(
    _ path: String, _ branches: [ValueID], to channels: [Int], _ builder: inout NetworkBuilder
  ) throws(ZooError) -> [ValueID] {
    var result: [ValueID] = []
    for (index, count) in channels.enumerated() {
      let isNew = index >= branches.count
      let source = isNew ? branches[branches.count - 1] : branches[index]
      if !isNew && builder.channels(of: source) == count {
        result.append(source)
      } else {
        result.append(
          try convolution(
            "\(path).transition_\(path)_layer_\(index + 1)", source, count, stride: isNew ? 2 : 1,
            &builder))
      }
    }
    return result
  }

  /// Each branch through its residual units of two 3×3 convolutions.
  private func units(
    _ path: String, _ branches: [ValueID], _ stage: Stage, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> [ValueID] {
    var result: [ValueID] = []
    for (index, branch) in branches.enumerated() {
      var x = branch
      for unit in 1...stage.units {
        let path = "\(path)_branch_layer_\(index + 1)_\(unit)"
        let shortcut = x
        x = try convolution("\(path).conv1", x, stage.channels[index], &builder)
        x = try convolution(
          "\(path).conv2", x, stage.channels[index], activation: .identity, &builder)
        x = try builder.sum(x, shortcut, activation: .relu)
      }
      result.append(x)
    }
    return result
  }

  /// Every branch becomes `ReLU(Σ)` of all of them, each brought to its size and channels: a smaller
  /// one by a 1×1 and resizing, a larger one by halving 3×3 convolutions.
  private func exchange(
    _ path: String, _ branches: [ValueID], alignCorners: Bool,
    _ builder: inout NetworkBuilder
  ) throws(ZooError) -> [ValueID] {
    var result: [ValueID] = []
    for (target, own) in branches.enumerated() {
      var sum = own
      let others = branches.indices.filter { $0 != target }
      for source in others {
        let arriving =
          source > target
          ? try enlarged(
            "\(path)_layer_\(target + 1)_\(source + 1)", branches[source], as: own,
            alignCorners: alignCorners, &builder)
          : try reduced(
            "\(path)_layer_\(target + 1)_\(source + 1)", branches[source], as: own,
            halvings: target - source, &builder)
        let isLast = source == others[others.count - 1]
        sum = try builder.sum(sum, arriving, activation: isLast ? .relu : .identity)
      }
      result.append(sum)
    }
    return result
  }

  private func enlarged(
    _ path: String, _ input: ValueID, as target: ValueID, alignCorners: Bool,
    _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    let x = try convolution(
      path, input, builder.channels(of: target), kernel: 1, activation: .identity, &builder)
    return try builder.resize(x, like: target, alignCorners: alignCorners)
  }

  /// All but the last halving keep the channels and end in a ReLU.
  private func reduced(
    _ path: String, _ input: ValueID, as target: ValueID, halvings: Int,
    _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    var x = input
    for step in 1...halvings {
      let isLast = step == halvings
      x = try convolution(
        "\(path)_\(step)", x, builder.channels(of: isLast ? target : input), stride: 2,
        activation: isLast ? .identity : .relu, &builder)
    }
    return x
  }

  private func convolution(
    _ path: String, _ input: ValueID, _ channels: Int, kernel: Int = 3, stride: Int = 1,
    activation: Activation = .relu, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> ValueID {
    try builder.convolutionUnit(
      "backbone.\(path)", input, outputChannels: channels, kernel: kernel, stride: stride,
      padding: .same, activation: activation)
  }
}
