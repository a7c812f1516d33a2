import Silhouette
import SilhouetteEvaluation
import SilhouetteRuntime

/// What `benchmark` found, before it is laid out.
struct BenchmarkReport {
  /// The version of the JSON object; it rises when a key changes its meaning or goes away.
  static let schema = 1

  struct Step {
    var name: String
    var seconds: Double
    /// Of all steps' time, and of the steps up to this one; 0…1.
    var share: Double
    var cumulativeShare: Double
    /// After all rewrites, padding of channels not counted.
    var multiplyAdds: Int
    /// 10⁹ floating-point operations a second, two a multiply-add.
    var gigaflops: Double
    /// What its multiply-adds alone would take at the machine's peak.
    var idealSeconds: Double
  }

  var name: String
  var input: String
  var plan: Plan
  var threads: Int
  var warmups: Int
  var planningSeconds: Double
  var runs: Distribution
  /// None without a profile.
  var steps: [Step]
  /// The most that multiply-adds in registers reach on as many threads.
  var peakGigaflops: Double
  var peakMemory: Int

  init(
    name: String, input: String, plan: Plan, threads: Int, warmups: Int, planningSeconds: Double,
    times: BenchmarkSchedule.Times
  ) {
    (self.name, self.input, self.plan, self.threads) = (name, input, plan, threads)
    (self.warmups, self.planningSeconds, self.runs) = (warmups, planningSeconds, times.runs)
    let peak = Double(threads) * BenchmarkReport.peak(plan.instructionSet)
    let total = times.steps.reduce(0, +)
    var passed = 0.0
    self.steps = zip(plan.steps, times.steps).map { step, seconds in
      passed += seconds
      let gigaoperations = 2e-9 * Double(step.multiplyAdds)
      return Step(
        name: step.name, seconds: seconds, share: seconds / total, cumulativeShare: passed / total,
        multiplyAdds: step.multiplyAdds, gigaflops: gigaoperations / seconds,
        idealSeconds: gigaoperations / peak)
    }
    peakGigaflops = peak
    peakMemory = Machine.peakMemory
  }

  var gigaflops: Double {
    2e-9 * plan.steps.reduce(0.0) { $0 + Double($1.multiplyAdds) } / runs.median
  }

  /// Of one thread: the best of some short tries, since others may be using the machine.
  private static func peak(_ set: InstructionSet) -> Double {
    (0..<5).reduce(0.0) { best, _ in
      let start = Moment.wallNow()
      let count = set.multiplyAdds(rounds: 1_000_000)
      return max(best, 2e-9 * Double(count) / (Moment.wallNow() - start))
    }
  }

  /// What the figures hold for.
  var machine: String {
    "\(Machine.processor), \(WorkerPool.coreCount) cores, silhouette \(SilhouetteVersion.current)"
  }
}
