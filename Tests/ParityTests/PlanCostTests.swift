import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// What plans of real networks cost, counted, not timed: a rewrite that no longer applies or a stage
/// that falls apart shows here on any machine. Lower a limit whenever a change allows it.
@Suite struct PlanCostTests {
  struct Limits: CustomStringConvertible {
    let model: String
    let set: InstructionSet
    let steps: Int
    let arenaBytes: Int
    let multiplyAdds: Int
    /// Per cent of the multiply-adds, rounded down.
    let fused: Int

    var description: String { "\(model), \(set.rawValue)" }
  }

  private static let limits: [Limits] = [
    Limits(
      model: "selfie_segmenter.tflite", set: .plain, steps: 43, arenaBytes: 3_112_064,
      multiplyAdds: 52_535_040, fused: 100),
    Limits(
      model: "selfie_segmenter.tflite", set: .avx2, steps: 43, arenaBytes: 3_112_064,
      multiplyAdds: 52_535_040, fused: 100),
    Limits(
      model: "selfie_segmenter.tflite", set: .avx512, steps: 43, arenaBytes: 3_179_648,
      multiplyAdds: 52_535_040, fused: 100),
    Limits(
      model: "selfie_segmenter_landscape.tflite", set: .plain, steps: 44, arenaBytes: 1_751_040,
      multiplyAdds: 29_568_768, fused: 96),
    Limits(
      model: "selfie_segmenter_landscape.tflite", set: .avx2, steps: 44, arenaBytes: 1_751_040,
      multiplyAdds: 29_568_768, fused: 96),
    Limits(
      model: "selfie_segmenter_landscape.tflite", set: .avx512, steps: 44, arenaBytes: 1_789_056,
      multiplyAdds: 29_568_768, fused: 96),
    Limits(
      model: "pphumanseg/portrait_v1_lite_398x224_softmax.onnx", set: .plain, steps: 88,
      arenaBytes: 23_968_000,
      multiplyAdds: 251_262_480, fused: 92),
    Limits(
      model: "pphumanseg/portrait_v1_lite_398x224_softmax.onnx", set: .avx2, steps: 88,
      arenaBytes: 24_328_192,
      multiplyAdds: 251_262_480, fused: 92),
    Limits(
      model: "pphumanseg/portrait_v1_lite_398x224_softmax.onnx", set: .avx512, steps: 88,
      arenaBytes: 25_048_576,
      multiplyAdds: 251_262_480, fused: 92),
    Limits(
      model: "pphumanseg/portrait_v2_lite_256x144_softmax.onnx", set: .plain, steps: 48,
      arenaBytes: 4_037_760,
      multiplyAdds: 153_638_880, fused: 91),
    Limits(
      model: "pphumanseg/portrait_v2_lite_256x144_softmax.onnx", set: .avx2, steps: 48,
      arenaBytes: 4_037_760,
      multiplyAdds: 153_638_880, fused: 91),
    Limits(
      model: "pphumanseg/portrait_v2_lite_256x144_softmax.onnx", set: .avx512, steps: 48,
      arenaBytes: 4_190_976,
      multiplyAdds: 153_638_880, fused: 91),
  ]

  @Test("Steps, memory and multiply-adds stay within what was reached", arguments: limits)
  func cost(_ limits: Limits) throws {
    guard SharedData.isHere, InstructionSet.available.contains(limits.set) else {
      return print("not here")
    }
    let plan = try Plan(GoldenTensors.graph(limits.model), instructionSet: limits.set)
    let multiplyAdds = plan.steps.reduce(0) { $0 + $1.multiplyAdds }
    #expect(plan.steps.count <= limits.steps)
    #expect(plan.arenaByteCount <= limits.arenaBytes)
    #expect(multiplyAdds <= limits.multiplyAdds)
    #expect(Int(plan.fusedShare * 100) >= limits.fused)
  }
}
