/// A model file in its own words, for people who compare it with other tools.
public struct ModelFileSummary: Sendable {
  public struct OperatorCount: Hashable, Sendable {
    /// As the format calls it, such as `CONV_2D`.
    public let name: String
    public internal(set) var count: Int
  }

  /// Such as `TensorFlow Lite`.
  public let format: String
  /// Every kind of operator with its number, in the order of first use.
  public let operators: [OperatorCount]
  /// Those among them that are not the format's own but a program's.
  public let customOperators: [OperatorCount]

  /// Of a network that no file holds by itself: it has no operators of a file's.
  public init(format: String) {
    self.format = format
    (operators, customOperators) = ([], [])
  }

  init(_ file: TFLiteFile) {
    format = "TensorFlow Lite"
    operators = file.operators.reduce(into: []) { $0.count($1.code.name) }
    customOperators = file.operators.filter { $0.code.isCustom }
      .reduce(into: []) { $0.count($1.code.name) }
  }

  init(_ program: PaddleProgram) {
    format = "Paddle"
    operators = program.operators.reduce(into: []) { $0.count($1.type) }
    customOperators = []
  }

  init(_ file: ONNXFile) {
    format = "ONNX"
    operators = file.operators.reduce(into: []) { $0.count($1.qualifiedType) }
    customOperators = file.operators.filter { !$0.isOwn }
      .reduce(into: []) { $0.count($1.qualifiedType) }
  }
}

extension [ModelFileSummary.OperatorCount] {
  fileprivate mutating func count(_ name: String) {
    if let index = firstIndex(where: { $0.name == name }) {
      self[index].count += 1
    } else {
      append(ModelFileSummary.OperatorCount(name: name, count: 1))
    }
  }
}
