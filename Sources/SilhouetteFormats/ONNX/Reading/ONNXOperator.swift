import SilhouetteGraph

/// One operator as the file lists it.
struct ONNXOperator {
  private(set) var type = ""
  /// Empty for ONNX's own operators.
  private(set) var domain = ""
  /// Names of tensors; empty for an optional one that is left out.
  private(set) var inputs: [String] = []
  private(set) var outputs: [String] = []
  private let index: Int
  private var attributes: [ONNXAttribute] = []

  /// The index in the file and the operator, as in `17 (Conv)`.
  var name: String { "\(index) (\(qualifiedType))" }

  var qualifiedType: String { isOwn ? type : "\(domain) \(type)" }

  /// As in `operator 17 (Conv)`.
  var place: String { "operator \(name)" }

  /// Whether it is one of ONNX's own.
  var isOwn: Bool { ONNXOperator.isOwn(domain: domain) }

  static func isOwn(domain: String) -> Bool { domain.isEmpty || domain == "ai.onnx" }

  init(_ message: ProtobufReader, index: Int) throws(FormatError) {
    typealias Field = ONNXSchema.Node
    self.index = index
    var reader = message
    do throws(FormatError) {
      while let field = try reader.next() {
        switch field.number {
        case Field.inputs: inputs.append(try field.string())
        case Field.outputs: outputs.append(try field.string())
        case Field.operatorType: type = try field.string()
        case Field.attributes: attributes.append(try ONNXAttribute(field.message()))
        case Field.domain: domain = try field.string()
        default: break
        }
      }
    } catch {
      throw error.inside("operator \(index)")
    }
  }

  func attribute(_ name: String) -> ONNXAttribute? {
    attributes.first { $0.name == name }
  }

  func has(_ name: String) -> Bool { attribute(name) != nil }

  func integer(_ name: String, default value: Int = 0) -> Int {
    attribute(name)?.integer.map { Int(clamping: $0) } ?? value
  }

  func float(_ name: String, default value: Float = 0) -> Float {
    attribute(name)?.float ?? value
  }

  func integers(_ name: String) -> [Int]? {
    attribute(name)?.integers.map { Int(clamping: $0) }
  }

  func string(_ name: String, default value: String) -> String {
    attribute(name)?.string ?? value
  }

  func unsupported(_ reason: String) -> FormatError { .unsupported(place: place, reason: reason) }

  func malformed(_ reason: String) -> FormatError { .malformed(place: place, reason: reason) }
}

/// A named value that says how an operator works.
struct ONNXAttribute {
  private(set) var name = ""
  private(set) var float: Float?
  private(set) var integer: Int64?
  private(set) var string: String?
  private(set) var tensor: ONNXTensor?
  private(set) var floats: [Float] = []
  private(set) var integers: [Int64] = []

  init(_ message: ProtobufReader) throws(FormatError) {
    typealias Field = ONNXSchema.Attribute
    var reader = message
    while let field = try reader.next() {
      switch field.number {
      case Field.name: name = try field.string()
      case Field.float: float = try field.float()
      case Field.integer: integer = try field.integer()
      case Field.string: string = try field.string()
      case Field.tensor: tensor = try ONNXTensor(field.message())
      case Field.floats: try field.appendFloats(to: &floats)
      case Field.integers: try field.appendIntegers(to: &integers)
      default: break
      }
    }
  }
}
