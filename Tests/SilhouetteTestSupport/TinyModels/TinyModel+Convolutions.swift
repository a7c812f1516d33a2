import SilhouetteGraph

extension TinyModelMaker {
  mutating func addConvolutions() throws {
    try addPlainConvolutions()
    try addPaddedConvolutions()
    try addTransposedConvolutions()
    try add(
      "fullyConnected", .fullyConnected(FullyConnected(activation: .relu)), [[2, 7]],
      [weights([5, 7]), weights([5])])
    try add(
      "fullyConnected, three axes", .fullyConnected(FullyConnected()), [[2, 3, 4]],
      [weights([5, 4]), weights([5])])
    try add(
      "batchNormalization", .batchNormalization(BatchNormalization(epsilon: 0.25)),
      [picture(3)],
      [weights([3]), weights([3]), weights([3]), Constant([0.5, 1, 2], shape: [3])],
      isDirect: false)
  }

  private mutating func addPlainConvolutions() throws {
    for activation in [Activation.identity, .relu, .relu6, .clip(minimum: -1, maximum: 1)] {
      try add(
        "convolution 1x1, \(activation.name)",
        .convolution(Convolution(activation: activation)), [picture(4)],
        [weights([6, 1, 1, 4]), weights([6])])
    }
    for activation in [Activation.hardSwish, .sigmoid, .leakyRelu(slope: 0.125), .tanh] {
      try add(
        "convolution 1x1, then \(activation.name)",
        .convolution(Convolution(activation: activation)), [picture(4)],
        [weights([6, 1, 1, 4]), weights([6])], isDirect: false)
    }
    try add(
      "convolution 3x3 without bias", .convolution(Convolution()), [picture(2)],
      [weights([3, 3, 3, 2])])
    try add(
      "convolution with dilation", .convolution(Convolution(dilations: Extent2D(2))),
      [picture(2)], [weights([3, 2, 2, 2]), weights([3])])
    try add(
      "depthwise convolution", .convolution(Convolution(groups: 4, activation: .relu)),
      [picture(4)], [weights([4, 3, 2, 1]), weights([4])])
    try add(
      "depthwise convolution with a multiplier", .convolution(Convolution(groups: 3)),
      [picture(3)], [weights([6, 2, 3, 1]), weights([6])])
    try add(
      "grouped convolution", .convolution(Convolution(groups: 2)), [picture(4)],
      [weights([6, 3, 3, 2]), weights([6])])
  }

  private mutating func addPaddedConvolutions() throws {
    for stride in 1...3 {
      for groups in [1, 4] {
        let shape = picture(4)
        let kernel = Extent2D(height: random.integer(2...5), width: random.integer(2...5))
        let same = Padding.same(
          input: Extent2D(height: shape[1], width: shape[2]), kernel: kernel,
          strides: Extent2D(stride))
        try add(
          "convolution, SAME, stride \(stride), \(groups) groups",
          .convolution(
            Convolution(strides: Extent2D(stride), padding: same, groups: groups)), [shape],
          [weights([8, kernel.height, kernel.width, 4 / groups]), weights([8])])
      }
    }
    try add(
      "convolution with explicit padding",
      .convolution(Convolution(padding: Padding(top: 2, bottom: 0, left: 1, right: 3))),
      [picture(2)], [weights([3, 3, 3, 2]), weights([3])], isDirect: false)
  }

  private mutating func addTransposedConvolutions() throws {
    try add(
      "transposedConvolution 2x2, stride 2",
      .transposedConvolution(TransposedConvolution(strides: Extent2D(2))), [picture(4)],
      [weights([2, 2, 2, 4]), weights([2])])
    try add(
      "transposedConvolution 3x3, stride 2, SAME",
      .transposedConvolution(
        TransposedConvolution(strides: Extent2D(2), padding: Padding(bottom: 1, right: 1))),
      [picture(3)], [weights([2, 3, 3, 3])])
    try add(
      "transposedConvolution 4x4, stride 2, SAME, then relu",
      .transposedConvolution(
        TransposedConvolution(
          strides: Extent2D(2), padding: Padding(top: 1, bottom: 1, left: 1, right: 1),
          activation: .relu)), [picture(3)], [weights([2, 4, 4, 3]), weights([2])],
      isDirect: false)
  }
}
