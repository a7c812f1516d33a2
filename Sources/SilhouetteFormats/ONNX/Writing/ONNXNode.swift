import SilhouetteGraph

/// A node to be written: indices of tensors stand for their names.
struct ONNXNode {
  let type: String
  /// `nil` is an input that the operator may lack.
  let inputs: [Int?]
  let outputs: [Int]
  let attributes: [ONNXWrittenAttribute]
}

/// A named number, text or list that says how an operator works.
enum ONNXWrittenAttribute {
  case integer(String, Int)
  case float(String, Float)
  case text(String, String)
  case integers(String, [Int])

  /// AttributeProto; 20 is its `type`, without which readers do not look at the content.
  var message: ProtobufWriter {
    var message = ProtobufWriter()
    switch self {
    case .float(let name, let number):
      message.add(1, name)
      message.add(2, number)
      message.add(20, 1)
    case .integer(let name, let number):
      message.add(1, name)
      message.add(3, number)
      message.add(20, 2)
    case .text(let name, let text):
      message.add(1, name)
      message.add(4, text)
      message.add(20, 3)
    case .integers(let name, let numbers):
      message.add(1, name)
      message.add(packed: 8, numbers)
      message.add(20, 7)
    }
    return message
  }
}

extension ElementType {
  /// `TensorProto.DataType`.
  var onnxCode: Int {
    switch self {
    case .float32: 1
    case .uint8: 2
    case .int8: 3
    case .int32: 6
    case .int64: 7
    case .bool: 9
    case .float16: 10
    }
  }
}
