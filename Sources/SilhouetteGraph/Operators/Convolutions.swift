/// Inputs: picture `[n, h, w, c]`, weights `[outputChannels, kernelHeight, kernelWidth, c / groups]`,
/// bias `[outputChannels]` (may be absent). Output: `[n, h′, w′, outputChannels]`, with
/// `h′ = (h + padding − (kernelHeight − 1) · dilation − 1) / stride + 1` rounded down.
///
/// Padded places hold zero (an integer tensor: its zero point). A depthwise convolution has
/// `groups == c`.
public struct Convolution: Hashable, Sendable {
  public var strides: Extent2D
  public var dilations: Extent2D
  public var padding: Padding
  public var groups: Int
  public var activation: Activation

  public init(
    strides: Extent2D = .one, dilations: Extent2D = .one, padding: Padding = .none,
    groups: Int = 1, activation: Activation = .identity
  ) {
    self.strides = strides
    self.dilations = dilations
    self.padding = padding
    self.groups = groups
    self.activation = activation
  }
}

/// Inputs: picture `[n, h, w, c]`, weights `[outputChannels, kernelHeight, kernelWidth, c]`, bias
/// `[outputChannels]` (may be absent). Output: `[n, h′, w′, outputChannels]` with
/// `h′ = (h − 1) · stride + kernelHeight − padding + outputPadding`.
///
/// Every output starts as the bias; input `(y, x)` times the kernel is added at
/// `(y · stride + i − padding.top, x · stride + j − padding.left)` where that lies inside.
public struct TransposedConvolution: Hashable, Sendable {
  public var strides: Extent2D
  public var padding: Padding
  /// Rows and columns added at the bottom and the right; they hold the bias alone where no kernel
  /// reaches.
  public var outputPadding: Extent2D
  public var activation: Activation

  public init(
    strides: Extent2D = .one, padding: Padding = .none, outputPadding: Extent2D = Extent2D(0),
    activation: Activation = .identity
  ) {
    self.strides = strides
    self.padding = padding
    self.outputPadding = outputPadding
    self.activation = activation
  }
}

/// Inputs: `[…, k]`, weights `[n, k]`, bias `[n]` (may be absent). Output: `[…, n]`.
public struct FullyConnected: Hashable, Sendable {
  public var activation: Activation

  public init(activation: Activation = .identity) {
    self.activation = activation
  }
}

/// Inputs: `[…, c]`, scale, bias, mean, variance, each `[c]`. Output, of the same shape:
/// `(x − mean) / √(variance + epsilon) · scale + bias`.
public struct BatchNormalization: Hashable, Sendable {
  public var epsilon: Float

  public init(epsilon: Float) {
    self.epsilon = epsilon
  }
}
