import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

@Suite("Plans of whole graphs")
struct PlannedGraphTests {
  @Test("The bits do not depend on the number of threads nor on the run", arguments: 0..<60)
  func bitsAreTheSame(seed: Int) throws {
    let graph = RandomGraph.graph(seed: UInt64(seed), work: 3_000_000)
    let inputs = RandomGraph.inputs(of: graph, seed: UInt64(seed))
    let plan = try Plan(graph)
    var alone = Session(plan, workers: WorkerPool(threads: 1))
    let expected = try alone.run(inputs)
    for threads in [1, 2, 3, 5] {
      var session = Session(plan, workers: WorkerPool(threads: threads))
      for run in 0..<3 {
        let found = try session.run(inputs)
        for (a, b) in zip(found, expected) {
          #expect(a.bytes == b.bytes, "seed \(seed), \(threads) threads, run \(run)")
        }
      }
    }
  }
}
