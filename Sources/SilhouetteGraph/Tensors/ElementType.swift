/// The type of one tensor element.
public enum ElementType: UInt8, Hashable, Sendable, CaseIterable {
  case float32
  case float16
  case int8
  case uint8
  case int32
  case int64
  case bool

  /// Bytes that one element takes.
  public var size: Int {
    switch self {
    case .int8, .uint8, .bool: 1
    case .float16: 2
    case .float32, .int32: 4
    case .int64: 8
    }
  }

  public var isFloatingPoint: Bool { self == .float32 || self == .float16 }

  public var name: String {
    switch self {
    case .float32: "float32"
    case .float16: "float16"
    case .int8: "int8"
    case .uint8: "uint8"
    case .int32: "int32"
    case .int64: "int64"
    case .bool: "bool"
    }
  }
}
