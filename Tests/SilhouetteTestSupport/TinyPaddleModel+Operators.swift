/// A program that takes a picture `[1, 3, 6, 8]` through every operator that is read but those of
/// ``TinyPaddleModel/program``.
extension TinyPaddleModel {
  public static let operatorsProgram = message(1, declarations + pictures + shapes + endings)

  /// Of the parameters `b`, `m`, `s` and `v` of the normalization.
  public static let operatorsParameters = [[0, 1, 2], [0.5, 0, 0.25], [1, 2, 3], [1, 1, 2]]
    .flatMap { PaddleTensorFile.bytes(of: $0, dimensions: [3]) }

  /// One operator without parameters on a picture, `x` to `z`, with whole numbers as attributes.
  public static func program(
    _ type: String, _ attributes: [(name: String, values: [Int])], picture: [Int]
  ) -> [UInt8] {
    message(
      1,
      variable("feed", kind: 9) + variable("fetch", kind: 10)
        + variable("x", dimensions: picture) + operation("feed", ["X": "feed"], ["Out": "x"])
        + operation(
          type, [type == "slice" ? "Input" : "X": "x"], ["Out": "z"],
          attributes.flatMap { integers($0.name, $0.values) })
        + operation("fetch", ["X": "z"], ["Out": "fetch"]))
  }

  private static let declarations =
    variable("feed", kind: 9) + variable("fetch", kind: 10)
    + variable("x", dimensions: [-1, 3, 6, 8])
    + ["s", "b", "m", "v"].flatMap { variable($0, dimensions: [3], true) }

  /// `[1, 3, 8, 10]` in `p`, resized and normalised.
  private static let pictures =
    operation("feed", ["X": "feed"], ["Out": "x"])
    + operation(
      "batch_norm", ["X": "x", "Scale": "s", "Bias": "b", "Mean": "m", "Variance": "v"],
      ["Y": "n"], reals("epsilon", [1e-5]))
    + operation(
      "pool2d", ["X": "n"], ["Out": "p"],
      integers("ksize", [3, 3]) + integers("strides", [2, 2]) + integers("paddings", [1, 1])
        + text("pooling_type", "avg") + integers("ceil_mode", [1]))
    + operation(
      "pool2d", ["X": "n"], ["Out": "q"],
      integers("ksize", [2, 3]) + integers("adaptive", [1]) + text("pooling_type", "avg"))
    + operation(
      "bilinear_interp_v2", ["X": "q"], ["Out": "q"],
      integers("out_h", [4]) + integers("out_w", [5]) + integers("align_corners", [0]))
    + operation("elementwise_sub", ["X": "p", "Y": "q"], ["Out": "p"], integers("axis", [-1]))
    + operation(
      "nearest_interp_v2", ["X": "p"], ["Out": "p"],
      reals("scale", [2, 2]) + integers("align_corners", [0]))

  /// `[1, 6, 4, 10]` in `r`, by shapes that are computed.
  private static let shapes =
    operation("shape", ["Input": "p"], ["Out": "all"])
    + operation(
      "slice", ["Input": "all"], ["Out": "rows"],
      integers("axes", [0]) + integers("starts", [2]) + integers("ends", [3]))
    + operation(
      "fill_constant", [:], ["Out": "rest"],
      integers("shape", [1]) + integers("dtype", [2]) + reals("value", [30]))
    + operation("cast", ["X": "rows"], ["Out": "rows"], integers("out_dtype", [2]))
    + operation("assign", ["X": "rest"], ["Out": "rest"])
    + operation("concat", ["X": "rows", "X": "rest"], ["Out": "target"], integers("axis", [0]))
    + operation("reshape2", ["X": "p", "Shape": "target"], ["Out": "r"])
    + operation("reshape2", ["X": "r"], ["Out": "r"], integers("shape", [1, 6, 4, -1]))

  private static let endings =
    operation("transpose2", ["X": "r"], ["Out": "t"], integers("axis", [0, 2, 1, 3]))
    + operation(
      "split", ["X": "t"], ["Out": "u", "Out": "w"],
      integers("axis", [3]) + integers("sections", [3, -1]))
    + operation("concat", ["X": "w", "X": "u"], ["Out": "t"], integers("axis", [3]))
    + operation(
      "reduce_mean", ["X": "t"], ["Out": "g"], integers("dim", [2, 3]) + integers("keep_dim", [1]))
    + operation(
      "reduce_max", ["X": "t"], ["Out": "h"], integers("dim", [1]) + integers("keep_dim", [1]))
    + operation("hard_sigmoid", ["X": "g"], ["Out": "g"], reals("slope", [0.2]))
    + operation("elementwise_mul", ["X": "t", "Y": "g"], ["Out": "t"], integers("axis", [-1]))
    + operation("elementwise_max", ["X": "t", "Y": "h"], ["Out": "t"], integers("axis", [-1]))
    + operation("hard_swish", ["X": "t"], ["Out": "t"])
    + operation("leaky_relu", ["X": "t"], ["Out": "t"], reals("alpha", [0.1]))
    + operation("dropout", ["X": "t"], ["Out": "t"], reals("dropout_prob", [0.25]))
    + operation("scale", ["X": "t"], ["Out": "t"], reals("scale", [2]) + reals("bias", [-1]))
    + operation(
      "arg_max", ["X": "t"], ["Out": "z"], integers("axis", [1]) + integers("dtype", [2]))
    + operation("fetch", ["X": "z"], ["Out": "fetch"])

  private static func reals(_ name: String, _ values: [Float]) -> [UInt8] {
    let numbers = values.flatMap { value in
      [UInt8(7 << 3 | 5)] + (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> ($0 * 8)) }
    }
    return message(4, string(1, name) + number(2, 6) + numbers)
  }
}
