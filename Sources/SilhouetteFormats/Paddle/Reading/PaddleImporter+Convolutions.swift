import SilhouetteGraph

extension PaddleImporter {
  mutating func convolution(_ operation: PaddleOperator) throws(FormatError) -> Tensor {
    try requireChannelsFirst(operation, "data_format")
    try refuseFusion(operation)
    let picture = try input(operation, "Input")
    let weights = try input(operation, "Filter")
    try builder.requirePicture(picture)
    try builder.requirePicture(weights)
    let filter = builder.shape(of: weights)
    var convolution = Convolution(
      strides: try extent(operation, "strides", default: 1),
      dilations: try extent(operation, "dilations", default: 1),
      groups: try operation.integer("groups", default: 1))
    // Paddle sets dilations to 1 under SAME.
    if try operation.string("padding_algorithm", default: "EXPLICIT") == "SAME" {
      convolution.dilations = .one
    }
    convolution.padding = try padding(
      operation, picture: picture, kernel: Extent2D(height: filter[2], width: filter[3]),
      strides: convolution.strides)
    return try builder.convolution(
      picture, weights: weights, bias: optionalInput(operation, "Bias"), convolution)
  }

  /// Attributes of programs that Paddle has optimised for a machine. Files for exchange have them
  /// too, but off.
  private func refuseFusion(_ operation: PaddleOperator) throws(FormatError) {
    for name in ["fuse_relu", "fuse_brelu", "fuse_residual_connection"]
    where try operation.bool(name) {
      throw unsupported("\(name) is not supported: export the program without optimisation")
    }
    guard try operation.string("fuse_activation", default: "").isEmpty else {
      throw unsupported(
        "fuse_activation is not supported: export the program without optimisation")
    }
    try refuse(operation, inputs: ["ResidualData"])
  }

  mutating func batchNormalization(_ operation: PaddleOperator) throws(FormatError) -> Tensor {
    try requireChannelsFirst(operation, "data_layout")
    // Inference takes the recorded statistics whatever `use_global_stats` says.
    return try builder.batchNormalization(
      input(operation, "X"), scale: input(operation, "Scale"), bias: input(operation, "Bias"),
      mean: input(operation, "Mean"), variance: input(operation, "Variance"),
      epsilon: Float(operation.real("epsilon", default: 1e-5)))
  }

  // MARK: - Windows

  /// Rows and columns of a window or of its steps.
  func extent(
    _ operation: PaddleOperator, _ name: String, default value: Int? = nil
  ) throws(FormatError) -> Extent2D {
    var numbers = try operation.integers(name)
    if numbers.isEmpty, let value { numbers = [value, value] }
    let range = 1...ChannelsFirstBuilder.maximumWindow
    guard numbers.count == 2, numbers.allSatisfy({ range.contains($0) }) else {
      throw .malformed(place: builder.place, reason: "\(name) is \(numbers)")
    }
    return Extent2D(height: numbers[0], width: numbers[1])
  }

  /// `paddings` as `[rows, columns]` or `[top, bottom, left, right]`, which `padding_algorithm` may
  /// override.
  func padding(
    _ operation: PaddleOperator, picture: Tensor, kernel: Extent2D, strides: Extent2D
  ) throws(FormatError) -> Padding {
    let shape = builder.shape(of: picture)
    switch try operation.string("padding_algorithm", default: "EXPLICIT") {
    case "SAME":
      return .same(
        input: Extent2D(height: shape[2], width: shape[3]), kernel: kernel, strides: strides)
    case "VALID": return .none
    case "EXPLICIT": break
    case let algorithm: throw unsupported("the padding algorithm \(algorithm) is not supported")
    }
    var numbers = try operation.integers("paddings")
    if numbers.isEmpty { numbers = [0, 0] }
    if numbers.count == 2 { numbers = [numbers[0], numbers[0], numbers[1], numbers[1]] }
    let range = 0...ChannelsFirstBuilder.maximumWindow
    guard numbers.count == 4, numbers.allSatisfy({ range.contains($0) }) else {
      throw .malformed(place: builder.place, reason: "paddings are \(numbers)")
    }
    return Padding(top: numbers[0], bottom: numbers[1], left: numbers[2], right: numbers[3])
  }
}
