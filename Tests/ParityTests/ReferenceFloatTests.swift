import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// The reference executor against LiteRT's float kernels.
@Suite struct ReferenceFloatTests {
  @Test(
    "Masks and logits of the Selfie Segmenter",
    arguments: ["selfie_segmenter", "selfie_segmenter_landscape"], ["a", "b", "c"])
  func selfieSegmenter(_ model: String, _ letter: String) throws {
    guard SharedData.isHere else { return }
    let cases = GoldenTensors.cases.filter {
      $0.model == model + ".tflite" && $0.input.hasSuffix("_" + letter)
    }
    let graph = try GoldenTensors.graph(model + ".tflite")
    let values = try ReferenceExecutor(graph).allValues([try #require(cases.first).picture()])
    let mask = try #require(values[graph.outputs[0].value.index]).floats()
    // What the last operator, the sigmoid, reads.
    let sigmoid = try #require(graph.nodes.last)
    let logits = try #require(values[sigmoid.inputs[0].index]).floats()
    for golden in cases {
      let isLogit = golden.file.contains(".logit.")
      let distance = Distance(isLogit ? logits : mask, from: try golden.expected().floats())
      print("\(golden): \(distance)")
      if isLogit {
        #expect(distance.largest <= 1e-4 * distance.magnitude, "\(golden)")
      } else {
        #expect(distance.largest <= 2e-4, "\(golden)")
        #expect(distance.mean <= 1e-6, "\(golden)")
      }
    }
  }

  @Test("Every activation of the general model")
  func activations() throws {
    guard SharedData.isHere else { return }
    let graph = try GoldenTensors.graph("selfie_segmenter.tflite")
    let values = try ReferenceExecutor(graph).allValues([GoldenTensors.picture("256x256_a", "unit")]
    )
    let recorded = try RecordedActivation.all(in: "act_general_float")
    #expect(recorded.count == 136)
    for activation in recorded {
      let found = try activation.kept(of: values, in: graph).floats()
      let distance = Distance(found, from: try activation.expected().floats())
      // Recorded as float16: half a unit of its last place, beside the kernels' own rounding.
      #expect(
        distance.largest <= 0x1p-11 * distance.magnitude + 1e-4,
        "tensor \(activation.tensor) \(activation.node): \(distance)")
    }
  }

  @Test(
    "Other networks",
    arguments: GoldenTensors.cases.filter {
      $0.model == "other/face_detection_short_range.tflite"
        || $0.model == "other/hand_recrop.tflite"
    })
  func others(_ golden: GoldenCase) throws {
    let graph = try GoldenTensors.graph(golden.model)
    let results = try ReferenceExecutor(graph).run([golden.picture()])
    let expected = try golden.expected()
    let index = try #require(graph.outputs.firstIndex { $0.name == golden.output })
    let distance = Distance(results[index].floats(), from: expected.floats())
    print("\(golden): \(distance)")
    #expect(distance.largest <= 1e-5 * distance.magnitude)
  }

  @Test("PP-HumanSeg's portrait network as TensorFlow Lite", arguments: ["a"])
  func portrait(_ letter: String) throws {
    guard SharedData.isHere else { return }
    let graph = try GoldenTensors.graph(
      "pphumanseg/portrait_v1_lite_398x224_softmax_float32.tflite")
    let picture = try GoldenTensors.picture("398x224_\(letter)", "pp")
    let probabilities = try ReferenceExecutor(graph).run([picture])[0]
      .permuted(by: graph.outputs[0].permutation)
    // The file ends as the network it was made from: background, then person.
    #expect(probabilities.type.shape == [1, 2, 224, 398])
    let person = Array(probabilities.floats().suffix(224 * 398))
    let expected = try GoldenTensors.tensor(
      "outputs/portrait_v1_lite_398x224_softmax_\(letter).person.f32.npy")
    let distance = Distance(person, from: expected.floats())
    print("portrait_v1_lite float32 \(letter): \(distance)")
    #expect(distance.largest <= 1e-4)
  }
}
