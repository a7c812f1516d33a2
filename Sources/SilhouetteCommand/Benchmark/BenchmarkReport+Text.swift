extension BenchmarkReport {
  /// For reading, in 80 columns.
  var text: String {
    let lines = [
      "\(name): \(plan.mode.rawValue), \(plan.instructionSet.rawValue), "
        + "\(threads) thread\(threads == 1 ? "" : "s")",
      machine,
      "input     \(input)",
      "planning  \(milliseconds(planningSeconds)) ms",
      "memory    \(plan.arenaByteCount.grouped) bytes for tensors, "
        + "\(plan.weightByteCount.grouped) for weights,",
      "          \(plan.scratchByteCount.grouped) for each thread; "
        + "the process at most \(peakMemory.grouped)",
      "runs      \(runs.count) in \((runs.mean * Double(runs.count)).fixed(2)) s, after \(warmups)",
      "          min \(milliseconds(runs.minimum)), median \(milliseconds(runs.median)), "
        + "mean \(milliseconds(runs.mean)), p95 \(milliseconds(runs.percentile(0.95))), "
        + "p99 \(milliseconds(runs.percentile(0.99))) ms",
      "speed     \(gigaflops.fixed(1)) GFLOP/s, \(percent(gigaflops / peakGigaflops)) % of the "
        + "\(peakGigaflops.fixed(1)) that registers allow",
      "fused     \(percent(plan.fusedShare)) % of multiply-adds",
    ]
    return (lines + table).joined(separator: "\n") + "\n"
  }

  private var table: [String] {
    guard !steps.isEmpty else { return [] }
    let heading = "     ms   ideal      %  sum %  GFLOP/s  % peak  step"
    return ["", heading]
      + steps.map { step in
        let figures = [
          (step.seconds * 1e3).fixed(4).leftPadded(to: 7),
          (step.idealSeconds * 1e3).fixed(4).leftPadded(to: 7),
          percent(step.share).leftPadded(to: 6),
          percent(step.cumulativeShare).leftPadded(to: 6),
          step.gigaflops.fixed(1).leftPadded(to: 8),
          percent(step.gigaflops / peakGigaflops).leftPadded(to: 7),
        ]
        return (figures.joined(separator: " ") + "  " + step.name).shortened(to: 80)
      }
  }

  /// With a heading, one line each for the steps, or one for the runs.
  var csv: String {
    var rows: [[String]]
    if steps.isEmpty {
      rows = [
        ["model", "threads", "runs", "min_ms", "median_ms", "mean_ms", "p95_ms", "p99_ms"],
        [quoted(name), "\(threads)", "\(runs.count)"]
          + [
            runs.minimum, runs.median, runs.mean, runs.percentile(0.95), runs.percentile(0.99),
          ].map { ($0 * 1e3).fixed(5) },
      ]
    } else {
      rows = [["step", "ms", "ideal_ms", "share", "cumulative_share", "gflops", "peak_share"]]
      rows += steps.map { step in
        [
          quoted(step.name), (step.seconds * 1e3).fixed(5), (step.idealSeconds * 1e3).fixed(5),
          step.share.fixed(5), step.cumulativeShare.fixed(5), step.gigaflops.fixed(2),
          (step.gigaflops / peakGigaflops).fixed(5),
        ]
      }
    }
    return rows.map { $0.joined(separator: ",") + "\n" }.joined()
  }

  private func quoted(_ text: String) -> String {
    let doubled = text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"")
    return "\"\(doubled)\""
  }

  private func milliseconds(_ seconds: Double) -> String { (seconds * 1e3).fixed(3) }
  private func percent(_ share: Double) -> String { (share * 100).fixed(1) }
}
