import ArgumentParser
import SilhouetteMedia
import SilhouetteZoo

/// `silhouette data`: pictures, videos and lists to try networks on.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "List and fetch demo pictures, videos and data sets.",
    discussion: """
      Examples:
        silhouette data list
        silhouette data pull demo-pictures
        silhouette data pull mini-supervisely -o sets/mini

      \(ExitStatus.summary)
      """,
    subcommands: [DataListCommand.self, DataPullCommand.self])
}

struct DataListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show what can be fetched.")

  func run() throws {
    let text = DataCatalogue.entries.map { entry in
      let lines = [entry.description, entry.address ?? "no address", entry.remark]
      return ([entry.name] + lines.filter { !$0.isEmpty }.map { "  " + $0 }).joined(separator: "\n")
    }.joined(separator: "\n")
    try explained { () throws(MediaError) in
      try StandardOutput.stream.write(Array((text + "\n").utf8))
    }
  }
}

struct DataPullCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull", abstract: "Fetch data into a folder.")

  @Argument(help: "A name of 'silhouette data list'.")
  var name: String

  @Option(name: [.short, .long], help: "The folder to make; ./NAME without.")
  var output: FilePath?

  @OptionGroup var fetching: FetchOptions

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    guard let entry = DataCatalogue.entry(named: name) else {
      throw CommandFailure(
        "'\(name.escaped)' is not in the list",
        hint: "one of " + DataCatalogue.entries.map(\.name).joined(separator: ", "))
    }
    guard let address = entry.address else { throw CommandFailure("\(name): \(entry.remark)") }
    let folder = output ?? FilePath(name)
    guard FileStatus(of: folder) == nil else {
      throw CommandFailure("\(folder): exists already", hint: "name another folder with --output")
    }
    let console = consoleOptions.console()
    try explained { () throws(MediaError) in try FileSystem.makeFolder(folder.parent) }
    try fetching.fetch(
      fetching.addresses([address]),
      to: folder.parent.appending(FilePath(".\(name).part")), byteLimit: 8 << 30,
      console: console,
      offlineHint: { "fetch \($0.escaped) on a machine with a network and unpack it here" }
    ) { (file, address) throws(CommandFailure) in
      try place(file, from: address, in: folder, isArchive: entry.isArchive)
    }
    console.note("\(folder): done" + (entry.remark.isEmpty ? "" : "; \(entry.remark)"))
  }

  private func place(
    _ file: FilePath, from address: String, in folder: FilePath, isArchive: Bool
  ) throws(CommandFailure) {
    let staging = folder.parent.appending(FilePath(".\(name).unpacking"))
    defer { try? FileSystem.removeTree(staging) }
    try explained { () throws(MediaError) in
      if FileStatus(of: staging) != nil { try FileSystem.removeTree(staging) }
      try FileSystem.makeFolder(staging)
    }
    if isArchive {
      _ = try Unpacking().unpack(file, name: address, into: staging) { names in
        FilePath(names.joined(separator: "/"))
      }
    } else {
      let fileName = address.split(separator: "/").last.map(String.init) ?? name
      try explained { () throws(MediaError) in
        try FileSystem.copy(file, to: staging.appending(FilePath(fileName)))
      }
    }
    try explained { () throws(MediaError) in try FileSystem.move(staging, to: folder) }
  }
}
