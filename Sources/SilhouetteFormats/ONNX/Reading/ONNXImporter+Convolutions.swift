import SilhouetteGraph

extension ONNXImporter {
  mutating func convolution(_ operation: ONNXOperator) throws(FormatError) -> Tensor {
    let picture = try input(0, of: operation)
    let weights = try input(1, of: operation)
    let kernel = try kernelExtent(weights)
    var convolution = Convolution(
      strides: try operation.extent("strides"), dilations: try operation.extent("dilations"),
      groups: operation.integer("group", default: 1))
    convolution.padding = try padding(
      operation, picture, kernel: kernel, strides: convolution.strides,
      dilations: convolution.dilations)
    return try builder.convolution(
      picture, weights: weights, bias: optionalInput(2, of: operation), convolution)
  }

  mutating func transposedConvolution(_ operation: ONNXOperator) throws(FormatError) -> Tensor {
    let picture = try input(0, of: operation)
    let weights = try input(1, of: operation)
    guard operation.integer("group", default: 1) == 1, try operation.extent("dilations") == .one
    else { throw operation.unsupported("groups and dilations are not supported here") }
    let strides = try operation.extent("strides")
    let added = try operation.extent("output_padding", default: 0, minimum: 0)
    let kernel = try kernelExtent(weights)
    let shape = try pictureExtent(picture)
    let full = Extent2D(
      height: (shape.height - 1) * strides.height + kernel.height + added.height,
      width: (shape.width - 1) * strides.width + kernel.width + added.width)
    let target =
      if operation.has("output_shape") {
        try operation.outputExtent()
      } else if operation.string("auto_pad", default: "NOTSET").hasPrefix("SAME") {
        Extent2D(height: shape.height * strides.height, width: shape.width * strides.width)
      } else {
        nil as Extent2D?
      }
    var padding = Padding.none
    if let target {
      let isUpper = operation.string("auto_pad", default: "NOTSET") == "SAME_UPPER"
      padding = .total(
        Extent2D(height: full.height - target.height, width: full.width - target.width),
        largerHalfLast: isUpper)
    } else {
      padding = try operation.explicitPadding()
    }
    guard padding.top >= 0, padding.bottom >= 0, padding.left >= 0, padding.right >= 0 else {
      throw operation.unsupported("an output larger than its kernels reach is not supported")
    }
    return try builder.transposedConvolution(
      picture, weights: weights, bias: optionalInput(2, of: operation),
      TransposedConvolution(strides: strides, padding: padding, outputPadding: added))
  }

  mutating func gemm(_ operation: ONNXOperator) throws(FormatError) -> Tensor {
    guard operation.integer("transA") == 0, operation.float("beta", default: 1) == 1 else {
      throw operation.unsupported("transA and beta are not supported")
    }
    var rows = try input(0, of: operation)
    let alpha = operation.float("alpha", default: 1)
    if alpha != 1 { rows = try builder.affine(Affine(scale: alpha, bias: 0), rows) }
    let product = try builder.matrixProduct(
      rows, weights: input(1, of: operation), isTransposed: operation.integer("transB") != 0)
    guard let bias = try optionalInput(2, of: operation) else { return product }
    return try builder.binary(.add, product, bias)
  }

  mutating func batchNormalization(_ operation: ONNXOperator) throws(FormatError) -> Tensor {
    guard operation.integer("training_mode") == 0 else {
      throw operation.unsupported("training mode is not supported")
    }
    return try builder.batchNormalization(
      input(0, of: operation), scale: input(1, of: operation), bias: input(2, of: operation),
      mean: input(3, of: operation), variance: input(4, of: operation),
      epsilon: operation.float("epsilon", default: 1e-5))
  }

  private func kernelExtent(_ weights: Tensor) throws(FormatError) -> Extent2D {
    try builder.requirePicture(weights)
    let shape = builder.shape(of: weights)
    return Extent2D(height: shape[2], width: shape[3])
  }
}
