import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

@Suite struct Int8RefusalTests {
  @Test("Scales that no shift can bridge, and sums that can pass 32 bits, are refused")
  func refused() throws {
    let small = Quantization(scale: 1e-20, zeroPoint: 0)
    let unit = Quantization(scale: 1, zeroPoint: 0)
    let tensor = Tensor([1, 2], .int8, shape: [2])
    let cases: [(Operator, [Quantization?], Quantization)] = [
      (.binary(Binary(.multiply)), [unit, unit], small),
      (.binary(Binary(.add)), [unit, unit], small),
      (.binary(Binary(.divide)), [unit, unit], unit),
      (.concatenation(Concatenation(axis: 0)), [unit, small], unit),
      (.binary(Binary(.add)), [unit, Quantization(scale: 1, zeroPoint: 200)], unit),
    ]
    for (operation, quantizations, result) in cases {
      let (graph, _) = try singleOperatorGraph(
        operation, [tensor, tensor], quantizations: quantizations, resultQuantization: result)
      #expect(throws: RuntimeError.self) { try Plan(graph) }
      #expect(throws: RuntimeError.self) { try ReferenceExecutor(graph) }
    }
    let taps = 90_000
    let weights = Tensor([Int](repeating: 127, count: taps), .int8, shape: [1, 1, 1, taps])
    let input = Tensor([Int](repeating: 1, count: taps), .int8, shape: [1, 1, 1, taps])
    let (graph, _) = try singleOperatorGraph(
      .convolution(Convolution()), [input, weights], quantizations: [unit, unit],
      resultQuantization: unit, constants: [1])
    #expect(throws: RuntimeError.self) { try Plan(graph) }
    #expect(throws: RuntimeError.self) { try ReferenceExecutor(graph) }
  }
}
