import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// Planned execution of the float networks: within each case's stated tolerance in every mode and on
/// every instruction set, with the same bits for any number of threads.
@Suite struct PlannedFloatTests {
  struct Setting: CustomStringConvertible {
    let mode: ExecutionMode
    let set: InstructionSet

    var description: String { "\(mode.rawValue) \(set.rawValue)" }
  }

  static let settings = [ExecutionMode.fast, .faithful].flatMap { mode in
    InstructionSet.available.map { Setting(mode: mode, set: $0) }
  }

  private static let models = ["selfie_segmenter.tflite", "selfie_segmenter_landscape.tflite"]

  @Test("Masks of the Selfie Segmenter", arguments: models, settings)
  func masks(_ model: String, _ setting: Setting) throws {
    guard SharedData.isHere else { return }
    let plan = try Plan(
      GoldenTensors.graph(model), mode: setting.mode, instructionSet: setting.set)
    let cases = GoldenTensors.cases.filter { $0.model == model && $0.output == "mask" }
    #expect(cases.count == 4)
    for golden in cases {
      let picture = try golden.picture()
      var session = Session(plan, workers: WorkerPool(threads: 1))
      let mask = try session.run([picture])[0]
      let distance = Distance(mask.floats(), from: try golden.expected().floats())
      print("\(setting) \(golden): \(distance)")
      #expect(distance.largest <= 2e-4, "\(golden)")
      #expect(distance.mean <= 1e-6, "\(golden)")
      for threads in [2, 3, 5] {
        var shared = Session(plan, workers: WorkerPool(threads: threads))
        #expect(try shared.run([picture])[0].bytes == mask.bytes, "\(golden), \(threads) threads")
      }
    }
  }

  @Test("Logits of the Selfie Segmenter", arguments: models, settings)
  func logits(_ model: String, _ setting: Setting) throws {
    guard SharedData.isHere else { return }
    // The same network, ended before its last operator, the sigmoid.
    var graph = try GoldenTensors.graph(model)
    let sigmoid = graph.nodes.removeLast()
    graph.outputs[0].value = sigmoid.inputs[0]
    let plan = try Plan(graph, mode: setting.mode, instructionSet: setting.set)
    var session = Session(plan, workers: WorkerPool(threads: 1))
    for golden in GoldenTensors.cases where golden.model == model && golden.output != "mask" {
      let logits = try session.run([golden.picture()])[0].floats()
      let distance = Distance(logits, from: try golden.expected().floats())
      #expect(distance.largest <= 1e-4 * distance.magnitude, "\(golden): \(distance)")
    }
  }

  @Test(
    "Other networks",
    arguments: GoldenTensors.cases.filter {
      $0.model == "other/face_detection_short_range.tflite"
        || $0.model == "other/hand_recrop.tflite"
    }, settings)
  func others(_ golden: GoldenCase, _ setting: Setting) throws {
    let graph = try GoldenTensors.graph(golden.model)
    let plan = try Plan(graph, mode: setting.mode, instructionSet: setting.set)
    var session = Session(plan, workers: WorkerPool(threads: 2))
    let results = try session.run([golden.picture()])
    let index = try #require(graph.outputs.firstIndex { $0.name == golden.output })
    let distance = Distance(results[index].floats(), from: try golden.expected().floats())
    #expect(distance.largest <= 1e-5 * distance.magnitude, "\(distance)")
  }

  @Test("PP-HumanSeg's portrait network as TensorFlow Lite", arguments: ["a"], settings)
  func portrait(_ letter: String, _ setting: Setting) throws {
    guard SharedData.isHere else { return }
    let graph = try GoldenTensors.graph(
      "pphumanseg/portrait_v1_lite_398x224_softmax_float32.tflite")
    let plan = try Plan(graph, mode: setting.mode, instructionSet: setting.set)
    var session = Session(plan, workers: WorkerPool(threads: 2))
    let picture = try GoldenTensors.picture("398x224_\(letter)", "pp")
    let probabilities = try session.run([picture])[0].permuted(by: graph.outputs[0].permutation)
    let person = Array(probabilities.floats().suffix(224 * 398))
    let expected = try GoldenTensors.tensor(
      "outputs/portrait_v1_lite_398x224_softmax_\(letter).person.f32.npy")
    let distance = Distance(person, from: expected.floats())
    #expect(distance.largest <= 1e-4, "\(distance)")
  }
}
