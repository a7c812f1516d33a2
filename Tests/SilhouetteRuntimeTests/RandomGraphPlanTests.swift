import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// Other orders of sums and composed weights, over some twenty operators in a row.
private let tolerance: Float = 1e-4

@Suite("Plans of random graphs")
struct RandomGraphPlanTests {
  @Test(
    "Planned, unfused and reference execution agree, on any number of threads", arguments: 0..<500)
  func agreement(seed: Int) throws {
    let graph = RandomGraph.graph(seed: UInt64(seed))
    let inputs = RandomGraph.inputs(of: graph, seed: UInt64(seed))
    let expected = try ReferenceExecutor(graph).run(inputs)
    for mode in [ExecutionMode.faithful, .fast] {
      let plan = try Plan(graph, mode: mode)
      var alone = Session(plan, workers: WorkerPool(threads: 1))
      let found = try alone.run(inputs)
      #expect(found.count == expected.count)
      for (place, (a, b)) in zip(found, expected).enumerated() {
        #expect(
          a.relativeDifference(to: b) <= tolerance, "seed \(seed), \(mode), output \(place)")
      }
      var together = Session(plan, workers: WorkerPool(threads: 3))
      let shared = try together.run(inputs)
      #expect(shared.map(\.bytes) == found.map(\.bytes), "seed \(seed), \(mode), threads")
      #expect(try together.run(inputs).map(\.bytes) == found.map(\.bytes), "seed \(seed), again")
    }
  }

  @Test("A padded convolution may follow a mean")
  func paddedConvolutionOfMean() throws {
    var pattern = PatternBuilder()
    let mean = try pattern.mean(pattern.input([2, 5, 4, 21]))
    let padding = Padding(top: 2, bottom: 1, left: 3, right: 1)
    pattern.output(try pattern.convolution(mean, 19, kernel: 3, Convolution(padding: padding)))
    let graph = pattern.builder.graph
    let inputs = RandomGraph.inputs(of: graph, seed: 1)
    var session = Session(try Plan(graph, mode: .faithful), workers: WorkerPool(threads: 1))
    let expected = try ReferenceExecutor(graph).run(inputs)[0]
    #expect(try session.run(inputs)[0].relativeDifference(to: expected) <= tolerance)
  }
}
