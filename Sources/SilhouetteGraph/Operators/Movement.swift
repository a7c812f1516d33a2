/// Input: picture `[n, h, w, c]`. Output: `[n, size.height, size.width, c]`.
public struct Resize: Hashable, Sendable {
  public enum Filter: Hashable, Sendable {
    /// Of the four neighbours, by distance; the border is repeated. No antialiasing.
    case bilinear
    case nearest(Rounding)
  }

  /// How a nearest neighbour's place becomes an index.
  public enum Rounding: Hashable, Sendable {
    case floor
    /// Halves go down (ONNX `round_prefer_floor`).
    case halfDown
    /// Halves go up (ONNX `round_prefer_ceil`, TensorFlow Lite with half-pixel centres).
    case halfUp
    case ceiling
  }

  /// Where output place `i` lies in the input, with `ratio = input / output`.
  public enum Coordinates: Hashable, Sendable {
    /// `(i + 0.5) · ratio − 0.5`
    case halfPixel
    /// `i · (input − 1) / (output − 1)`, 0 where the output has one place
    case alignCorners
    /// `i · ratio`
    case asymmetric
  }

  public var size: Extent2D
  public var filter: Filter
  public var coordinates: Coordinates

  public init(size: Extent2D, filter: Filter, coordinates: Coordinates) {
    self.size = size
    self.filter = filter
    self.coordinates = coordinates
  }
}

/// Input: picture `[n, h, w, k · c]`: one picture of `c` channels for each of the `k` places of a
/// window, row by row. Output: `[n, size.height, size.width, c]`, at `(y, x)` the sum over all places
/// `(i, j)` of place's picture, resized, at `(y + i − before.height, x + j − before.width)`, which is
/// 0 outside. Bilinear.
///
/// No file has it: it is what a depthwise convolution of an enlarged map becomes when its numbers
/// move into a convolution below the enlargement.
public struct WindowedResize: Hashable, Sendable {
  public var size: Extent2D
  public var coordinates: Resize.Coordinates
  public var window: Extent2D
  public var before: Extent2D

  public init(
    size: Extent2D, coordinates: Resize.Coordinates, window: Extent2D, before: Extent2D
  ) {
    self.size = size
    self.coordinates = coordinates
    self.window = window
    self.before = before
  }

  /// Each place's picture by itself.
  public var resize: Resize { Resize(size: size, filter: .bilinear, coordinates: coordinates) }
}

/// Two or more inputs that differ along the axis only; the output holds them one after the other.
public struct Concatenation: Hashable, Sendable {
  public var axis: Int
  public var activation: Activation

  public init(axis: Int, activation: Activation = .identity) {
    self.axis = axis
    self.activation = activation
  }
}

/// One input, cut along the axis into `sizes.count` outputs.
public struct Split: Hashable, Sendable {
  public var axis: Int
  public var sizes: [Int]

  public init(axis: Int, sizes: [Int]) {
    self.axis = axis
    self.sizes = sizes
  }
}

/// One input. Output: along axis `i` the elements `starts[i], starts[i] + steps[i], …`, `sizes[i]`
/// of them. Steps may be negative. All three lists have one entry an axis.
public struct Slice: Hashable, Sendable {
  public var starts: [Int]
  public var sizes: [Int]
  public var steps: [Int]

  public init(starts: [Int], sizes: [Int], steps: [Int]) {
    self.starts = starts
    self.sizes = sizes
    self.steps = steps
  }
}

/// One input. Output: the input with `before[i]` and `after[i]` elements of `value` around it along
/// axis `i`. An integer tensor is padded with its quantised `value`.
public struct Pad: Hashable, Sendable {
  public var before: [Int]
  public var after: [Int]
  public var value: Float

  public init(before: [Int], after: [Int], value: Float = 0) {
    self.before = before
    self.after = after
    self.value = value
  }
}

/// One input. Output: the same elements in the same order under another shape.
public struct Reshape: Hashable, Sendable {
  public var shape: Shape

  public init(to shape: Shape) {
    self.shape = shape
  }
}

/// One input. Axis `i` of the output is axis `permutation[i]` of the input.
public struct Transpose: Hashable, Sendable {
  public var permutation: [Int]

  public init(_ permutation: [Int]) {
    self.permutation = permutation
  }
}

/// One input. Output: place `i` along the axis is place `indices[i]` of the input.
public struct Gather: Hashable, Sendable {
  public var axis: Int
  public var indices: [Int]

  public init(axis: Int, indices: [Int]) {
    self.axis = axis
    self.indices = indices
  }
}

/// One input, repeated to the shape by the rule of ``Shape/broadcast(with:)``.
public struct Broadcast: Hashable, Sendable {
  public var shape: Shape

  public init(to shape: Shape) {
    self.shape = shape
  }
}
