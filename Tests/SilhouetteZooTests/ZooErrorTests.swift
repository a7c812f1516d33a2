import SilhouetteFormats
import SilhouetteGraph
import SilhouetteTestSupport
import SilhouetteZoo
import Testing

@Suite("What cannot be built is named")
struct ZooErrorTests {
  private static let lite: ConfigurationNode = ["type": "PPHumanSegLite"]
  private static let mobile: ConfigurationNode = [
    "type": "MobileSeg", "backbone": ["type": "MobileNetV3_large_x1_0"],
  ]

  private static let mobileCheckpoint = Result {
    try Checkpoint.needed(by: mobile, width: 32, height: 32)
  }

  private func error(
    _ model: ConfigurationNode, _ parameters: Checkpoint = Checkpoint([]), width: Int = 32,
    height: Int = 32
  ) -> ZooError? {
    do throws(ZooError) {
      _ = try Zoo.network(
        model: model, parameters: parameters, inputWidth: width, inputHeight: height,
        ending: .softmax)
      return nil
    } catch {
      return error
    }
  }

  @Test("A type that is not known, with those that are")
  func unknownType() {
    #expect(
      error(["type": "UNet"])
        == .unknownType(place: "model", name: "UNet", known: Zoo.knownModels))
    #expect(
      error(Self.mobile.setting("backbone", to: ["type": "VGG"]))
        == .unknownType(place: "model.backbone", name: "VGG", known: Zoo.knownBackbones))
    #expect(Zoo.knownModels.contains("PPHumanSegLite"))
  }

  @Test("No type", arguments: [.null, [:], ["type": 3], "PPHumanSegLite"] as [ConfigurationNode])
  func missingType(_ model: ConfigurationNode) {
    #expect(error(model) == .missingType(place: "model", known: Zoo.knownModels))
    #expect(
      error(Self.mobile.setting("backbone", to: model))
        == .missingType(place: "model.backbone", known: Zoo.knownBackbones))
  }

  @Test("An argument that is not known")
  func unknownArgument() throws {
    let found = try #require(error(Self.lite.setting("depth", to: 3)))
    #expect(
      found.description
        == "model: argument 'depth' is not known; use only num_classes, align_corners")
  }

  @Test(
    "An argument with a value that cannot be used",
    arguments: [
      ("num_classes", 0), ("num_classes", "two"), ("num_classes", 100_000),
      ("cm_bin_sizes", []), ("cm_bin_sizes", [1, 2.5]), ("cm_bin_sizes", 2), ("cm_out_ch", -1),
      ("use_last_fuse", "yes"), ("arm_type", "UAFM_SpAtten"), ("resize_mode", "nearest"),
      ("backbone_indices", [4]), ("backbone_indices", [-5]), ("arm_out_chs", [32, 48]),
      ("seg_head_inter_chs", [32, 32, 32, 32]),
    ] as [(String, ConfigurationNode)])
  func invalidArgument(_ name: String, _ value: ConfigurationNode) throws {
    // Layers before the argument is used need their parameters.
    let needed = try Self.mobileCheckpoint.get()
    guard
      case .invalidArgument(let place, let found, _) = error(
        Self.mobile.setting(name, to: value), needed)
    else {
      Issue.record("no error names \(name)")
      return
    }
    #expect(place == "model")
    #expect(found == name)
  }

  @Test("A network without a class for people")
  func oneClass() throws {
    let model = Self.lite.setting("num_classes", to: 1)
    #expect(throws: ZooError.self) {
      try Checkpoint.needed(by: model, width: 32, height: 32)
    }
  }

  @Test("A parameter that is missing")
  func missingParameter() {
    #expect(
      error(Self.lite)
        == .missingParameter(layer: "conv_bn0._conv", name: "conv_bn0._conv.weight"))
  }

  @Test("A parameter of another shape or kind")
  func misshapenParameter() throws {
    var tensors = try Checkpoint.needed(by: Self.lite, width: 32, height: 32).tensors
    let index = try #require(
      tensors.firstIndex { $0.name == "block2.3._conv._batch_norm._variance" })
    #expect(tensors[index].constant.shape == [72])

    tensors[index].constant = Constant([Float](repeating: 1, count: 73), shape: [73])
    #expect(
      error(Self.lite, Checkpoint(tensors))
        == .misshapenParameter(
          layer: "block2.3._conv._batch_norm", name: tensors[index].name, found: [73],
          expected: [72]))

    tensors[index].constant = Constant([Int32](repeating: 1, count: 72), shape: [72])
    #expect(
      error(Self.lite, Checkpoint(tensors))
        == .invalidParameterType(
          layer: "block2.3._conv._batch_norm", name: tensors[index].name, found: .int32))
  }

  @Test("A size no picture has", arguments: [(0, 32), (32, 0), (-1, 32), (1 << 20, 32)])
  func size(_ width: Int, _ height: Int) {
    guard
      case .invalidInputSize(width, height, _) = error(Self.lite, width: width, height: height)
    else {
      Issue.record("\(width)x\(height) passes")
      return
    }
  }
}
