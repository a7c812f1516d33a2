import SilhouetteGraph

/// `TensorProto.DataType`.
enum ONNXElementType {
  static func elementType(of code: Int64) -> ElementType? {
    switch code {
    case 1: .float32
    case 2: .uint8
    case 3: .int8
    case 6: .int32
    case 7: .int64
    case 9: .bool
    case 10: .float16
    default: nil
    }
  }

  static func code(of elementType: ElementType) -> Int {
    switch elementType {
    case .float32: 1
    case .uint8: 2
    case .int8: 3
    case .int32: 6
    case .int64: 7
    case .bool: 9
    case .float16: 10
    }
  }

  /// Names of types that are not read here, for messages.
  static func name(of code: Int64) -> String {
    switch code {
    case 4: "uint16"
    case 5: "int16"
    case 8: "string"
    case 11: "double"
    case 12: "uint32"
    case 13: "uint64"
    case 16: "bfloat16"
    default: elementType(of: code)?.name ?? "\(code)"
    }
  }
}
