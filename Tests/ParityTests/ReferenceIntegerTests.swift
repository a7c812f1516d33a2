import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// The reference executor against LiteRT's reference kernels: int8 has to be equal, bit for bit.
@Suite struct ReferenceIntegerTests {
  @Test("Every activation of the general model is equal")
  func activations() throws {
    guard SharedData.isHere else { return }
    let graph = try GoldenTensors.graph("selfie_segmenter_int8.tflite")
    let values = try ReferenceExecutor(graph).allValues([GoldenTensors.picture("256x256_a", "unit")]
    )
    let recorded = try RecordedActivation.all(in: "act_general_int8")
    #expect(recorded.count == 115)
    for activation in recorded {
      let found = try activation.kept(of: values, in: graph).integers()
      let expected = try activation.expected().integers()
      let differing = zip(found, expected).count { $0 != $1 }
      #expect(
        found.count == expected.count && differing == 0,
        "tensor \(activation.tensor) \(activation.node): \(differing) of \(expected.count) differ")
    }
  }

  @Test(
    "Every mask of the reference kernels is equal",
    arguments: GoldenTensors.cases.filter { $0.file.contains("_int8_") && $0.comes(from: "ref") })
  func masks(_ golden: GoldenCase) throws {
    let mask = try ReferenceExecutor(GoldenTensors.graph(golden.model)).run([golden.picture()])[0]
    let found = mask.floats().map { Int($0 * 256) - 128 }
    let expected = try golden.expected().integers()
    #expect(found == expected)
  }

  @Test(
    "The face detector is equal",
    arguments: GoldenTensors.cases.filter { $0.model == "other/face_detection_ptq.tflite" })
  func faceDetection(_ golden: GoldenCase) throws {
    let graph = try GoldenTensors.graph(golden.model)
    let results = try ReferenceExecutor(graph).run([golden.picture()])
    let index = try #require(graph.outputs.firstIndex { $0.name.contains(golden.output) })
    #expect(try results[index].floats() == golden.expected().floats())
  }
}
