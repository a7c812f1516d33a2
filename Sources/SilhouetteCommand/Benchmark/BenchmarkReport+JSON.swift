extension BenchmarkReport {
  /// One object; see ``schema``.
  var json: JSONValue {
    .object([
      ("schema", .integer(BenchmarkReport.schema)), ("kind", "benchmark"),
      ("model", .string(name)), ("machine", .string(machine)), ("input", .string(input)),
      ("mode", .string(plan.mode.rawValue)),
      ("instructionSet", .string(plan.instructionSet.rawValue)),
      ("threads", .integer(threads)), ("warmupRuns", .integer(warmups)),
      ("runs", .integer(runs.count)),
      ("planningMilliseconds", milliseconds(planningSeconds)),
      ("minimumMilliseconds", milliseconds(runs.minimum)),
      ("medianMilliseconds", milliseconds(runs.median)),
      ("meanMilliseconds", milliseconds(runs.mean)),
      ("p95Milliseconds", milliseconds(runs.percentile(0.95))),
      ("p99Milliseconds", milliseconds(runs.percentile(0.99))),
      ("arenaBytes", .integer(plan.arenaByteCount)),
      ("weightBytes", .integer(plan.weightByteCount)),
      ("scratchBytesPerThread", .integer(plan.scratchByteCount)),
      ("peakMemoryBytes", .integer(peakMemory)),
      ("fusedShare", .rounded(plan.fusedShare, digits: 4)),
      ("gigaflops", .rounded(gigaflops, digits: 2)),
      ("peakGigaflops", .rounded(peakGigaflops, digits: 2)),
      ("steps", .array(steps.map(json))),
    ])
  }

  private func json(_ step: Step) -> JSONValue {
    [
      "name": .string(step.name), "milliseconds": milliseconds(step.seconds),
      "share": .rounded(step.share, digits: 5),
      "cumulativeShare": .rounded(step.cumulativeShare, digits: 5),
      "multiplyAdds": .integer(step.multiplyAdds),
      "idealMilliseconds": milliseconds(step.idealSeconds),
      "gigaflops": .rounded(step.gigaflops, digits: 2),
      "peakShare": .rounded(step.gigaflops / peakGigaflops, digits: 5),
    ]
  }

  private func milliseconds(_ seconds: Double) -> JSONValue {
    .rounded(seconds * 1e3, digits: 5)
  }
}
