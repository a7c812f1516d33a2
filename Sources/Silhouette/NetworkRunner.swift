import SilhouetteGraph
import SilhouetteImaging
import SilhouetteRuntime
import Synchronization

/// Runs a network for several tasks at a time: each run takes a session of its own, and sessions that
/// are done wait for the next run.
final class NetworkRunner: Sendable {
  /// Shared by all sessions and by the work on pixels.
  let pool: WorkerPool
  private let plan: Plan
  private let idle = Mutex<[OwnedSession]>([])

  /// - Parameter pool: the threads to run on; `nil` makes as many as the options say.
  init(_ graph: Graph, options: Segmenter.Options, pool: WorkerPool?) throws(RuntimeError) {
    plan = try Plan(graph, instructionSet: options.instructionSet)
    let threads = options.threads > 0 ? options.threads : WorkerPool.coreCount
    self.pool = pool ?? WorkerPool(threads: threads)
  }

  /// Lets `fill` write the network's only input, runs it, and lets `read` look at one output.
  func run<Result>(
    output: Int, fill: (UnsafeMutablePointer<Float>) -> Void,
    read: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    let owned = idle.withLock { $0.popLast() } ?? OwnedSession(Session(plan, workers: pool))
    owned.session.withInput(0) { input in
      if let base = input.baseAddress { fill(base.assumingMemoryBound(to: Float.self)) }
    }
    owned.session.run()
    let result = owned.session.withOutput(output, read)
    idle.withLock { $0.append(owned) }
    return result
  }
}

/// A session that goes from task to task. Exactly one holds it at any time: the list of idle sessions
/// or the run that took it from there; which makes handing it on safe.
private final class OwnedSession: @unchecked Sendable {
  var session: Session

  init(_ session: consuming Session) {
    self.session = session
  }
}
