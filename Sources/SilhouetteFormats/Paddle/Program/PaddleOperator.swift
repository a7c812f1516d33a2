import SilhouetteGraph

/// An `OpDesc` message. Attributes are read only when they are asked for: most are of no use here,
/// and `op_callstack`, where the exporter was called from, can be nine tenths of a program.
struct PaddleOperator {
  /// Such as `conv2d`.
  let type: String
  /// Its place in the program and type, for messages.
  let name: String
  private let inputs: [Slot]
  private let outputs: [Slot]
  private let attributes: [Attribute]

  private struct Slot {
    var name = ""
    var arguments: [String] = []

    init(_ field: ProtobufField) throws(FormatError) {
      var reader = try field.message()
      while let field = try reader.next() {
        switch field.number {
        case 1: name = try field.string()
        case 2: arguments.append(try field.string())
        default: break
        }
      }
    }
  }

  private struct Attribute {
    var name = ""
    let contents: ProtobufReader

    init(_ field: ProtobufField) throws(FormatError) {
      contents = try field.message()
      var reader = contents
      while let field = try reader.next() {
        if field.number == 1 { name = try field.string() }
      }
    }
  }

  init(_ field: ProtobufField, index: Int) throws(FormatError) {
    var type = ""
    var (inputs, outputs): ([Slot], [Slot]) = ([], [])
    var attributes: [Attribute] = []
    var reader = try field.message()
    while let field = try reader.next() {
      switch field.number {
      case 1: inputs.append(try Slot(field))
      case 2: outputs.append(try Slot(field))
      case 3: type = try field.string()
      case 4: attributes.append(try Attribute(field))
      default: break
      }
    }
    self.type = type
    name = "\(index) (\(type))"
    self.inputs = inputs
    self.outputs = outputs
    self.attributes = attributes
  }

  /// The variables of an input slot; a slot without any is as good as absent.
  func inputs(_ slot: String) -> [String] { Self.arguments(of: slot, in: inputs) }

  func outputs(_ slot: String) -> [String] { Self.arguments(of: slot, in: outputs) }

  private static func arguments(of slot: String, in slots: [Slot]) -> [String] {
    for candidate in slots where candidate.name == slot { return candidate.arguments }
    return []
  }

  /// The value of an attribute; `nil` where the program leaves it out.
  func attribute(_ name: String) throws(FormatError) -> PaddleAttribute? {
    for attribute in attributes where attribute.name == name {
      return try PaddleAttribute(attribute.contents, place: "operator \(self.name), \(name)")
    }
    return nil
  }
}
