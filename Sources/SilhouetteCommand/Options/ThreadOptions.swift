import ArgumentParser
import SilhouetteRuntime

/// How a network is computed. The result's bits depend on the instruction set, never on threads.
struct ThreadOptions: ParsableArguments {
  @Option(help: "Threads in total; 0 is one for each core.")
  var threads = 0

  func validate() throws {
    guard (0...WorkerPool.maximumThreads).contains(threads) else {
      throw ValidationError("--threads takes 0 to \(WorkerPool.maximumThreads)")
    }
  }
}

extension ThreadOptions {
  /// At least one.
  var count: Int { threads == 0 ? Machine.cores : threads }
}
