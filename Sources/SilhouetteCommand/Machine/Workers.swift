#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Threads for work that blocks: files, and whole pictures.
enum Workers {
  /// Calls `body` on `count` threads, the caller's own included, and returns when all are done.
  ///
  /// A thread that the system refuses is done without: `body` must not rely on all of them.
  static func run(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    let threads = (1..<max(count, 1)).compactMap { _ in start(body) }
    body()
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Calls `body` on a thread of its own that nobody waits for.
  static func runDetached(_ body: @escaping @Sendable () -> Void) {
    if let thread = start(body) { pthread_detach(thread) }
  }

  private final class Body: Sendable {
    let call: @Sendable () -> Void
    init(_ call: @escaping @Sendable () -> Void) { self.call = call }
  }

  private static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    let argument = Unmanaged.passRetained(Body(body))
    #if canImport(Darwin)
      var thread: pthread_t?
      let code = pthread_create(
        &thread, nil,
        { context in
          Unmanaged<Body>.fromOpaque(context).takeRetainedValue().call()
          return nil
        }, argument.toOpaque())
    #else
      var thread = pthread_t()
      let code = pthread_create(
        &thread, nil,
        { context in
          if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().call() }
          return nil
        }, argument.toOpaque())
    #endif
    guard code == 0 else {
      argument.release()
      return nil
    }
    return thread
  }
}
