import SilhouetteGraph

extension TFLiteImporter {
  mutating func addUnary(
    _ result: Operator, _ operation: TFLiteOperator
  ) throws(FormatError) {
    try add(result, [try input(0, of: operation)], for: operation)
  }

  mutating func addLeakyRelu(_ operation: TFLiteOperator) throws(FormatError) {
    let options = try operation.options(TFLiteOptions.LeakyRelu.unionType)
    let slope = try options.float(TFLiteOptions.LeakyRelu.alpha)
    try addUnary(.activation(.leakyRelu(slope: slope)), operation)
  }

  mutating func addPrelu(_ operation: TFLiteOperator) throws(FormatError) {
    try add(.prelu, [try input(0, of: operation), try input(1, of: operation)], for: operation)
  }

  mutating func addBinary(
    _ code: TFLiteOperatorCode, _ operation: TFLiteOperator
  ) throws(FormatError) {
    typealias Options = TFLiteOptions.Arithmetic
    let inputs = [try input(0, of: operation), try input(1, of: operation)]
    let (kind, unionType): (Binary.Kind, UInt8?) =
      switch code {
      case .subtract: (.subtract, Options.subtractUnionType)
      case .multiply: (.multiply, Options.multiplyUnionType)
      case .divide: (.divide, Options.divideUnionType)
      case .maximum: (.maximum, nil)
      case .minimum: (.minimum, nil)
      default: (.add, Options.addUnionType)
      }
    var binary = Binary(kind)
    if let unionType {
      let options = try operation.options(unionType)
      binary.activation = try activation(
        try options.integer(Options.activation, default: 0), place: operation.place)
    }
    try add(.binary(binary), inputs, for: operation)
  }

  mutating func addSoftmax(_ operation: TFLiteOperator) throws(FormatError) {
    let options = try operation.options(TFLiteOptions.Softmax.unionType)
    let beta = try options.float(TFLiteOptions.Softmax.beta)
    let id = try input(0, of: operation)
    let last = try axis(-1, of: graph[id].shape, in: operation)
    try add(.softmax(Softmax(axis: last, beta: beta)), [id], for: operation)
  }
}
