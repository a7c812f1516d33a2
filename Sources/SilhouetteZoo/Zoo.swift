import SilhouetteFormats
import SilhouetteGraph

/// PaddleSeg's networks, built from its configurations instead of read from exported programs.
public enum Zoo {
  /// What stands after the network's logits, each at the picture's size.
  public enum Ending: String, Hashable, Sendable, CaseIterable {
    /// Nothing: `[1, classes, h, w]`, any numbers.
    case logits
    /// The classes' probabilities: `[1, classes, h, w]`, 0…1.
    case softmax
    /// The likeliest class, ties to the lower: `[1, h, w]`, int32.
    case argmax
  }

  /// Builds a network.
  ///
  /// - Parameters:
  ///   - model: the `model:` mapping of a PaddleSeg configuration. Arguments that it leaves out have
  ///     PaddleSeg's defaults, `num_classes` 2; `pretrained` is ignored.
  ///   - parameters: those that the network needs; more do no harm.
  /// - Returns: a graph with the input `x`, which its files keep as `[1, 3, h, w]`, and one output.
  /// - Throws: ``ZooError`` where a type or an argument is not known, or a parameter is missing or
  ///   has another shape.
  public static func network(
    model: ConfigurationNode, parameters: Checkpoint, inputWidth: Int, inputHeight: Int,
    ending: Ending
  ) throws(ZooError) -> Graph {
    for extent in [inputWidth, inputHeight] where extent < 1 || extent > largestExtent {
      throw .invalidInputSize(
        width: inputWidth, height: inputHeight,
        reason: "width and height must be from 1 to \(largestExtent)")
    }
    let entry = try Component.named(in: model, at: "model", among: networks)
    let arguments = try ModelArguments(model, place: "model", known: entry.arguments)
    var builder = NetworkBuilder(parameters: parameters)
    let picture = builder.input("x", width: inputWidth, height: inputHeight)
    let logits = try entry.build(arguments, picture, &builder)
    guard builder.channels(of: logits) >= 2 else {
      throw arguments.invalid("num_classes", "must be at least 2: the background and the person")
    }
    return try ending.finish(logits, builder)
  }

  /// The types that `model` may name.
  public static var knownModels: [String] { networks.map(\.name) }

  /// The types that `model.backbone` may name.
  public static var knownBackbones: [String] { backbones.map(\.name) }

  private static let largestExtent = 1 << 14

  /// Each network makes logits of the picture's size.
  static let networks: [Component<ValueID>] = [
    Component("PPHumanSegLite", PPHumanSegLite.arguments, PPHumanSegLite.build),
    Component("MobileSeg", MobileSeg.arguments, MobileSeg.build),
    Component("FCN", FCN.arguments, FCN.build),
    Component("PPLiteSeg", PPLiteSeg.arguments, PPLiteSeg.build),
    Component("DeepLabV3P", DeepLabV3P.arguments, DeepLabV3P.build),
  ]

  /// Each backbone makes its features, the finest first.
  static let backbones: [Component<[ValueID]>] = [
    Component("MobileNetV3_large_x1_0", MobileNetV3.arguments, MobileNetV3.buildLarge),
    Component("HRNet_W18_Small_V1", HRNet.arguments, HRNet.buildW18SmallV1),
    Component("STDC1", STDC.arguments, STDC.buildSTDC1),
    Component("ResNet50_vd", ResNetVD.arguments, ResNetVD.build50),
  ]

  /// The features of the backbone that a model's arguments describe.
  package static func features(
    of arguments: ModelArguments, _ picture: ValueID, _ builder: inout NetworkBuilder
  ) throws(ZooError) -> [ValueID] {
    let place = "\(arguments.place).backbone"
    let node = arguments.component("backbone") ?? .null
    let entry = try Component.named(in: node, at: place, among: backbones)
    let own = try ModelArguments(node, place: place, known: entry.arguments)
    return try entry.build(own, picture, &builder)
  }
}

/// An entry of a table of what a configuration may name.
struct Component<Result>: Sendable {
  let name: String
  let arguments: [String]
  let build: @Sendable (ModelArguments, ValueID, inout NetworkBuilder) throws(ZooError) -> Result

  init(
    _ name: String, _ arguments: [String],
    _ build:
      @escaping @Sendable (ModelArguments, ValueID, inout NetworkBuilder)
      throws(ZooError) -> Result
  ) {
    self.name = name
    self.arguments = arguments
    self.build = build
  }

  /// The entry that `type` names in the mapping at `place`.
  static func named(
    in node: ConfigurationNode, at place: String, among table: [Component]
  ) throws(ZooError) -> Component {
    let known = table.map(\.name)
    guard let name = node["type"]?.string else {
      throw .missingType(place: place, known: known)
    }
    guard let entry = table.first(where: { $0.name == name }) else {
      throw .unknownType(place: place, name: name, known: known)
    }
    return entry
  }
}

extension Zoo.Ending {
  /// The person is class 1 of all of PaddleSeg's networks for people.
  fileprivate func finish(
    _ logits: ValueID, _ builder: consuming NetworkBuilder
  ) throws(ZooError) -> Graph {
    // Names and orders are those of PaddleSeg's exports.
    let name = "save_infer_model/scale_0.tmp_0"
    switch self {
    case .logits:
      return builder.finished(
        output: name, logits, fileOrder: [0, 3, 1, 2],
        postprocessing: Postprocessing(meaning: .logits, personChannel: 1))
    case .softmax:
      let probabilities = try builder.add(.softmax(Softmax(axis: 3)), [logits])
      return builder.finished(
        output: name, probabilities, fileOrder: [0, 3, 1, 2],
        postprocessing: Postprocessing(meaning: .probabilities, personChannel: 1))
    case .argmax:
      let labels = try builder.add(
        .argMax(ArgMax(axis: 3, keepsAxis: false, elementType: .int32)), [logits])
      return builder.finished(
        output: name, labels, fileOrder: [0, 1, 2],
        postprocessing: Postprocessing(meaning: .labels, personChannel: 1))
    }
  }
}
