import SilhouetteEvaluation
import SilhouetteRuntime

/// How often a network runs, and the times that this gives.
struct BenchmarkSchedule {
  var warmups: Int
  /// The fewest runs, at least one, and the shortest time that they take together.
  var runs: Int
  var seconds: Double
  /// Whether runs follow whose steps are timed one by one.
  var profiles: Bool

  /// In seconds.
  struct Times {
    var runs: Distribution
    /// Of each step of the plan, the median over runs; none without a profile.
    var steps: [Double]
  }

  func times(of session: inout Session) -> Times {
    for _ in 0..<warmups { session.run() }
    let runs = repeated {
      let start = Moment.wallNow()
      session.run()
      return Moment.wallNow() - start
    }
    return Times(runs: runs, steps: profiles ? profile(&session) : [])
  }

  private func repeated(_ run: () -> Double) -> Distribution {
    let start = Moment.wallNow()
    var times = [run()]
    while times.count < runs || Moment.wallNow() - start < seconds { times.append(run()) }
    return Distribution(times)
  }

  private func profile(_ session: inout Session) -> [Double] {
    var times = [[Double]](repeating: [], count: session.plan.steps.count)
    _ = repeated {
      let start = Moment.wallNow()
      var last = start
      session.run { step in
        let now = Moment.wallNow()
        times[step].append(now - last)
        last = now
      }
      return last - start
    }
    return times.map { Distribution($0).median }
  }
}
