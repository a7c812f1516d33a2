import SilhouetteFormats
import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import SilhouetteZoo
import Testing

@Suite("Networks from configurations")
struct NetworkTests {
  /// Those that are small enough to be built many times.
  static let models: [ConfigurationNode] = [
    ["type": "PPHumanSegLite"],
    [
      "type": "MobileSeg", "backbone": ["type": "MobileNetV3_large_x1_0"],
      "backbone_indices": [0, 1], "arm_out_chs": [8], "seg_head_inter_chs": [4, 8],
      "use_last_fuse": true,
    ],
  ]

  @Test("Logits have the picture's size, whatever it is", arguments: models)
  func sizes(_ model: ConfigurationNode) throws {
    let checkpoint = try Checkpoint.needed(by: model, width: 64, height: 64)
    for (width, height) in [(64, 64), (33, 47), (97, 16), (1, 1)] {
      let graph = try Zoo.network(
        model: model, parameters: checkpoint, inputWidth: width, inputHeight: height,
        ending: .logits)
      try graph.validate()
      #expect(graph[graph.inputs[0].value].shape == [1, height, width, 3])
      #expect(graph[graph.outputs[0].value].shape == [1, height, width, 2])
    }
  }

  @Test("Every ending is described as Paddle's exports order it", arguments: Zoo.Ending.allCases)
  func endings(_ ending: Zoo.Ending) throws {
    let model: ConfigurationNode = ["type": "PPHumanSegLite"]
    let checkpoint = try Checkpoint.needed(by: model, width: 32, height: 16)
    let graph = try Zoo.network(
      model: model, parameters: checkpoint, inputWidth: 32, inputHeight: 16, ending: ending)
    #expect(graph.inputs.map(\.name) == ["x"])
    #expect(graph.inputs[0].permutation == [0, 3, 1, 2])
    #expect(graph.preprocessing == .symmetric)
    #expect(graph.postprocessing?.personChannel == 1)
    let output = graph[graph.outputs[0].value].type
    switch ending {
    case .logits, .softmax:
      #expect(output == TensorType(.float32, [1, 16, 32, 2]))
      #expect(graph.outputs[0].permutation == [0, 3, 1, 2])
      #expect(graph.postprocessing?.meaning == (ending == .logits ? .logits : .probabilities))
    case .argmax:
      #expect(output == TensorType(.int32, [1, 16, 32]))
      #expect(graph.outputs[0].permutation == [0, 1, 2])
      #expect(graph.postprocessing?.meaning == .labels)
    }
  }

  @Test("As many classes as the configuration says")
  func classes() throws {
    let model: ConfigurationNode = ["type": "PPHumanSegLite", "num_classes": 5]
    let checkpoint = try Checkpoint.needed(by: model, width: 32, height: 32)
    let graph = try Zoo.network(
      model: model, parameters: checkpoint, inputWidth: 32, inputHeight: 32, ending: .softmax)
    #expect(graph[graph.outputs[0].value].shape == [1, 32, 32, 5])
  }

  @Test("Parameters of a mixed-precision checkpoint give the same as their float32 twins")
  func halves() throws {
    let model: ConfigurationNode = ["type": "PPHumanSegLite"]
    let full = try Checkpoint.needed(by: model, width: 16, height: 16, filledWith: 0.25)
    let half = Checkpoint(
      full.tensors.map {
        ($0.name, Constant(halving: $0.constant.floats(), shape: $0.constant.shape))
      })
    let picture = Tensor((0..<16 * 16 * 3).map { Float($0 % 7) / 7 }, shape: [1, 16, 16, 3])
    let outputs = try [full, half].map { checkpoint in
      let graph = try Zoo.network(
        model: model, parameters: checkpoint, inputWidth: 16, inputHeight: 16, ending: .softmax)
      var session = Session(try Plan(graph), workers: WorkerPool(threads: 1))
      return try session.run([picture])[0]
    }
    #expect(outputs[1].relativeDifference(to: outputs[0]) <= 1e-6)
  }

  @Test("A pretrained address is not read, a parameter too many does no harm")
  func ignored() throws {
    let model: ConfigurationNode = ["type": "PPHumanSegLite", "pretrained": "https://example.org"]
    var tensors = try Checkpoint.needed(by: model, width: 32, height: 32).tensors
    tensors.append(("block1.1._depthwise_separable_0.other", Constant([Float(1)], shape: [1])))
    _ = try Zoo.network(
      model: model, parameters: Checkpoint(tensors), inputWidth: 32, inputHeight: 32,
      ending: .argmax)
  }

  @Test("An output stride keeps the deeper features at that size", arguments: [(8, 8), (16, 4)])
  func outputStride(_ stride: Int, _ size: Int) throws {
    let model: ConfigurationNode = [
      "type": "MobileSeg",
      "backbone": ["type": "MobileNetV3_large_x1_0", "output_stride": .integer(stride)],
      "backbone_indices": [-1], "arm_out_chs": [8], "seg_head_inter_chs": [8],
    ]
    let checkpoint = try Checkpoint.needed(by: model, width: 64, height: 64)
    let graph = try Zoo.network(
      model: model, parameters: checkpoint, inputWidth: 64, inputHeight: 64, ending: .logits)
    let deepest = try #require(
      graph.nodes.first { $0.name == "backbone.blocks.14.linear_conv.conv" })
    #expect(graph[deepest.outputs[0]].shape == [1, size, size, 160])
  }
}
