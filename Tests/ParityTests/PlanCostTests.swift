import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// What plans of real networks cost, counted, not timed: a rewrite that no longer applies or a stage
/// that falls apart shows here on any machine. Lower a limit whenever a change allows it.
@Suite struct PlanCostTests {
  struct Limits: CustomStringConvertible {
    let model: String
    let steps: Int
    let multiplyAdds: Int
    /// Per cent of the multiply-adds, rounded down.
    let fused: Int
    /// Padding goes with the vector's width.
    let arenaBytes: [InstructionSet: Int]

    var description: String { model }
  }

  private static let limits = [
    Limits(
      model: "selfie_segmenter.tflite", steps: 42, multiplyAdds: 52_535_040, fused: 100,
      arenaBytes: [.plain: 3_112_064, .avx2: 3_112_064, .avx512: 3_179_648]),
    Limits(
      model: "selfie_segmenter_landscape.tflite", steps: 43, multiplyAdds: 29_568_768, fused: 96,
      arenaBytes: [.plain: 1_751_040, .avx2: 1_751_040, .avx512: 1_789_056]),
    Limits(
      model: "pphumanseg/portrait_v1_lite_398x224_softmax.onnx", steps: 15,
      multiplyAdds: 160_035_344, fused: 100,
      arenaBytes: [.plain: 5_971_392, .avx2: 5_971_392, .avx512: 7_016_576]),
    Limits(
      model: "pphumanseg/portrait_v2_lite_256x144_softmax.onnx", steps: 35,
      multiplyAdds: 151_943_136, fused: 91,
      arenaBytes: [.plain: 2_249_856, .avx2: 2_249_856, .avx512: 2_403_072]),
    Limits(
      model: "pphumanseg/human_v1_mobile_192x192_softmax_dequantized.onnx", steps: 42,
      multiplyAdds: 461_426_688, fused: 94,
      arenaBytes: [.plain: 1_843_200, .avx2: 1_843_200, .avx512: 1_843_200]),
  ]

  @Test("Steps, memory and multiply-adds stay within what was reached", arguments: limits)
  func cost(_ limits: Limits) throws {
    guard SharedData.isHere else { return print("not here") }
    let graph = try GoldenTensors.graph(limits.model)
    for (set, bytes) in limits.arenaBytes where InstructionSet.available.contains(set) {
      let plan = try Plan(graph, instructionSet: set)
      let multiplyAdds = plan.steps.reduce(0) { $0 + $1.multiplyAdds }
      #expect(plan.steps.count <= limits.steps, "\(set)")
      #expect(plan.arenaByteCount <= bytes, "\(set)")
      #expect(multiplyAdds <= limits.multiplyAdds, "\(set)")
      #expect(Int(plan.fusedShare * 100) >= limits.fused, "\(set)")
    }
  }
}
