import SilhouetteGraph

/// Patterns of several operators, as segmentation networks have them: what rewrites and fused
/// stages look for.
extension RandomGraph {
  mutating func addMotif() throws(GraphError) {
    switch number(0...9) {
    case 0: try addGatedBlock()
    case 1: try addDecoderLevel()
    case 2: try addChannelShuffle()
    case 3: try addSpelledHardSwish()
    case 4: try addPaddedConvolution()
    case 5: try addNormalizedResidual()
    case 6: try addShuffleUnits()
    case 7: try addFarEnlargedMap()
    case 8: try addEnlargedProbabilities()
    default: try addLinearPair()
    }
  }

  /// `sigmoid(W₂ relu(W₁ μ(x)))`
  private mutating func gate(of input: ValueID, for channels: Int) throws(GraphError) -> ValueID {
    let mean = try add(.reduction(Reduction(.mean, axes: [1, 2], keepsAxes: true)), [input])
    let hidden = try pointwise(mean, to: number(1...8), activation: .relu)
    return try pointwise(hidden, to: channels, activation: .sigmoid)
  }

  private mutating func enlarged(_ input: ValueID) throws(GraphError) -> ValueID {
    let shape = shape(of: input)
    let size = Extent2D(height: 2 * shape[1], width: 2 * shape[2])
    return try add(
      .resize(Resize(size: size, filter: .bilinear, coordinates: .halfPixel)), [input])
  }

  /// Expand, depthwise, squeeze and excite, project, add.
  private mutating func addGatedBlock() throws(GraphError) {
    let input = picture()
    let channels = shape(of: input)[3]
    let wide = try pointwise(input, to: channels + number(1...16), activation: .hardSwish)
    let wideChannels = shape(of: wide)[3]
    let kernel = try weights([wideChannels, 3, 3, 1])
    let filtered = try add(
      .convolution(
        Convolution(
          padding: Padding(top: 1, bottom: 1, left: 1, right: 1), groups: wideChannels,
          activation: .relu)), [wide, kernel])
    let gated = try add(
      .binary(Binary(.multiply)), [filtered, try gate(of: filtered, for: wideChannels)])
    let projected = try pointwise(gated, to: channels)
    _ = try add(.binary(Binary(.add)), [projected, input])
  }

  /// `W · (s · g + u)` with `u = V · resize(x)` and the gate of `s + u`.
  private mutating func addDecoderLevel() throws(GraphError) {
    let low = picture()
    let up = try enlarged(low)
    let channels = number(1...24)
    let side = try pointwise(up, to: channels)
    let skip = try add(
      .activation(.tanh), [try pointwise(try enlarged(picture(like: low)), to: channels)])
    let sum = try add(.binary(Binary(.add)), [skip, side])
    let gated = try add(
      .binary(Binary(.multiply)), [skip, try gate(of: sum, for: channels)])
    let merged = try add(.binary(Binary(.add)), [gated, side])
    let result = try pointwise(merged, to: number(1...channels))
    _ = try add(.activation(.relu), [result])
  }

  private mutating func addChannelShuffle() throws(GraphError) {
    _ = try shuffled(try pointwise(picture(), to: 2 * number(1...12)))
  }

  private mutating func shuffled(_ input: ValueID) throws(GraphError) -> ValueID {
    let shape = shape(of: input)
    let split = try add(
      .reshape(Reshape(to: [shape[0], shape[1], shape[2], 2, shape[3] / 2])), [input])
    let turned = try add(.transpose(Transpose([0, 1, 2, 4, 3])), [split])
    return try add(.reshape(Reshape(to: shape)), [turned])
  }

