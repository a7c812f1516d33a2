import SilhouetteGraph
import SilhouetteTestSupport
import Testing

@testable import SilhouetteRuntime

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

@Suite("Graphs that cannot be planned")
struct RefusedGraphTests {
  @Test("A windowed resize of channels that are no whole vectors is refused, in a sum too")
  func windowedResize() throws {
    let operation = WindowedResize(
      size: Extent2D(8), coordinates: .halfPixel, window: Extent2D(3), before: Extent2D(1))
    for isAdded in [false, true] {
      var p = PatternBuilder()
      let resized = try p.add(.windowedResize(operation), p.input([1, 4, 4, 9 * 5]))
      p.output(isAdded ? try p.binary(.add, resized, p.input([1, 8, 8, 5])) : resized)
      #expect(throws: RuntimeError.self) { try Plan(p.builder.graph) }
    }
  }
}

@Suite("What a plan says of itself")
struct PlanStepTests {
  @Test("Multiply-adds of the steps are those of the rewritten graph", arguments: 0..<40)
  func counts(seed: Int) throws {
    let graph = RandomGraph.graph(seed: UInt64(seed), work: 300_000)
    for mode in [ExecutionMode.faithful, .fast] {
      let plan = try Plan(graph, mode: mode)
      let planned = plan.steps.reduce(0) { $0 + $1.multiplyAdds }
      #expect(planned == (try Rewrites.apply(to: graph, mode: mode)).arithmetic().multiplyAdds)
      #expect((0...1).contains(plan.fusedShare))
    }
  }

  @Test("A run that is watched gives the same bits, and calls for every step in order")
  func watched() throws {
    let graph = RandomGraph.graph(seed: 7, work: 300_000)
    let plan = try Plan(graph)
    var session = Session(plan, workers: WorkerPool(threads: 2))
    let expected = try session.run(RandomGraph.inputs(of: graph, seed: 7))
    var finished: [Int] = []
    session.run { finished.append($0) }
    #expect(finished == Array(plan.steps.indices))
    for (index, tensor) in expected.enumerated() {
      #expect(session.withOutput(index) { Array($0) } == tensor.bytes)
    }
  }
}

@Suite("Multiply-adds in registers")
struct PeakTests {
  @Test("As many are computed as were asked for", arguments: InstructionSet.available)
  func counts(set: InstructionSet) {
    let one = set.multiplyAdds(rounds: 1)
    #expect(one > 0 && set.multiplyAdds(rounds: 1000) == 1000 * one)
  }
}
