import SilhouetteGraph

extension TFLiteImporter {
  /// Appends what one operator of the file becomes.
  mutating func add(_ operation: TFLiteOperator) throws(FormatError) {
    guard let code = TFLiteOperatorCode(rawValue: operation.code.number) else {
      throw .unsupportedOperator(place: operation.place)
    }
    switch code {
    case .convolution2D: try addConvolution(operation)
    case .depthwiseConvolution2D: try addDepthwiseConvolution(operation)
    case .transposeConvolution: try addTransposedConvolution(operation)
    case .fullyConnected: try addFullyConnected(operation)
    case .custom: try addCustom(operation)

    case .relu: try addUnary(.activation(.relu), operation)
    case .relu6: try addUnary(.activation(.relu6), operation)
    case .reluMinusOneToOne: try addUnary(.activation(.clip(minimum: -1, maximum: 1)), operation)
    case .reluZeroToOne: try addUnary(.activation(.clip(minimum: 0, maximum: 1)), operation)
    case .hardSwish: try addUnary(.activation(.hardSwish), operation)
    case .logistic: try addUnary(.activation(.sigmoid), operation)
    case .tanh: try addUnary(.activation(.tanh), operation)
    case .leakyRelu: try addLeakyRelu(operation)
    case .prelu: try addPrelu(operation)
    case .add, .subtract, .multiply, .divide, .maximum, .minimum: try addBinary(code, operation)
    case .cast: try addUnary(.cast(Cast(to: outputType(0, of: operation).elementType)), operation)
    case .quantize:
      try addUnary(.quantize(to: outputType(0, of: operation).elementType), operation)
    case .dequantize: try addUnary(.dequantize, operation)

    case .averagePool2D: try addPool(.average(countsPadding: false), operation)
    case .maxPool2D: try addPool(.maximum, operation)
    case .mean: try addReduction(.mean, operation)
    case .sum: try addReduction(.sum, operation)
    case .reduceMax: try addReduction(.maximum, operation)
    case .reduceMin: try addReduction(.minimum, operation)
    case .softmax: try addSoftmax(operation)
    case .argMax: try addArgMax(operation)

    case .resizeBilinear: try addResizeBilinear(operation)
    case .resizeNearestNeighbor: try addResizeNearest(operation)
    case .concatenation: try addConcatenation(operation)
    case .split: try addSplit(operation, data: 1, axis: 0)
    case .splitV: try addSplit(operation, data: 0, axis: 2)
    case .slice: try addSlice(operation)
    case .stridedSlice: try addStridedSlice(operation)
    case .pad: try addPad(operation, value: 0)
    case .padV2: try addPad(operation, value: real(2, of: operation))
    case .reshape, .squeeze, .expandDims: try addReshape(operation)
    case .transpose: try addTranspose(operation)
    case .gather: try addGather(operation)
    case .broadcastTo: try addBroadcast(operation)
    }
  }
}
