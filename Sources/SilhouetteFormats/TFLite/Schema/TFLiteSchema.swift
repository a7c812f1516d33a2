/// Field numbers of the TensorFlow Lite schema, version 3 (`schema.fbs` of TensorFlow), as far as
/// they are read or written here. A table is an enumeration; a field is its place in the table.
enum TFLiteSchema {
  static let identifier: [UInt8] = [0x54, 0x46, 0x4C, 0x33]  // "TFL3"
  static let version: UInt32 = 3

  enum Model {
    static let version = 0
    static let operatorCodes = 1
    static let subgraphs = 2
    static let description = 3
    static let buffers = 4
    static let metadata = 6
  }

  enum Metadata {
    static let name = 0
    static let buffer = 1
  }

  enum OperatorCode {
    static let deprecatedBuiltinCode = 0
    static let customCode = 1
    static let version = 2
    static let builtinCode = 3
  }

  enum Subgraph {
    static let tensors = 0
    static let inputs = 1
    static let outputs = 2
    static let operators = 3
    static let name = 4
  }

  enum Tensor {
    static let shape = 0
    static let type = 1
    static let buffer = 2
    static let name = 3
    static let quantization = 4
    static let isVariable = 5
    static let sparsity = 6
    static let shapeSignature = 7
  }

  enum Buffer {
    static let data = 0
    static let offset = 1
    static let size = 2
  }

  enum QuantizationParameters {
    static let scale = 2
    static let zeroPoint = 3
    static let detailsType = 4
    static let quantizedDimension = 6
  }

  enum Operator {
    static let opcodeIndex = 0
    static let inputs = 1
    static let outputs = 2
    static let builtinOptionsType = 3
    static let builtinOptions = 4
    static let customOptions = 5
  }
}
