import SilhouetteGraph

/// The program of a Paddle inference model: a `ProgramDesc` message of one block.
///
/// Field numbers are those of Paddle's `framework.proto`.
struct PaddleProgram {
  let variables: [PaddleVariable]
  /// In the order in which they run.
  let operators: [PaddleOperator]

  init(_ bytes: Bytes) throws(FormatError) {
    var reader = ProtobufReader(bytes)
    var block: ProtobufReader?
    while let field = try reader.next() {
      guard field.number == 1 else { continue }
      guard block == nil else {
        throw .unsupported(
          place: "Paddle program", reason: "more than one block; conditions and loops are not read")
      }
      block = try field.message()
    }
    guard var block else {
      throw .malformed(place: "Paddle program", reason: "it has no block")
    }
    var variables: [PaddleVariable] = []
    var operators: [PaddleOperator] = []
    while let field = try block.next() {
      switch field.number {
      case 3: variables.append(try PaddleVariable(field))
      case 4: operators.append(try PaddleOperator(field, index: operators.count))
      default: break
      }
    }
    self.variables = variables
    self.operators = operators
  }

  /// The persistent tensors in the order of the parameters' file: sorted by name, byte by byte.
  var parameters: [PaddleVariable] {
    variables.filter { $0.isPersistable && !$0.isQueue }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}

/// A `VarDesc` message.
struct PaddleVariable {
  let name: String
  /// Of `VarType.Type`; 7 is a tensor.
  private let kind: Int64
  let isPersistable: Bool
  /// `nil` where the variable is no tensor.
  let tensor: PaddleTensorDescription?

  /// `feed` and `fetch`, through which inputs and outputs pass.
  var isQueue: Bool { kind == 9 || kind == 10 }

  init(_ field: ProtobufField) throws(FormatError) {
    var (name, kind, isPersistable) = ("", Int64(7), false)
    var tensor: PaddleTensorDescription?
    var reader = try field.message()
    while let field = try reader.next() {
      switch field.number {
      case 1: name = try field.string()
      case 2: (kind, tensor) = try Self.type(field.message())
      case 3: isPersistable = try field.bool()
      default: break
      }
    }
    self.name = name
    self.kind = kind
    self.isPersistable = isPersistable
    self.tensor = tensor
  }

  /// `VarType`, which holds a `LoDTensorDesc`, which holds a `TensorDesc`.
  private static func type(
    _ reader: ProtobufReader
  ) throws(FormatError) -> (Int64, PaddleTensorDescription?) {
    var reader = reader
    var kind: Int64 = 7
    var tensor: PaddleTensorDescription?
    while let field = try reader.next() {
      switch field.number {
      case 1: kind = try field.integer()
      case 3:
        var sequence = try field.message()
        while let inner = try sequence.next() {
          if inner.number == 1 { tensor = try PaddleTensorDescription(inner.message()) }
        }
      default: break
      }
    }
    return (kind, tensor)
  }
}
