import SilhouetteGraph

/// A `TensorDesc` message: the type and extents of a tensor, in the program and before its data.
struct PaddleTensorDescription {
  /// Of `VarType.Type`.
  let dataType: Int64
  /// −1 for an extent that the input decides.
  let dimensions: [Int64]

  init(_ reader: ProtobufReader) throws(FormatError) {
    var reader = reader
    var dataType: Int64 = 5
    var dimensions: [Int64] = []
    while let field = try reader.next() {
      switch field.number {
      case 1: dataType = try field.integer()
      case 2: try field.appendIntegers(to: &dimensions)
      default: break
      }
    }
    self.dataType = dataType
    self.dimensions = dimensions
  }

  func elementType(of place: String) throws(FormatError) -> ElementType {
    try ElementType(paddle: dataType, place: place)
  }
}

extension ElementType {
  /// By its number in Paddle's `VarType.Type`.
  init(paddle number: Int64, place: String) throws(FormatError) {
    switch number {
    case 0: self = .bool
    case 2: self = .int32
    case 3: self = .int64
    case 4: self = .float16
    case 5: self = .float32
    case 20: self = .uint8
    case 21: self = .int8
    default:
      let names: [Int64: String] = [1: "int16", 6: "float64", 22: "bfloat16"]
      throw .unsupported(
        place: place, reason: "elements of type \(names[number] ?? "\(number)") are not supported")
    }
  }
}
