import CSilhouetteKernels

/// Shares rows among the threads of a pool.
package struct Workers: Sendable {
  /// No threads but the caller's.
  package static let callerOnly = Workers(pool: nil)

  // The C side may be called from every thread.
  nonisolated(unsafe) private let pool: OpaquePointer?

  /// - Parameter pool: an `slh_pool` that outlives this value, or nothing.
  package init(pool: OpaquePointer?) {
    self.pool = pool
  }

  /// Calls `body` for bands that cover `0 ..< rows` exactly once, in any order and on several threads
  /// at a time; `body` writes nothing that belongs to other rows.
  ///
  /// - Parameter minimum: fewest rows that are worth a band.
  func forEachBand(of rows: Int, minimum: Int, _ body: (Range<Int>) -> Void) {
    guard rows > 0 else { return }
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: Job(body: body)) { job in
        // A step of a network has an arena and scratch memory; this one has neither.
        var nothing: UInt8 = 0
        var step = slh_step(
          run: { parameters, _, part in
            let job = parameters.assumingMemoryBound(to: Job.self)
            job.pointee.body(Int(part.begin)..<Int(part.end))
          }, parameters: job, units: Int32(rows), grain: Int32(minimum))
        withUnsafeMutablePointer(to: &nothing) { nothing in
          slh_program_run(&step, 1, nothing, nothing, 0, pool)
        }
      }
    }
  }

  private struct Job {
    let body: (Range<Int>) -> Void
  }
}
