import SilhouetteGraph

/// The schema's numbers for element types.
enum TFLiteElementType {
  private static let names = [
    "FLOAT32", "FLOAT16", "INT32", "UINT8", "INT64", "STRING", "BOOL", "INT16", "COMPLEX64", "INT8",
    "FLOAT64", "COMPLEX128", "UINT64", "RESOURCE", "VARIANT", "UINT32", "UINT16", "INT4",
    "BFLOAT16", "INT2", "UINT4",
  ]

  static func elementType(of code: Int8) -> ElementType? {
    switch code {
    case 0: .float32
    case 1: .float16
    case 2: .int32
    case 3: .uint8
    case 4: .int64
    case 6: .bool
    case 9: .int8
    default: nil
    }
  }

  static func code(of elementType: ElementType) -> Int8 {
    switch elementType {
    case .float32: 0
    case .float16: 1
    case .int32: 2
    case .uint8: 3
    case .int64: 4
    case .bool: 6
    case .int8: 9
    }
  }

  static func name(of code: Int8) -> String {
    guard code >= 0, code < names.count else { return "number \(code)" }
    return names[Int(code)]
  }
}
