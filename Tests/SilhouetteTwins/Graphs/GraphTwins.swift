import SilhouetteGraph
import SilhouetteRuntime

/// Networks at random: planned for an instruction set in every mode, beside the formulas.
extension TwinCheck {
  static let graphs = [TwinCheck("random graphs", seeds: 0..<100, GraphTwins.agreement)]
}

private enum GraphTwins {
  /// Other orders of sums and composed weights, over some twenty operators in a row.
  private static let tolerance: Float = 1e-4

  @Sendable static func agreement(set: InstructionSet, seed: Int, findings: inout Findings) {
    let graph = RandomGraph.graph(seed: UInt64(seed))
    let inputs = RandomGraph.inputs(of: graph, seed: UInt64(seed))
    do throws(RuntimeError) {
      let expected = try ReferenceExecutor(graph).run(inputs)
      for mode in [ExecutionMode.faithful, .fast] {
        var check = Plan.Check()
        check.gap = 192
        let plan = try Plan(graph, mode: mode, instructionSet: set, check: check)
        var alone = Session(plan, workers: WorkerPool(threads: 1))
        let found = try alone.run(inputs)
        for place in expected.indices {
          let difference = found[place].relativeDifference(to: expected[place])
          findings.expect(
            difference <= tolerance, "\(mode.rawValue), output \(place): \(difference)")
        }
        var together = Session(plan, workers: WorkerPool(threads: 3))
        let shared = try together.run(inputs)
        findings.expect(
          shared.indices.allSatisfy { shared[$0].bytes == found[$0].bytes },
          "\(mode.rawValue), threads")
        findings.expect(
          alone.areGapsIntact && together.areGapsIntact,
          "\(mode.rawValue) writes beyond its buffers")
      }
    } catch {
      findings.expect(false, error.description)
    }
  }
}
