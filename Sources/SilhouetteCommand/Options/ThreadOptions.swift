import ArgumentParser

/// How a network is computed. The result's bits depend on the instruction set, never on threads.
struct ThreadOptions: ParsableArguments {
  @Option(help: "Threads in total; 0 is one for each core.")
  var threads = 0

  func validate() throws {
    guard (0...ThreadOptions.maximumThreads).contains(threads) else {
      throw ValidationError("--threads takes 0 to \(ThreadOptions.maximumThreads)")
    }
  }

  private static let maximumThreads = 1_024
}
