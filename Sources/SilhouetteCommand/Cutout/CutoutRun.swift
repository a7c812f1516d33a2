import Silhouette
import Synchronization

/// Works through a plan on several threads, and tells what happened.
final class CutoutRun: Sendable {
  /// How many inputs ended how.
  struct Counts: Sendable {
    var written = 0
    var alreadyThere = 0
    var leftOut = 0
    var failed = 0
  }

  private struct State {
    var next = 0
    var counts = Counts()
    var bar: ProgressBar
    var isStopped = false
  }

  private let plan: CutoutPlan
  private let job: CutoutJob
  private let jobs: Int
  private let console: Console
  private let report: ReportFile?
  private let state: Mutex<State>

  /// - Parameter jobs: how many pictures are worked on at the same time.
  init(plan: CutoutPlan, job: CutoutJob, jobs: Int, console: Console, report: ReportFile?) {
    self.plan = plan
    self.job = job
    self.jobs = jobs
    self.console = console
    self.report = report
    state = Mutex(
      State(bar: ProgressBar(total: plan.entries.count, start: Moment.wallNow())))
  }

  /// Returns when every input is done, or the reader of standard output has gone.
  func run() -> Counts {
    Workers.run(jobs) { [self] in work() }
    console.showStatus("")
    return state.withLock { $0.counts }
  }

  private func work() {
    while let index = nextIndex() { finish(index, result(of: plan.entries[index])) }
  }

  private func nextIndex() -> Int? {
    state.withLock { state in
      guard !state.isStopped, state.next < plan.entries.count else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  private func result(of entry: CutoutPlan.Entry) -> PictureReport {
    switch entry {
    case .failure(let failure):
      return PictureReport(input: failure.path, output: nil, outcome: .failed(failure.message))
    case .skipped(let task):
      return PictureReport(input: task.input, output: task.output, outcome: .alreadyThere)
    case .task(let task):
      return job.report(on: task)
    }
  }

  private func finish(_ index: Int, _ result: PictureReport) {
    announce(result)
    report?.add(result.json(withCPUTimes: jobs == 1), at: index)
    let status: String? = state.withLock { state in
      state.counts.add(result.outcome)
      if case .readerGone = result.outcome { state.isStopped = true }
      if report?.isClosed == true { state.isStopped = true }
      let now = Moment.wallNow()
      guard state.bar.advance(at: now) else { return nil }
      return state.bar.text(columns: console.columns, at: now)
    }
    if let status, plan.entries.count > 1 { console.showStatus(status) }
  }

  private func announce(_ result: PictureReport) {
    switch result.outcome {
    case .failed(let message): console.error(message)
    case .leftOut: console.note("\(result.input): probably nobody in it, left out")
    case .alreadyThere, .readerGone: break
    case .written:
      let isNobody = result.finding?.isNobody == true
      // A bar tells of progress; a line for each picture would push it away.
      guard isNobody || !console.isTerminal || plan.entries.count == 1 else { return }
      guard let output = result.output, !output.isStandardStream || isNobody else { return }
      console.note("\(result.input) -> \(output)" + (isNobody ? " (probably nobody in it)" : ""))
    }
  }
}

extension CutoutRun.Counts {
  mutating func add(_ outcome: PictureReport.Outcome) {
    switch outcome {
    case .written: written += 1
    case .alreadyThere: alreadyThere += 1
    case .leftOut: leftOut += 1
    case .failed: failed += 1
    case .readerGone: break
    }
  }
}
