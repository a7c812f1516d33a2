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
    Moment(wall: wallNow(), cpu: seconds(CLOCK_PROCESS_CPUTIME_ID))
  }

  /// What the wall's clock alone says. The processor's is a system call, half a microsecond long:
  /// a step of a network may be shorter.
  static func wallNow() -> Double { seconds(CLOCK_MONOTONIC) }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
