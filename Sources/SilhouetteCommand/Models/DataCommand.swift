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

  @Flag(help: "Print one JSON object, with addresses.")
  var json = false

  func run() throws {
    try StandardOutput.print(
      json ? DataListCommand.json.text + "\n" : DataListCommand.table)
  }

  private static var table: String {
    let width = DataCatalogue.entries.map(\.name.count).reduce(0) { max($0, $1) } + 2
    return DataCatalogue.entries.map { entry in
      let remark = entry.remark.isEmpty ? "" : "".rightPadded(to: width) + entry.remark + "\n"
      return entry.name.rightPadded(to: width) + entry.description + "\n" + remark
    }.joined()
  }

  private static var json: JSONValue {
    let entries = DataCatalogue.entries.map { entry -> JSONValue in
      [
        "name": .string(entry.name), "description": .string(entry.description),
        "address": entry.address.map(JSONValue.string) ?? .null, "remark": .string(entry.remark),
      ]
    }
    return ["schema": 1, "data": .array(entries)]
  }
}

struct DataPullCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull", abstract: "Fetch data into a folder.",
    usage: "silhouette data pull <name> [--output <folder>] [<options>]",
    discussion: """
      Example:
        silhouette data pull mini-supervisely -o sets/mini

      A transfer that broke off or was interrupted goes on where it stopped. Proxies
      are taken from https_proxy, http_proxy and no_proxy in the environment.
      """)

  @Argument(help: "A name of 'silhouette data list'.")
  var name: String

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The folder to make; ./NAME without.", valueName: "folder"))
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
      offlineHint: """
        on a machine with a network fetch
          \(address)
        and \(entry.isArchive ? "unpack" : "put") it here into the folder \(folder)
        """
    ) { (file, address) throws(CommandFailure) in
      try StagedFolder(place: folder).make { (staging) throws(CommandFailure) in
        try fill(staging, with: file, from: address, isArchive: entry.isArchive)
      }
    }
    console.note("\(folder): done" + (entry.remark.isEmpty ? "" : "; \(entry.remark)"))
  }

  private func fill(
    _ folder: FilePath, with file: FilePath, from address: String, isArchive: Bool
  ) throws(CommandFailure) {
    guard !isArchive else {
      _ = try Unpacking().unpack(file, name: address, into: folder) { names in
        FilePath(names.joined(separator: "/"))
      }
      return
    }
    let fileName = address.split(separator: "/").last.map(String.init) ?? name
    try explained { () throws(MediaError) in
      try FileSystem.copy(file, to: folder.appending(FilePath(fileName)))
    }
  }
}
