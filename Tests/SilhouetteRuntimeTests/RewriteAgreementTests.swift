import SilhouetteGraph
import SilhouetteRuntime
import SilhouetteTestSupport
import Testing

/// Reordered sums and composed weights, over some twenty operators in a row.
private let tolerance: Float = 1e-4

@Suite("Rewritten graphs compute what the graphs before computed")
struct RewriteAgreementTests {
  @Test("All rewrites of a mode, on random graphs", arguments: 0..<500)
  func randomGraphs(seed: Int) throws {
    let graph = RandomGraph.graph(seed: UInt64(seed))
    try graph.validate()
    let inputs = RandomGraph.inputs(of: graph, seed: UInt64(seed))
    let expected = try ReferenceExecutor(graph).run(inputs)
    for mode in [ExecutionMode.faithful, .fast] {
      let rewritten = try Rewrites.apply(to: graph, mode: mode)
      try rewritten.validate()
      let found = try ReferenceExecutor(rewritten).run(inputs)
      #expect(found.count == expected.count)
      for (place, (a, b)) in zip(found, expected).enumerated() {
        #expect(
          a.relativeDifference(to: b) <= tolerance, "seed \(seed), \(mode), output \(place)")
      }
    }
  }

  @Test("A rewritten graph has nothing left to rewrite", arguments: 0..<50)
  func fixedPoint(seed: Int) throws {
    let graph = RandomGraph.graph(seed: UInt64(seed))
    let once = try Rewrites.apply(to: graph, mode: .fast)
    let twice = try Rewrites.apply(to: once, mode: .fast)
    #expect(once.nodes.map(\.operation) == twice.nodes.map(\.operation))
  }

  @Test("Mode exact keeps every operator that something needs", arguments: 0..<20)
  func exactKeepsOperators(seed: Int) throws {
    let graph = RandomGraph.graph(seed: UInt64(seed))
    let kept = try Rewrites.apply(to: graph, mode: .exact)
    let consumers = graph.consumers()
    let needed = graph.nodes.filter { node in
      node.outputs.contains { graph.isOutput($0) || !consumers[$0.index].isEmpty }
    }
    #expect(kept.nodes.count <= needed.count)
    try kept.validate()
  }
}