  /// Half of the channels goes through each unit, the other half past it; then they are shuffled.
  private mutating func addShuffleUnits() throws(GraphError) {
    let input = picture()
    let channels = number(2...20)
    var past = try pointwise(input, to: channels, activation: .relu)
    var through = try depthwise(try pointwise(input, to: channels))
    for _ in 0..<number(1...3) {
      let all = try add(.concatenation(Concatenation(axis: 3)), [past, through])
      let halves = try addMany(
        .split(Split(axis: 3, sizes: [channels, channels])), [try shuffled(all)])
      let wide = try pointwise(halves[1], to: channels, activation: .relu)
      past = halves[0]
      through = try pointwise(try depthwise(wide), to: channels)
    }
    let all = try add(.concatenation(Concatenation(axis: 3)), [past, through])
    _ = try pointwise(oneIn(2) ? all : try depthwise(all), to: number(1...20))
  }

  /// A map four times as large as it was, beside another one, through a separable convolution.
  private mutating func addFarEnlargedMap() throws(GraphError) {
    let low = picture()
    let shape = shape(of: low)
    let size = Extent2D(height: 4 * shape[1], width: 4 * shape[2])
    let resize = Resize(
      size: size, filter: .bilinear, coordinates: choose([.halfPixel, .asymmetric]))
    let up = try add(.resize(resize), [try pointwise(low, to: 16)])
    let side = try add(
      .activation(.tanh), [try pointwise(try add(.resize(resize), [low]), to: number(1...6))])
    let all = try add(
      .concatenation(Concatenation(axis: 3)), oneIn(2) ? [up, side] : [side, up])
    _ = try pointwise(try depthwise(all), to: 16, activation: .relu)
  }

  /// The end of a network: few channels, enlarged, as a rule made probabilities.
  private mutating func addEnlargedProbabilities() throws(GraphError) {
    let scores = try pointwise(
      picture(), to: oneIn(2) ? 2 : number(1...5), activation: activation())
    let large = try enlarged(scores)
    if !oneIn(4) { _ = try add(.softmax(Softmax(axis: 3)), [large]) }
  }

  private mutating func depthwise(_ input: ValueID) throws(GraphError) -> ValueID {
    let channels = shape(of: input)[3]
    let padding = Padding(top: 1, bottom: 1, left: 1, right: 1)
    return try add(
      .convolution(Convolution(padding: padding, groups: channels)),
      [input, try weights([channels, 3, 3, 1])])
  }

  private mutating func addSpelledHardSwish() throws(GraphError) {
    let input = picture()
    let three = builder.constant("3", Constant([3 as Float], shape: []))
    let sixth = builder.constant("1/6", Constant([1 / 6 as Float], shape: [1]))
    let sum = try add(.binary(Binary(.add)), [input, three])
    let clamped = try add(.activation(.clip(minimum: 0, maximum: 6)), [sum])
    let product = try add(.binary(Binary(.multiply)), [clamped, input])
    _ = try add(.binary(Binary(.multiply)), [sixth, product])
  }

  private mutating func addPaddedConvolution() throws(GraphError) {
    let input = picture()
    let padded = try add(.pad(Pad(before: [0, 1, 0, 0], after: [0, 2, 1, 0])), [input])
    let kernel = try weights([number(1...12), 3, 2, shape(of: input)[3]])
    _ = try add(.convolution(Convolution(strides: Extent2D(2))), [padded, kernel])
  }

  private mutating func addNormalizedResidual() throws(GraphError) {
    let input = picture()
    let channels = shape(of: input)[3]
    let convolved = try pointwise(input, to: channels)
    let parameters = [
      try constant([channels], 0.5...1.5), try constant([channels], -0.5...0.5),
      try constant([channels], -0.5...0.5), try constant([channels], 0.5...2),
    ]
    let normalized = try add(
      .batchNormalization(BatchNormalization(epsilon: 1e-3)), [convolved] + parameters)
    let sum = try add(.binary(Binary(.add)), [normalized, input])
    _ = try add(.activation(.relu), [sum])
  }

  /// Two linear convolutions, one of them enlarged.
  private mutating func addLinearPair() throws(GraphError) {
    let first = try pointwise(picture(), to: number(8...24))
    _ = try pointwise(try enlarged(first), to: number(1...8), activation: activation())
  }
}
