import SilhouetteMedia

/// Refuses outputs that would destroy an input or each other.
struct OutputCheck {
  /// Looks at a path; nil where there is nothing.
  let status: (FilePath) -> FileStatus?

  func refuseCollisions(
    among tasks: [CutoutTask], report: FilePath?
  ) throws(CommandFailure) {
    var owners: [Target: FilePath] = [:]
    for task in tasks where !task.output.isStandardStream {
      guard let other = owners.updateValue(task.input, forKey: target(of: task.output))
      else { continue }
      throw CommandFailure(
        "\(other) and \(task.input) would both become \(task.output)",
        hint: "cut them out one after the other, with -o and another name or folder for each")
    }
    if let report, !report.isStandardStream, let owner = owners[target(of: report)] {
      throw CommandFailure("\(report): would be both the report and the result of \(owner)")
    }
  }

  /// An output that is an input under another name counts too: by a link, a detour or a hard link.
  func refuseInputs(
    _ inputs: [FilePath], amongOutputs outputs: [FilePath]
  ) throws(CommandFailure) {
    var owners: [FileIdentity: FilePath] = [:]
    for path in inputs where !path.isStandardStream {
      guard let status = status(path), status.kind == .regular else { continue }
      owners[status.identity] = path
    }
    for output in outputs where !output.isStandardStream {
      guard let identity = status(output)?.identity, let input = owners[identity] else { continue }
      throw CommandFailure(
        "\(output): would be written over the input \(input)",
        hint: "inputs are never written over; choose another name")
    }
  }

  /// A place to write to, the same for every way to spell it.
  private struct Target: Hashable {
    /// The nearest folder that exists, and the names that will be made in it.
    let folder: FileIdentity?
    let names: [FilePath]
  }

  private func target(of path: FilePath) -> Target {
    var names = [path.name]
    var folder = path.parent
    while true {
      if let status = status(folder) { return Target(folder: status.identity, names: names) }
      let parent = folder.parent
      guard parent != folder else { return Target(folder: nil, names: names) }
      if folder.name != FilePath(".") { names.append(folder.name) }
      folder = parent
    }
  }
}
