import SilhouetteFormats
import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// Paddle programs of the seven PP-HumanSeg models against what Paddle computed with them.
@Suite struct PaddleProgramTests {
  struct Model: CustomStringConvertible {
    let name: String
    let height: Int
    let width: Int
    /// Probabilities of the largest networks are recorded as float16.
    var tolerance = 1e-4
    var isLarge = false

    var description: String { name }
  }

  static let models = [
    Model(name: "portrait_pp_humansegv1_lite", height: 224, width: 398),
    Model(name: "human_pp_humansegv1_lite", height: 192, width: 192),
    Model(name: "portrait_pp_humansegv2_lite", height: 144, width: 256),
    Model(name: "human_pp_humansegv2_lite", height: 192, width: 192),
    Model(name: "human_pp_humansegv2_mobile", height: 192, width: 192),
    Model(name: "human_pp_humansegv1_mobile", height: 192, width: 192),
    Model(
      name: "human_pp_humansegv1_server", height: 512, width: 512, tolerance: 1e-4 + 0x1p-12,
      isLarge: true),
  ]

  /// Without optimisation these take minutes.
  static let quickModels = models.filter { !$0.isLarge || !_isDebugAssertConfiguration() }

  static let referenceModels =
    _isDebugAssertConfiguration()
    ? Array(models[1...1]) : models.filter { !$0.isLarge }

  /// Output 0 in the file's order of axes, for an input in the file's order.
  private func output(_ graph: Graph, _ picture: Tensor) throws -> Tensor {
    var session = Session(try Plan(graph, mode: .fast), workers: WorkerPool(threads: 2))
    return try session.run([picture])[0].permuted(by: graph.outputs[0].permutation)
  }

  private func graph(
    _ reference: PaddleReference, _ variant: String, inputShape: [Int]? = nil
  ) throws -> Graph {
    try ModelFile.graph(
      program: Bytes(copying: reference.bytes("\(variant)/model.pdmodel")),
      parameters: Bytes(copying: reference.exportedParameters()), inputShape: inputShape)
  }

  private func picture(
    _ reference: PaddleReference, _ name: String, count: Int = 1, height: Int, width: Int
  ) -> Tensor {
    Tensor(
      reference.input(name, count: count, height: height, width: width),
      shape: [count, 3, height, width]
    ).permuted(by: [0, 2, 3, 1])
  }

  private func expected(_ reference: PaddleReference, _ name: String) throws -> Tensor {
    let array = try NumPyArray(file: reference.bytes("expected/\(name).npy"))
    return Tensor(array.type, bytes: array.bytes)
  }

  /// Channel 1 of `[n, 2, h, w]`.
  private func person(_ probabilities: Tensor) -> [Float] {
    let shape = probabilities.type.shape
    let area = shape[2] * shape[3]
    let numbers = probabilities.floats()
    return (0..<shape[0]).flatMap { numbers[(2 * $0 + 1) * area..<(2 * $0 + 2) * area] }
  }

  @Test("The parameters' files are Paddle's own, byte for byte")
  func parameters() throws {
    guard SharedData.isHere else { return }
    for name in ["portrait_pp_humansegv1_lite", "human_pp_humansegv1_lite"] {
      let reference = try PaddleReference(name)
      #expect(try reference.exportedParameters() == reference.bytes("model.pdiparams"))
    }
  }

  @Test("Probabilities of fixed programs", arguments: quickModels)
  func fixedProbabilities(_ model: Model) throws {
    guard SharedData.isHere else { return }
    let reference = try PaddleReference(model.name)
    let found = try output(
      graph(reference, "fixed_softmax"),
      picture(reference, "input", height: model.height, width: model.width))
    #expect(found.type.shape == [1, 2, model.height, model.width])
    let distance = Distance(
      person(found), from: try expected(reference, "fixed_softmax_c1").floats())
    print("\(model) fixed_softmax: \(distance)")
    #expect(distance.largest <= model.tolerance)
  }

  @Test("Classes of fixed programs", arguments: quickModels)
  func fixedClasses(_ model: Model) throws {
    guard SharedData.isHere else { return }
    let reference = try PaddleReference(model.name)
    let found = try output(
      graph(reference, "fixed_argmax"),
      picture(reference, "input", height: model.height, width: model.width))
    #expect(found.type == TensorType(.int32, [1, model.height, model.width]))
    try expectClasses(found, reference, isPacked: model.isLarge)
  }

