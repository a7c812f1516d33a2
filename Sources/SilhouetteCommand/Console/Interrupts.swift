import SilhouetteMedia
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Ctrl-C and its kin end the program at once, and leave no result in part.
enum Interrupts {
  private static let haveCome = Atomic(false)

  /// To be called before any thread is started: threads inherit which signals are blocked.
  ///
  /// The signals are waited for on a thread of their own instead of being handled in the middle of
  /// whatever runs: so the clean-up may use locks and memory like any other code.
  static func removePartialFiles() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    Workers.runDetached { [signals] in
      var signals = signals
      var received: Int32 = 0
      guard sigwait(&signals, &received) == 0 else { return }
      haveCome.store(true, ordering: .sequentiallyConsistent)
      OutputFile.removeUnfinished()
      StagedFolder.removeUnfinished()
      // A progress line may stand there; its console is busy in another thread.
      let console = Console()
      console.write((console.isTerminal ? "\r\u{1B}[K" : "") + "error: interrupted")
      _exit(ExitStatus.interrupted.rawValue)
    }
  }

  /// Does not return once an interrupt has come: its clean-up takes files away from work that still
  /// runs, and what that work then fails of is not worth saying.
  static func giveWay() {
    while haveCome.load(ordering: .sequentiallyConsistent) { pause() }
  }
}
