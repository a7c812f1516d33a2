import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// Planned execution of int8 networks: equal to LiteRT's reference kernels, bit for bit, on every
/// instruction set and number of threads.
@Suite struct PlannedIntegerTests {
  @Test(
    "Every mask of the reference kernels is equal",
    arguments: GoldenTensors.cases.filter { $0.file.contains("_int8_") && $0.comes(from: "ref") },
    InstructionSet.available)
  func masks(_ golden: GoldenCase, _ set: InstructionSet) throws {
    let plan = try Plan(GoldenTensors.graph(golden.model), instructionSet: set)
    #expect(plan.mode == .exact)
    let picture = try golden.picture()
    let expected = try golden.expected().integers()
    for threads in [1, 2, 3] {
      var session = Session(plan, workers: WorkerPool(threads: threads))
      let mask = try session.run([picture])[0]
      #expect(mask.floats().map { Int($0 * 256) - 128 } == expected, "\(threads) threads")
    }
  }

  @Test(
    "No mode rewrites a quantised network",
    arguments: ["selfie_segmenter_int8", "selfie_segmenter_landscape_int8"],
    ExecutionMode.allCases)
  func modes(_ model: String, _ mode: ExecutionMode) throws {
    guard SharedData.isHere else { return }
    let golden = try #require(
      GoldenTensors.cases.first { $0.file == "outputs/\(model)_a.ref.i8.npy" })
    var session = Session(
      try Plan(GoldenTensors.graph(golden.model), mode: mode), workers: WorkerPool(threads: 2))
    let mask = try session.run([golden.picture()])[0]
    #expect(try mask.floats().map { Int($0 * 256) - 128 } == golden.expected().integers())
  }

  @Test(
    "The face detector is equal",
    arguments: GoldenTensors.cases.filter { $0.model == "other/face_detection_ptq.tflite" },
    InstructionSet.available)
  func faceDetection(_ golden: GoldenCase, _ set: InstructionSet) throws {
    let graph = try GoldenTensors.graph(golden.model)
    var session = Session(
      try Plan(graph, instructionSet: set), workers: WorkerPool(threads: 2))
    let results = try session.run([golden.picture()])
    let index = try #require(graph.outputs.firstIndex { $0.name.contains(golden.output) })
    #expect(try results[index].floats() == golden.expected().floats())
  }
}
