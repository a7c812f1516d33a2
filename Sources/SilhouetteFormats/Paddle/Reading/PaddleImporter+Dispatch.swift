import SilhouetteGraph

extension PaddleImporter {
  /// Adds what one operator of the program does.
  mutating func add(_ operation: PaddleOperator) throws(FormatError) {
    switch operation.type {
    case "feed": try addFeed(operation)
    case "fetch": try addFetch(operation)
    case "conv2d", "depthwise_conv2d":
      try set(operation, "Output", [convolution(operation)])
    case "batch_norm": try set(operation, "Y", [batchNormalization(operation)])
    case "split": try set(operation, "Out", split(operation))
    default: try set(operation, "Out", [result(of: operation)])
    }
  }

  /// Of the operators whose one output is `Out`.
  private mutating func result(of operation: PaddleOperator) throws(FormatError) -> Tensor {
    switch operation.type {
    case "assign": try input(operation, "X")
    case "shape": try builder.shapeTensor(of: input(operation, "Input"))
    case "cast": try cast(operation)
    case "fill_constant": try filledConstant(operation)
    case "slice": try slice(operation)
    case "concat": try concatenation(operation)
    case "reshape2", "reshape": try reshape(operation)
    case "transpose2", "transpose":
      try builder.transpose(input(operation, "X"), operation.integers("axis"))
    case "pool2d": try pool(operation)
    case "bilinear_interp_v2", "bilinear_interp", "nearest_interp_v2", "nearest_interp":
      try resize(operation)
    case "reduce_mean": try reduction(operation, .mean)
    case "reduce_max": try reduction(operation, .maximum)
    case "reduce_min": try reduction(operation, .minimum)
    case "reduce_sum": try reduction(operation, .sum)
    case "softmax":
      try builder.softmax(
        input(operation, "X"), axis: operation.integer("axis", default: -1))
    case "arg_max": try argMax(operation)
    default: try elementwise(operation)
    }
  }
}
