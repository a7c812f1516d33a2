/// A node to be written: indices of tensors stand for their names.
struct ONNXNode {
  let type: String
  /// `nil` is an input that the operator may lack.
  let inputs: [ONNXModel.TensorIndex?]
  let outputs: [ONNXModel.TensorIndex]
  let attributes: [ONNXWrittenAttribute]
}

/// A named number, text or list that says how an operator works.
enum ONNXWrittenAttribute {
  case integer(String, Int)
  case float(String, Float)
  case text(String, String)
  case integers(String, [Int])

  /// AttributeProto.
  var message: ProtobufWriter {
    typealias Field = ONNXSchema.Attribute
    var message = ProtobufWriter()
    switch self {
    case .float(let name, let number):
      message.add(Field.name, name)
      message.add(Field.float, number)
      message.add(Field.type, ONNXSchema.AttributeType.float)
    case .integer(let name, let number):
      message.add(Field.name, name)
      message.add(Field.integer, number)
      message.add(Field.type, ONNXSchema.AttributeType.integer)
    case .text(let name, let text):
      message.add(Field.name, name)
      message.add(Field.string, text)
      message.add(Field.type, ONNXSchema.AttributeType.string)
    case .integers(let name, let numbers):
      message.add(Field.name, name)
      message.add(packed: Field.integers, numbers)
      message.add(Field.type, ONNXSchema.AttributeType.integers)
    }
    return message
  }
}
