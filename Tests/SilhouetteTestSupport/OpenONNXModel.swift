/// An ONNX file whose input's size is open: `mask = sigmoid(mean over the channels of x)`, with `x`
/// `[1, 3, height, width]`.
public enum OpenONNXModel {
  public static let bytes =
    number(1, 8) + message(7, graph) + message(8, number(2, 13))

  private static let graph =
    message(
      1,
      string(1, "x") + string(2, "mean") + string(4, "ReduceMean")
        + message(5, string(1, "axes") + number(8, 1) + number(20, 7)))
    + message(1, string(1, "mean") + string(2, "mask") + string(4, "Sigmoid"))
    + message(11, port("x", channels: 3)) + message(12, port("mask", channels: 1))

  private static func port(_ name: String, channels: Int) -> [UInt8] {
    let open = message(1, string(2, "side"))
    let shape = message(1, number(1, 1)) + message(1, number(1, channels)) + open + open
    return string(1, name) + message(2, message(1, number(1, 1) + message(2, shape)))
  }

  private static func message(_ field: Int, _ contents: [UInt8]) -> [UInt8] {
    TinyPaddleModel.message(field, contents)
  }

  private static func number(_ field: Int, _ value: Int) -> [UInt8] {
    // From field 16 on the key takes two bytes.
    PaddleTensorFile.varint(field << 3) + PaddleTensorFile.varint(value)
  }

  private static func string(_ field: Int, _ text: String) -> [UInt8] {
    message(field, Array(text.utf8))
  }
}
