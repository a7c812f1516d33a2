import SilhouetteGraph

/// A tensor during a reference run, as numbers that a loop reads by index.
struct ReferenceTensor: Sendable {
  enum Elements: Sendable {
    /// float32, and float16 expanded.
    case reals([Float])
    /// Every integer type and bool.
    case integers([Int])
  }

  let type: TensorType
  let elements: Elements

  /// What a node made for `value`; float16 values are rounded to what binary16 can hold.
  init(_ elements: Elements, for value: Value) {
    type = value.type
    if case .reals(let reals) = elements, value.elementType == .float16 {
      self.elements = .reals(reals.map { Half.float(fromBits: Half.bits(from: $0)) })
    } else {
      self.elements = elements
    }
  }

  init(_ constant: Constant, for value: Value) {
    let isReal = constant.elementType.isFloatingPoint
    self.init(
      isReal ? .reals(constant.floats()) : .integers(constant.integers()), for: value)
  }

  init(_ tensor: Tensor, for value: Value) {
    let isReal = tensor.type.elementType.isFloatingPoint
    self.init(isReal ? .reals(tensor.floats()) : .integers(tensor.integers()), for: value)
  }

  var shape: Shape { type.shape }
  var isReal: Bool { type.elementType.isFloatingPoint }

  /// The numbers of a floating-point tensor; none otherwise.
  var reals: [Float] {
    if case .reals(let reals) = elements { return reals }
    return []
  }

  /// The numbers of an integer tensor; none otherwise.
  var integers: [Int] {
    if case .integers(let integers) = elements { return integers }
    return []
  }

  /// The tensor as bytes of its own type.
  var tensor: Tensor {
    switch elements {
    case .integers(let integers): return Tensor(integers, type.elementType, shape: shape)
    case .reals(let reals) where type.elementType == .float16:
      return Tensor(reals.map { Int(Half.bits(from: $0)) }, .float16, shape: shape)
    case .reals(let reals): return Tensor(reals, shape: shape)
    }
  }
}

/// The extents of a picture `[n, h, w, c]` and where its elements lie.
struct PictureExtents {
  let batch: Int
  let height: Int
  let width: Int
  let channels: Int

  /// - Precondition: four axes; shape inference has seen to that.
  init(_ shape: Shape) {
    (batch, height, width, channels) = (shape[0], shape[1], shape[2], shape[3])
  }

  /// The index of channel 0 of a pixel.
  func index(_ image: Int, _ y: Int, _ x: Int) -> Int {
    ((image * height + y) * width + x) * channels
  }
}
