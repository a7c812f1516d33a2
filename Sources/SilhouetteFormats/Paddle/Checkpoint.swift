import SilhouetteGraph

/// A network's parameters by the names that its layers give them, such as
/// `backbone.conv1.weight`: what PaddlePaddle's `.pdparams` files hold.
public struct Checkpoint: Sendable {
  /// State names in the file's order, which is the order of the network's layers.
  public let names: [String]
  /// The names that an exported program has for the same parameters, such as `conv2d_0.w_0`, by
  /// state name. Empty where the file does not say.
  public let parameterNames: [String: String]
  private let constants: [String: Constant]

  /// A checkpoint of arrays; of two with one name the last one counts.
  public init(_ tensors: [(name: String, constant: Constant)]) {
    self.init(tensors, parameterNames: [:])
  }

  init(_ tensors: [(name: String, constant: Constant)], parameterNames: [String: String]) {
    var names: [String] = []
    var constants: [String: Constant] = [:]
    for tensor in tensors where constants.updateValue(tensor.constant, forKey: tensor.name) == nil {
      names.append(tensor.name)
    }
    self.names = names
    self.constants = constants
    self.parameterNames = parameterNames
  }

  /// The parameter of that state name, in the layout that Paddle gives it: a convolution's weights
  /// are `[out, in / groups, height, width]`.
  public subscript(name: String) -> Constant? { constants[name] }
}
