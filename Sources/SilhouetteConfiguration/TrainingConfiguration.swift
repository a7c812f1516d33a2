import SilhouetteZoo

/// A configuration of PaddleSeg's, which says how a network is built, trained and measured.
public struct TrainingConfiguration: Hashable, Sendable {
  /// What errors call it.
  public let name: String
  /// All of it, with what it inherits by `_base_`.
  public let node: ConfigurationNode

  /// - Parameters:
  ///   - file: its path.
  ///   - read: the text of a file. Paths in `_base_` are relative to the file that names them.
  /// - Throws: ``ConfigurationError``, which names the file and the key.
  public init(
    file: String, read: (String) throws(ConfigurationError) -> String
  ) throws(ConfigurationError) {
    name = file
    var inheritance = ConfigurationInheritance()
    node = try inheritance.node(of: file, read)
    guard node.entries != nil else {
      throw .invalid(file: file, key: "model", reason: "is missing; this is no mapping of keys")
    }
  }

  var root: ConfigurationReader { ConfigurationReader(node, file: name) }

  /// The network, as ``Zoo`` takes it. Where it does not say how many classes there are, the data
  /// set does.
  public func model() throws(ConfigurationError) -> ConfigurationNode {
    guard let model = try root.mapping("model") else {
      throw root.invalid("model", "is missing; it says which network to build")
    }
    let classes = try root.mapping("val_dataset")?.extent("num_classes")
    guard let classes else { return model.node }
    if let own = try model.extent("num_classes") {
      guard own == classes else {
        throw model.invalid("num_classes", "is \(own), but the data set has \(classes)")
      }
      return model.node
    }
    return .mapping(
      (model.node.entries ?? []).filter { $0.key != "num_classes" }
        + [.init("num_classes", .integer(classes))])
  }

  /// Where the whole network's parameters are: a path, or an address.
  public func pretrained() throws(ConfigurationError) -> String? {
    try root.mapping("model")?.optionalString("pretrained")
  }

  /// The size that pictures of the validation set are brought to; `nil` where it hangs on the picture.
  public func inputSize() throws(ConfigurationError) -> (width: Int, height: Int)? {
    try validationTransforms().firstSize
  }
}
