import ArgumentParser
import SilhouetteMedia
import SilhouetteRuntime

extension InstructionSet: ExpressibleByArgument {}

/// How a network is computed. The result's bits depend on the instruction set, never on threads.
struct ThreadOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Threads in total; 0 is one for each core.", valueName: "count"))
  var threads = 0

  @OptionGroup var instructions: InstructionSetOption

  func validate() throws {
    guard (0...WorkerPool.maximumThreads).contains(threads) else {
      throw ValidationError("--threads takes 0 to \(WorkerPool.maximumThreads)")
    }
  }
}

extension ThreadOptions {
  /// At least one.
  var count: Int { threads == 0 ? WorkerPool.coreCount : threads }

  var isa: InstructionSet? { instructions.isa }

  func instructionSet() throws(CommandFailure) -> InstructionSet? {
    try instructions.instructionSet()
  }
}

/// Which of the machine's instructions kernels use.
struct InstructionSetOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Compute with other instructions than this machine's best; also $SILHOUETTE_ISA.",
      valueName: "set"))
  var isa: InstructionSet?
}

extension InstructionSetOption {
  /// The choice of the command line, else of the environment; nil is the machine's best.
  func instructionSet() throws(CommandFailure) -> InstructionSet? {
    if let isa { return isa }
    guard let name = Terminal.environment("SILHOUETTE_ISA"), !name.isEmpty else { return nil }
    guard let isa = InstructionSet(rawValue: name) else {
      let names = InstructionSet.allCases.map(\.rawValue).joined(separator: ", ")
      throw CommandFailure(
        "SILHOUETTE_ISA: there is no '\(FilePath(name))'", hint: "known: \(names)")
    }
    return isa
  }
}
