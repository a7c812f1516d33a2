/// Inputs: picture `[n, h, w, c]`. Output: `[n, h′, w′, c]`, `h′` as for a convolution without
/// dilation.
///
/// Maximum: padded places do not take part. Average: they take part as zeros and count in the
/// divisor only if `countsPadding`. A window that reaches beyond the padded picture (ceiling mode in
/// a file) is made explicit as more bottom and right padding; such places never count.
public struct Pool: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case maximum
    case average(countsPadding: Bool)
  }

  public var kind: Kind
  public var window: Extent2D
  public var strides: Extent2D
  public var padding: Padding
  public var activation: Activation

  public init(
    _ kind: Kind, window: Extent2D, strides: Extent2D, padding: Padding = .none,
    activation: Activation = .identity
  ) {
    self.kind = kind
    self.window = window
    self.strides = strides
    self.padding = padding
    self.activation = activation
  }
}

/// Input: picture `[n, h, w, c]`. Output: `[n, size.height, size.width, c]`; row `i` averages input
/// rows `⌊i · h / size⌋ ..< ⌈(i + 1) · h / size⌉`, columns likewise.
public struct AdaptiveAveragePool: Hashable, Sendable {
  public var size: Extent2D

  public init(size: Extent2D) {
    self.size = size
  }
}

/// One input; the axes named are reduced to extent 1, and dropped unless `keepsAxes`.
public struct Reduction: Hashable, Sendable {
  public enum Kind: Hashable, Sendable, CaseIterable {
    case mean, maximum, minimum, sum

    public var name: String {
      switch self {
      case .mean: "mean"
      case .maximum: "maximum"
      case .minimum: "minimum"
      case .sum: "sum"
      }
    }
  }

  public var kind: Kind
  /// Ascending, without repetition.
  public var axes: [Int]
  public var keepsAxes: Bool

  public init(_ kind: Kind, axes: [Int], keepsAxes: Bool) {
    self.kind = kind
    self.axes = axes
    self.keepsAxes = keepsAxes
  }
}

/// One input. Output: `e^(x − max) / Σ e^(x − max)` along the axis.
public struct Softmax: Hashable, Sendable {
  public var axis: Int
  /// `beta · x` takes the place of `x` (TensorFlow Lite); 1 elsewhere.
  public var beta: Float

  public init(axis: Int, beta: Float = 1) {
    self.axis = axis
    self.beta = beta
  }
}

/// One input. Output: the index of the largest element along the axis, the first of equals; the
/// element type is int32 or int64.
public struct ArgMax: Hashable, Sendable {
  public var axis: Int
  public var keepsAxis: Bool
  public var elementType: ElementType

  public init(axis: Int, keepsAxis: Bool, elementType: ElementType) {
    self.axis = axis
    self.keepsAxis = keepsAxis
    self.elementType = elementType
  }
}
