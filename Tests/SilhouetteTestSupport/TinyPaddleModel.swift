/// A Paddle program of a few operators with its parameters: the padded convolution of a picture
/// `[-1, 3, 5, 4]`, its bias, ReLU and softmax.
public enum TinyPaddleModel {
  public static let program = message(1, block)

  public static let parameters =
    PaddleTensorFile.bytes(of: [0.25, -0.5], dimensions: [2])
    + PaddleTensorFile.bytes(
      of: (0..<54).map { Float($0 % 7) / 8 - 0.25 }, dimensions: [2, 3, 3, 3])

  private static let block =
    variable("feed", kind: 9) + variable("fetch", kind: 10)
    + variable("x", dimensions: [-1, 3, 5, 4]) + variable("w", dimensions: [2, 3, 3, 3], true)
    + variable("b", dimensions: [2], true)
    + operation("feed", ["X": "feed"], ["Out": "x"])
    + operation(
      "conv2d", ["Input": "x", "Filter": "w"], ["Output": "y"],
      integers("strides", [2, 2]) + text("padding_algorithm", "SAME"))
    + operation("elementwise_add", ["X": "y", "Y": "b"], ["Out": "y"], integers("axis", [1]))
    + operation("relu", ["X": "y"], ["Out": "y"])
    + operation("softmax", ["X": "y"], ["Out": "z"], integers("axis", [1]))
    + operation("fetch", ["X": "z"], ["Out": "fetch"])

  /// A length-delimited field.
  static func message(_ field: Int, _ contents: [UInt8]) -> [UInt8] {
    [UInt8(field << 3 | 2)] + PaddleTensorFile.varint(contents.count) + contents
  }

  static func number(_ field: Int, _ value: Int) -> [UInt8] {
    [UInt8(field << 3)] + PaddleTensorFile.varint(value)
  }

  static func string(_ field: Int, _ text: String) -> [UInt8] {
    message(field, Array(text.utf8))
  }

  static func variable(
    _ name: String, dimensions: [Int] = [], _ isParameter: Bool = false, kind: Int = 7
  ) -> [UInt8] {
    let tensor = number(1, 5) + dimensions.flatMap { number(2, $0) }
    let type = number(1, kind) + (kind == 7 ? message(3, message(1, tensor)) : [])
    return message(3, string(1, name) + message(2, type) + number(3, isParameter ? 1 : 0))
  }

  static func operation(
    _ type: String, _ inputs: KeyValuePairs<String, String>,
    _ outputs: KeyValuePairs<String, String>, _ attributes: [UInt8] = []
  ) -> [UInt8] {
    let slots =
      arguments(of: inputs).flatMap { message(1, $0) }
      + arguments(of: outputs).flatMap { message(2, $0) }
    return message(4, slots + string(3, type) + attributes)
  }

  /// A slot's name and its variables, of which those with one name stand together.
  private static func arguments(of slots: KeyValuePairs<String, String>) -> [[UInt8]] {
    var messages: [(name: String, contents: [UInt8])] = []
    for (name, variable) in slots {
      if messages.last?.name != name { messages.append((name, string(1, name))) }
      messages[messages.count - 1].contents += string(2, variable)
    }
    return messages.map(\.contents)
  }

  static func integers(_ name: String, _ values: [Int]) -> [UInt8] {
    message(4, string(1, name) + number(2, 3) + values.flatMap { number(6, $0) })
  }

  static func text(_ name: String, _ value: String) -> [UInt8] {
    message(4, string(1, name) + number(2, 2) + string(5, value))
  }
}
