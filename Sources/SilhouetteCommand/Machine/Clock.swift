#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Seconds that have gone by, on the wall and in this process's threads.
struct Moment: Sendable {
  let wall: Double
  let cpu: Double

  static func now() -> Moment {
    Moment(wall: seconds(CLOCK_MONOTONIC), cpu: seconds(CLOCK_PROCESS_CPUTIME_ID))
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
