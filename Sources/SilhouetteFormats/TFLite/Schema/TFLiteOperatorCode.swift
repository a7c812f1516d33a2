/// The builtin operators that are read or written here, by their number in the schema.
enum TFLiteOperatorCode: Int32, CaseIterable {
  case add = 0
  case averagePool2D = 1
  case concatenation = 2
  case convolution2D = 3
  case depthwiseConvolution2D = 4
  case dequantize = 6
  case fullyConnected = 9
  case logistic = 14
  case maxPool2D = 17
  case multiply = 18
  case relu = 19
  case reluMinusOneToOne = 20
  case relu6 = 21
  case reshape = 22
  case resizeBilinear = 23
  case softmax = 25
  case tanh = 28
  case custom = 32
  case pad = 34
  case gather = 36
  case transpose = 39
  case mean = 40
  case subtract = 41
  case divide = 42
  case squeeze = 43
  case stridedSlice = 45
  case split = 49
  case cast = 53
  case prelu = 54
  case maximum = 55
  case argMax = 56
  case minimum = 57
  case padV2 = 60
  case slice = 65
  case transposeConvolution = 67
  case expandDims = 70
  case sum = 74
  case reduceMax = 82
  case reduceMin = 89
  case resizeNearestNeighbor = 97
  case leakyRelu = 98
  case splitV = 102
  case quantize = 114
  case hardSwish = 117
  case broadcastTo = 130
  case reluZeroToOne = 152

  /// The name of any builtin operator, known here or not.
  static func name(of code: Int32) -> String {
    guard code >= 0, code < builtinNames.count else { return "builtin operator \(code)" }
    return builtinNames[Int(code)]
  }
}
