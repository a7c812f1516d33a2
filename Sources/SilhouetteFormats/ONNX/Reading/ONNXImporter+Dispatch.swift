import SilhouetteGraph

extension ONNXImporter {
  mutating func add(_ operation: ONNXOperator) throws(FormatError) {
    guard let type = ONNXOperatorType(rawValue: operation.type) else {
      throw .unsupportedOperator(place: operation.place)
    }
    switch type {
    case .constant: try addConstant(operation)
    case .split: try addSplit(operation)
    default: try define(operation, try result(of: operation, type))
    }
  }

  private mutating func result(
    of operation: ONNXOperator, _ type: ONNXOperatorType
  ) throws(FormatError) -> Tensor {
    switch type {
    case .conv: try convolution(operation)
    case .convTranspose: try transposedConvolution(operation)
    case .gemm: try gemm(operation)
    case .matMul:
      try builder.matrixProduct(input(0, of: operation), weights: input(1, of: operation))
    case .batchNormalization: try batchNormalization(operation)
    case .relu, .leakyRelu, .clip, .sigmoid, .tanh, .hardSigmoid, .hardSwish:
      try builder.activation(activation(operation, type), input(0, of: operation))
    case .pRelu: try builder.prelu(input(0, of: operation), slope: input(1, of: operation))
    case .add: try binary(.add, operation)
    case .sub: try binary(.subtract, operation)
    case .mul: try binary(.multiply, operation)
    case .div: try binary(.divide, operation)
    case .max: try binary(.maximum, operation)
    case .min: try binary(.minimum, operation)
    case .identity: try input(0, of: operation)
    case .dropout: try dropout(operation)
    case .cast: try cast(operation)
    case .quantizeLinear: try quantized(operation)
    case .dequantizeLinear: try dequantized(operation)
    case .maxPool: try pool(.maximum, operation)
    case .averagePool:
      try pool(
        .average(countsPadding: operation.integer("count_include_pad") != 0), operation)
    case .globalMaxPool: try globalPool(.maximum, operation)
    case .globalAveragePool: try globalPool(.mean, operation)
    case .reduceMean: try reduction(.mean, operation)
    case .reduceMax: try reduction(.maximum, operation)
    case .reduceMin: try reduction(.minimum, operation)
    case .reduceSum: try reduction(.sum, operation)
    case .softmax: try softmax(operation)
    case .argMax: try argMax(operation)
    case .resize, .upsample: try resize(operation)
    case .concat: try concatenation(operation)
    case .slice: try slice(operation)
    case .pad: try pad(operation)
    case .reshape: try reshape(operation)
    case .flatten: try flatten(operation)
    case .squeeze:
      try builder.squeeze(input(0, of: operation), axes: axes(1, of: operation, from: 13) ?? [])
    case .unsqueeze:
      try builder.unsqueeze(input(0, of: operation), axes: axes(1, of: operation, from: 13) ?? [])
    case .transpose: try transpose(operation)
    case .gather: try gather(operation)
    case .expand:
      try builder.broadcast(
        input(0, of: operation),
        to: Shape(builder.integers(input(1, of: operation), "shape")))
    case .shape: try shapeTensor(operation)
    case .constant, .split: throw .unsupportedOperator(place: operation.place)
    }
  }

  /// Axes are an input since a version of the operator set, an attribute before.
  func axes(
    _ position: Int, of operation: ONNXOperator, from version: Int64
  ) throws(FormatError) -> [Int]? {
    file.operatorSet >= version
      ? try integers(position, of: operation, "list of axes") : operation.integers("axes")
  }
}
