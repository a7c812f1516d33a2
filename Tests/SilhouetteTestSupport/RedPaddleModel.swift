/// A Paddle export that takes red for a person, with every ending that PaddleSeg exports.
///
/// Pictures are normalised to −1…1; the logit of a person is `5 · red − 5 · green − 4`, that of the
/// background its opposite.
public enum RedPaddleModel {
  public enum Ending: String, CaseIterable, Sendable {
    case softmax, argmax
    /// The logits themselves.
    case none
  }

  /// `[-1, 3, h, w]`; −1 leaves a size open.
  public static func program(ending: Ending, width: Int = -1, height: Int = -1) -> [UInt8] {
    typealias Model = TinyPaddleModel
    let last: [UInt8] =
      switch ending {
      case .softmax:
        Model.operation("softmax", ["X": "y"], ["Out": "z"], Model.integers("axis", [1]))
      case .argmax:
        Model.operation(
          "arg_max", ["X": "y"], ["Out": "z"],
          Model.integers("axis", [1]) + Model.integers("dtype", [2]))
      case .none: Model.operation("assign", ["X": "y"], ["Out": "z"])
      }
    return Model.message(
      1,
      Model.variable("feed", kind: 9) + Model.variable("fetch", kind: 10)
        + Model.variable("x", dimensions: [-1, 3, height, width])
        + Model.variable("w", dimensions: [2, 3, 1, 1], true)
        + Model.variable("b", dimensions: [2], true)
        + Model.operation("feed", ["X": "feed"], ["Out": "x"])
        + Model.operation("conv2d", ["Input": "x", "Filter": "w"], ["Output": "y"])
        + Model.operation(
          "elementwise_add", ["X": "y", "Y": "b"], ["Out": "y"], Model.integers("axis", [1]))
        + last + Model.operation("fetch", ["X": "z"], ["Out": "fetch"]))
  }

  public static let parameters =
    PaddleTensorFile.bytes(of: [4, -4], dimensions: [2])
    + PaddleTensorFile.bytes(of: [-5, 5, 0, 5, -5, 0], dimensions: [2, 3, 1, 1])

  /// What PaddleSeg 2.7 and later write beside it.
  public static func description(ending: Ending, width: Int, height: Int) -> String {
    """
    Deploy:
      input_shape: [-1, 3, -1, -1]
      model: model.pdmodel
      output_dtype: float32
      output_op: \(ending.rawValue)
      params: model.pdiparams
      transforms:
      - target_size: [\(width), \(height)]
        type: Resize
      - type: Normalize

    """
  }
}
