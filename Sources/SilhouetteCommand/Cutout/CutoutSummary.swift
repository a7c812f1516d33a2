/// How a run ended: the last line on the terminal, and of the report.
struct CutoutSummary {
  let counts: CutoutRun.Counts
  /// When the verb began, when the first picture could begin, when the last had ended.
  let start, ready, end: Moment

  /// `40 written, 1 failed in 5.2 s (7.9/s)`
  var text: String {
    var parts = ["\(counts.written) written"]
    if counts.alreadyThere > 0 { parts.append("\(counts.alreadyThere) there already") }
    if counts.leftOut > 0 { parts.append("\(counts.leftOut) with nobody left out") }
    if counts.failed > 0 { parts.append("\(counts.failed) failed") }
    let seconds = end.wall - start.wall
    let rate = ProgressBar.decimal(Double(counts.written) / max(seconds, 1e-3))
    return parts.joined(separator: ", ") + " in \(ProgressBar.decimal(seconds)) s (\(rate)/s)"
  }

  var json: JSONValue {
    [
      "schema": .integer(PictureReport.schema), "kind": "summary",
      "written": .integer(counts.written), "exists": .integer(counts.alreadyThere),
      "empty": .integer(counts.leftOut), "failed": .integer(counts.failed),
      "milliseconds": [
        "prepare": .milliseconds(ready.wall - start.wall),
        "total": .milliseconds(end.wall - start.wall),
      ],
      // The process's own clock begins with the process: `launch` is what went before the verb.
      "cpu_milliseconds": [
        "launch": .milliseconds(start.cpu), "prepare": .milliseconds(ready.cpu - start.cpu),
        "total": .milliseconds(end.cpu),
      ],
    ]
  }
}

extension CutoutRun.Counts {
  var total: Int { written + alreadyThere + leftOut + failed }
}
