import SilhouetteMedia

/// One picture and where its result goes.
struct CutoutTask: Hashable, Sendable {
  let input: FilePath
  let output: FilePath
}

/// What will be written, checked as a whole before the first byte is.
struct CutoutPlan {
  /// What to do with outputs that are there already.
  enum ExistingOutput: Hashable {
    case refuse, skip, replace
  }

  enum Entry: Hashable {
    case task(CutoutTask)
    /// The result is there already.
    case skipped(CutoutTask)
    case failure(InputFailure)
  }

  private(set) var entries: [Entry] = []

  var tasks: [CutoutTask] {
    entries.compactMap { entry in
      if case .task(let task) = entry { task } else { nil }
    }
  }

  /// - Parameters:
  ///   - protected: files that are read and must not become outputs, beside the inputs.
  ///   - report: a file that is written too.
  ///   - status: looks at a path.
  init(
    inputs: [InputPictures.Entry], naming: OutputNaming, existing: ExistingOutput,
    protecting protected: [FilePath] = [], report: FilePath? = nil,
    status: @escaping (FilePath) -> FileStatus?
  ) throws(CommandFailure) {
    entries = inputs.map { input in
      switch input {
      case .picture(let picture):
        .task(CutoutTask(input: picture.path, output: naming.output(for: picture)))
      case .failure(let failure): .failure(failure)
      }
    }
    let check = OutputCheck(status: status)
    try check.refuseCollisions(among: tasks, report: report)
    try check.refuseInputs(
      tasks.map(\.input) + protected,
      amongOutputs: tasks.map(\.output) + (report.map { [$0] } ?? []))
    try settleExisting(existing, status: status)
  }

  private mutating func settleExisting(
    _ existing: ExistingOutput, status: (FilePath) -> FileStatus?
  ) throws(CommandFailure) {
    guard existing != .replace else { return }
    let present = Set(
      tasks.map(\.output).filter { output in
        guard !output.isStandardStream, let kind = status(output)?.kind else { return false }
        // What goes into a pipe or a device replaces nothing.
        return kind != .stream
      })
    guard let first = tasks.first(where: { present.contains($0.output) }) else { return }
    guard existing == .skip else {
      let others = present.count > 1 ? " (and \(present.count - 1) more)" : ""
      throw CommandFailure(
        "\(first.output): is there already\(others)",
        hint: "--overwrite replaces results, --skip-existing leaves them")
    }
    entries = entries.map { entry in
      if case .task(let task) = entry, present.contains(task.output) {
        .skipped(task)
      } else {
        entry
      }
    }
  }
}