  /// Equal outside ties, which are real: both logits are 0 for some pixels.
  private func expectClasses(
    _ found: Tensor, _ reference: PaddleReference, isPacked: Bool = false
  ) throws {
    var classes = try expected(reference, isPacked ? "fixed_argmax_bits" : "fixed_argmax")
      .integers()
    if isPacked { classes = classes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } } }
    let probabilities = try expected(reference, "fixed_softmax_c1").floats()
    let labels = found.integers()
    #expect(labels.count == classes.count)
    let differing = labels.indices.filter {
      labels[$0] != classes[$0] && abs(probabilities[$0] - 0.5) > 1e-4
    }
    #expect(differing.isEmpty, "\(differing.count) pixels")
    #expect(labels.contains(0) && labels.contains(1))
  }

  @Test("Open sizes and a batch of two", arguments: quickModels)
  func dynamicProbabilities(_ model: Model) throws {
    guard SharedData.isHere else { return }
    let reference = try PaddleReference(model.name)
    let cases = [("dyn1", 1, 128, 160), ("dyn2", 2, 67, 93)]
    for (name, count, height, width) in cases {
      let found = try output(
        graph(reference, "dynamic_softmax", inputShape: [count, 3, height, width]),
        picture(reference, name, count: count, height: height, width: width))
      let wanted = try expected(reference, "dynamic_softmax_\(count)x\(height)x\(width)_c1")
      let distance = Distance(person(found), from: wanted.floats())
      print("\(model) \(name): \(distance)")
      #expect(distance.largest <= model.tolerance, "\(name)")
    }
  }

  @Test("Logits without an ending")
  func logits() throws {
    guard SharedData.isHere else { return }
    let reference = try PaddleReference("human_pp_humansegv1_lite")
    let found = try output(
      graph(reference, "fixed_none"), picture(reference, "input", height: 192, width: 192))
    let distance = Distance(
      found.floats(), from: try expected(reference, "fixed_none_logits").floats())
    print("fixed_none: \(distance)")
    #expect(distance.largest <= 1e-4 * max(1, distance.magnitude))
  }

  @Test("A program of an older exporter gives int64 classes")
  func oldExporter() throws {
    guard SharedData.isHere else { return }
    let reference = try PaddleReference("portrait_pp_humansegv1_lite")
    let graph = try ModelFile.graph(
      program: Bytes(copying: SharedData.bytes("paddle/old_schema/model.pdmodel")),
      parameters: Bytes(copying: reference.bytes("model.pdiparams")))
    let found = try output(graph, picture(reference, "input", height: 224, width: 398))
    #expect(found.type.elementType == .int64)
    try expectClasses(found, reference)
  }

  @Test("The reference executor agrees", arguments: referenceModels)
  func reference(_ model: Model) throws {
    guard SharedData.isHere else { return }
    let reference = try PaddleReference(model.name)
    let graph = try graph(reference, "dynamic_softmax", inputShape: [2, 3, 67, 93])
    let found = try ReferenceExecutor(graph)
      .run([picture(reference, "dyn2", count: 2, height: 67, width: 93)])[0]
      .permuted(by: graph.outputs[0].permutation)
    let distance = Distance(
      person(found), from: try expected(reference, "dynamic_softmax_2x67x93_c1").floats())
    #expect(distance.largest <= 1e-4)
  }

  @Test("The published human network, a program of Paddle 2.3", arguments: ["a", "b", "c"])
  func published(_ letter: String) throws {
    guard SharedData.isHere else { return }
    let folder = "models/pphumanseg/human_v1_lite_192x192_softmax_paddle"
    let graph = try ModelFile.graph(
      program: Bytes(copying: SharedData.bytes("\(folder)/model.pdmodel")),
      parameters: Bytes(copying: SharedData.bytes("\(folder)/model.pdiparams")),
      inputShape: [1, 3, 192, 192])
    let found = try output(graph, GoldenTensors.picture("192x192_\(letter)", "pp"))
    let wanted = try GoldenTensors.tensor(
      "outputs/human_v1_lite_192x192_softmax_\(letter).person.f32.npy")
    let distance = Distance(person(found), from: wanted.floats())
    print("published human_v1_lite \(letter): \(distance)")
    #expect(distance.largest <= 1e-4)
  }

  @Test("A program of Paddle 3 is refused with its cure")
  func newerPaddle() throws {
    guard SharedData.isHere else { return }
    let bytes = Bytes(copying: try SharedData.bytes("paddle/paddle3/model.json"))
    do throws(FormatError) {
      _ = try ModelFile.graph(program: bytes, parameters: bytes)
      Issue.record("it was read")
    } catch {
      #expect(error.description.contains("FLAGS_enable_pir_api=0"))
    }
  }
}
