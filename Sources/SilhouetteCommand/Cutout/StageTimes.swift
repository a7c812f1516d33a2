/// Where the time of one picture goes.
struct StageTimes: Sendable {
  enum Stage: String {
    case read, decode, segment, edit, compose, encode, write
  }

  private var times: [(stage: Stage, wall: Double, cpu: Double)] = []

  mutating func measure<Result, Failure: Error>(
    _ stage: Stage, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let start = Moment.now()
    let result = try body()
    add(stage, since: start)
    return result
  }

  /// For steps that a closure cannot hold, because they use a value up.
  mutating func add(_ stage: Stage, since start: Moment) {
    let end = Moment.now()
    times.append((stage, end.wall - start.wall, end.cpu - start.cpu))
  }

  /// Milliseconds on the wall, by stage.
  var wallTimes: JSONValue { .object(times.map { ($0.stage.rawValue, .milliseconds($0.wall)) }) }

  /// Milliseconds of computing in all threads, by stage. Means something only while one picture is
  /// worked on at a time.
  var cpuTimes: JSONValue { .object(times.map { ($0.stage.rawValue, .milliseconds($0.cpu)) }) }
}

extension JSONValue {
  static func milliseconds(_ seconds: Double) -> JSONValue { .rounded(seconds * 1000, digits: 3) }
}
