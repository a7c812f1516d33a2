#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Keeps what several jobs hold in memory at the same time below a limit.
///
/// A job that alone needs more than the limit runs when no other one does.
final class MemoryBudget: @unchecked Sendable {
  // All fields are touched only while `lock` is held; the two below never move.
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let limit: Int
  private var used = 0
  private var holders = 0

  init(bytes: Int) {
    limit = bytes
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(lock)
    changed.deallocate()
    lock.deallocate()
  }

  /// Calls `body` once `bytes` are free, and keeps them until it returns.
  func withReservation<Result>(of bytes: Int, _ body: () throws -> Result) rethrows -> Result {
    pthread_mutex_lock(lock)
    while holders > 0, used > limit - min(bytes, limit) { pthread_cond_wait(changed, lock) }
    used += bytes
    holders += 1
    pthread_mutex_unlock(lock)
    defer {
      pthread_mutex_lock(lock)
      used -= bytes
      holders -= 1
      pthread_cond_broadcast(changed)
      pthread_mutex_unlock(lock)
    }
    return try body()
  }
}
