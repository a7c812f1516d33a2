import CSilhouetteKernels

/// Threads that sessions share.
///
/// The calling thread works too, so a pool of one has no threads of its own. A pool serves one run
/// at a time; a run that finds it busy goes on alone, with the same result.
public final class WorkerPool: Sendable {
  // The C side is safe to call from every thread. Nothing if memory was lacking: then runs go alone.
  nonisolated(unsafe) package let pool: OpaquePointer?

  /// - Parameter threads: the caller's included; below 1 counts as 1. Where the system grants fewer,
  ///   the pool has fewer.
  public init(threads: Int) {
    let count = Int32(clamping: min(max(threads, 1), WorkerPool.maximumThreads))
    pool = count > 1 ? slh_pool_create(count) : nil
  }

  deinit {
    if let pool { slh_pool_destroy(pool) }
  }

  /// Threads that a run uses, the caller's included.
  public var threads: Int { pool.map { Int(slh_pool_threads($0)) } ?? 1 }

  /// Processors that this process may use.
  public static var coreCount: Int { Int(slh_cpu_count()) }

  /// More than any machine this is for; keeps a mistyped number from exhausting the system.
  public static let maximumThreads = 256
}
