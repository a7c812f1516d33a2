import SilhouetteGraph
import SilhouetteZoo

/// What PaddleSeg's export leaves beside a model: `deploy.yaml`, in the form of releases up to 2.6 or
/// the newer one.
public struct DeployDescription: Hashable, Sendable {
  /// What the exported network ends in.
  public enum OutputOperation: String, Hashable, Sendable, CaseIterable {
    case argmax
    case softmax
    case none
  }

  /// The program's file name, in the same folder.
  public let program: String
  /// The parameters' file name, in the same folder.
  public let parameters: String
  /// In the order of work.
  package let transforms: [PictureTransform]
  /// `[batch, channels, height, width]`, `nil` for what the exporter left open.
  public let inputShape: [Int?]?
  public let outputOperation: OutputOperation?

  /// - Parameter name: what errors call the file.
  /// - Throws: ``ConfigurationError``, which names the key.
  public init(yaml text: String, name: String) throws(ConfigurationError) {
    let root = ConfigurationReader(try YAMLFile.node(from: text, name: name), file: name)
    guard root["DEPLOY"] == nil else {
      throw root.invalid(
        "DEPLOY",
        "a model of PaddleSeg 1 and older; export it again with PaddleSeg 2 (tools/export.py)")
    }
    guard let deploy = try root.mapping("Deploy") else {
      throw root.invalid("Deploy", "is missing; a deploy.yaml that PaddleSeg exported is needed")
    }
    program = try deploy.fileName("model")
    parameters = try deploy.fileName("params")
    transforms = try deploy.transforms()
    inputShape = try deploy.inputShape()
    outputOperation = try deploy.outputOperation()
  }

  /// The size to which pictures are brought: the network's own where it is fixed, else the first
  /// Resize's; `nil` where neither says one.
  public var inputSize: (width: Int, height: Int)? {
    if let shape = inputShape, let height = shape[2], let width = shape[3] {
      return (width, height)
    }
    return transforms.firstSize
  }

  /// Whether the network takes pictures of every size.
  public var isSizeOpen: Bool {
    guard let inputShape else { return true }
    return inputShape[2] == nil || inputShape[3] == nil
  }

  /// How pixels become numbers; `nil` where no Normalize is named.
  public var preprocessing: Preprocessing? {
    transforms.preprocessing
  }
}

extension [PictureTransform] {
  /// The first Resize's.
  package var firstSize: (width: Int, height: Int)? {
    for case .resize(let resize) in self { return (resize.width, resize.height) }
    return nil
  }

  /// The first Normalize's.
  package var preprocessing: Preprocessing? {
    for case .normalize(let mean, let standardDeviation) in self {
      return Preprocessing(mean: mean, standardDeviation: standardDeviation)
    }
    return nil
  }
}

extension ConfigurationReader {
  /// A name in the same folder: a file from a stranger must not reach for others.
  fileprivate func fileName(_ key: String) throws(ConfigurationError) -> String {
    let name = try string(key)
    guard !name.isEmpty, name != ".", name != "..", !name.contains(where: { "/\\\0".contains($0) })
    else {
      throw invalid(key, "not the name of a file in the same folder")
    }
    return name
  }

  /// Four extents; `null` and −1 are open ones.
  fileprivate func inputShape() throws(ConfigurationError) -> [Int?]? {
    guard let node = self["input_shape"], node != .null else { return nil }
    guard let values = node.sequence, values.count == 4 else {
      throw invalid("input_shape", "not [batch, channels, height, width]")
    }
    var shape: [Int?] = []
    for value in values {
      if value == .null || value == .integer(-1) {
        shape.append(nil)
      } else if let extent = value.integer, (1...ConfigurationReader.maximumExtent).contains(extent)
      {
        shape.append(extent)
      } else {
        throw invalid("input_shape", "an extent is neither a whole number nor null or -1")
      }
    }
    return shape
  }

  fileprivate func outputOperation() throws(ConfigurationError)
    -> DeployDescription.OutputOperation?
  {
    // YAML's null is written where PaddleSeg means its word none.
    guard let name = try optionalString("output_op") else { return nil }
    guard let operation = DeployDescription.OutputOperation(rawValue: name) else {
      throw invalid("output_op", "'\(name)' is none of argmax, softmax, none")
    }
    return operation
  }
}
