import SilhouetteGraph

/// How a convolution is padded.
package enum ConvolutionPadding: Hashable, Sendable {
  /// As many rows and columns on every side.
  case pixels(Int)
  /// Paddle's `SAME`: `⌈input / stride⌉` rows and columns come out, and the dilation is ignored.
  case same
}

/// What a unit of convolution and normalization calls its two layers.
package struct UnitNaming: Hashable, Sendable {
  package let convolution: String
  package let normalization: String

  /// PaddleSeg's `ConvBNReLU` and `ConvBN`.
  package static let layerLibrary = UnitNaming(
    convolution: "_conv", normalization: "_batch_norm")
  /// MobileNetV3 and STDC.
  package static let short = UnitNaming(convolution: "conv", normalization: "bn")
}

extension NetworkBuilder {
  /// A convolution with the weights `<path>.weight` and, with `bias`, `<path>.bias`.
  package mutating func convolution(
    _ path: String, _ input: ValueID, outputChannels: Int, kernel: Int, stride: Int = 1,
    padding: ConvolutionPadding = .pixels(0), dilation: Int = 1, groups: Int = 1,
    bias: Bool = false,
    activation: Activation = .identity
  ) throws(ZooError) -> ValueID {
    // Paddle's weights are [outputs, inputs of a group, rows, columns].
    let stored: Shape = [outputChannels, channels(of: input) / groups, kernel, kernel]
    var inputs = [
      input, try parameter(path, "weight", shape: stored, order: [0, 2, 3, 1]),
    ]
    if bias { inputs.append(try parameter(path, "bias", shape: [outputChannels])) }
    var operation = Convolution(
      strides: Extent2D(stride), dilations: Extent2D(dilation), groups: groups,
      activation: activation)
    switch padding {
    case .pixels(let pixels):
      operation.padding = Padding(top: pixels, bottom: pixels, left: pixels, right: pixels)
    case .same:
      operation.dilations = .one
      operation.padding = .same(
        input: size(of: input), kernel: Extent2D(kernel), strides: Extent2D(stride))
    }
    return try add(.convolution(operation), inputs, name: path)
  }

  /// Normalization by the stored statistics: `<path>.weight`, `.bias`, `._mean`, `._variance`.
  package mutating func batchNormalization(
    _ path: String, _ input: ValueID, activation: Activation = .identity
  ) throws(ZooError) -> ValueID {
    let shape: Shape = [channels(of: input)]
    var inputs = [input]
    for name in ["weight", "bias", "_mean", "_variance"] {
      inputs.append(try parameter(path, name, shape: shape))
    }
    // Every layer of PaddleSeg keeps the default epsilon.
    let normalized = try add(
      .batchNormalization(BatchNormalization(epsilon: 1e-5)), inputs, name: path)
    return try self.activation(activation, normalized)
  }

  /// Convolution, batch normalization, activation: the layers `<path>.<convolution>` and
  /// `<path>.<normalization>` by the naming.
  package mutating func convolutionUnit(
    _ path: String, _ input: ValueID, outputChannels: Int, kernel: Int, stride: Int = 1,
    padding: ConvolutionPadding = .same, dilation: Int = 1, groups: Int = 1, bias: Bool = false,
    activation: Activation = .relu, naming: UnitNaming = .layerLibrary
  ) throws(ZooError) -> ValueID {
    let features = try convolution(
      "\(path).\(naming.convolution)", input, outputChannels: outputChannels, kernel: kernel,
      stride: stride, padding: padding, dilation: dilation, groups: groups, bias: bias)
    return try batchNormalization(
      "\(path).\(naming.normalization)", features, activation: activation)
  }

  /// PaddleSeg's `SeparableConvBNReLU`: a depthwise unit without activation, then a pointwise one
  /// with ReLU.
  ///
  /// - Parameters:
  ///   - depthwiseBias: `bias_attr` of the depthwise convolution.
  ///   - pointwiseBias: `pointwise_bias`.
  package mutating func separableConvolution(
    _ path: String, _ input: ValueID, outputChannels: Int, kernel: Int = 3, stride: Int = 1,
    padding: ConvolutionPadding = .same, dilation: Int = 1,
    depthwiseBias: Bool = false, pointwiseBias: Bool = true
  ) throws(ZooError) -> ValueID {
    let channels = channels(of: input)
    let depthwise = try convolutionUnit(
      "\(path).depthwise_conv", input, outputChannels: channels, kernel: kernel, stride: stride,
      padding: padding, dilation: dilation, groups: channels, bias: depthwiseBias,
      activation: .identity)
    // The misspelling is part of the parameters' names.
    return try convolutionUnit(
      "\(path).piontwise_conv", depthwise, outputChannels: outputChannels, kernel: 1,
      bias: pointwiseBias)
  }
}
