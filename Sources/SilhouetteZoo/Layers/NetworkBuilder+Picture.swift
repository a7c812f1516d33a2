import SilhouetteGraph

/// Layers without parameters.
extension NetworkBuilder {
  package mutating func activation(
    _ activation: Activation, _ input: ValueID
  ) throws(ZooError) -> ValueID {
    activation == .identity ? input : try add(.activation(activation), [input])
  }

  package mutating func maximumPool(
    _ input: ValueID, window: Int, stride: Int, padding: Int = 0
  ) throws(ZooError) -> ValueID {
    try pool(.maximum, input, window: window, stride: stride, padding: padding, ceiling: false)
  }

  /// - Parameters:
  ///   - padding: of zeros that do not count in the divisor (Paddle's `exclusive`).
  ///   - ceiling: whether a last window that lies only partly inside still makes an output.
  package mutating func averagePool(
    _ input: ValueID, window: Int, stride: Int, padding: Int = 0, ceiling: Bool = false
  ) throws(ZooError) -> ValueID {
    try pool(
      .average(countsPadding: false), input, window: window, stride: stride, padding: padding,
      ceiling: ceiling)
  }

  private mutating func pool(
    _ kind: Pool.Kind, _ input: ValueID, window: Int, stride: Int, padding: Int, ceiling: Bool
  ) throws(ZooError) -> ValueID {
    func beyond(_ extent: Int) -> Int {
      guard ceiling else { return 0 }
      let covered = (extent + 2 * padding - window) % stride
      return covered == 0 ? 0 : stride - covered
    }
    let size = size(of: input)
    let padding = Padding(
      top: padding, bottom: padding + beyond(size.height),
      left: padding, right: padding + beyond(size.width))
    return try add(
      .pool(
        Pool(kind, window: Extent2D(window), strides: Extent2D(stride), padding: padding)),
      [input])
  }

  /// Averages over a grid of `size` by `size` bins that may overlap.
  package mutating func adaptiveAveragePool(
    _ input: ValueID, size: Int
  ) throws(ZooError) -> ValueID {
    try add(.adaptiveAveragePool(AdaptiveAveragePool(size: Extent2D(size))), [input])
  }

  /// Bilinear, with half-pixel centres: Paddle's `align_corners=False, align_mode=0`.
  package mutating func resize(
    _ input: ValueID, to size: Extent2D, alignCorners: Bool = false
  ) throws(ZooError) -> ValueID {
    try add(
      .resize(
        Resize(
          size: size, filter: .bilinear, coordinates: alignCorners ? .alignCorners : .halfPixel)),
      [input])
  }

  /// To the size of another picture.
  package mutating func resize(
    _ input: ValueID, like other: ValueID, alignCorners: Bool = false
  ) throws(ZooError) -> ValueID {
    try resize(input, to: size(of: other), alignCorners: alignCorners)
  }

  /// Joins pictures of the same size along their channels.
  package mutating func concatenation(_ inputs: [ValueID]) throws(ZooError) -> ValueID {
    // A list of one comes from a configuration; the operator needs two.
    if inputs.count == 1 { return inputs[0] }
    return try add(.concatenation(Concatenation(axis: 3)), inputs)
  }

  package mutating func sum(
    _ first: ValueID, _ second: ValueID, activation: Activation = .identity
  ) throws(ZooError) -> ValueID {
    try add(.binary(Binary(.add, activation: activation)), [first, second])
  }

  package mutating func product(
    _ first: ValueID, _ second: ValueID
  ) throws(ZooError) -> ValueID {
    try add(.binary(Binary(.multiply)), [first, second])
  }

  /// The mean or maximum over the channels: `[1, h, w, 1]`.
  package mutating func channelReduction(
    _ kind: Reduction.Kind, _ input: ValueID
  ) throws(ZooError) -> ValueID {
    try add(.reduction(Reduction(kind, axes: [3], keepsAxes: true)), [input])
  }
}
