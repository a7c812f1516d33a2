import ArgumentParser
import SilhouetteMedia
import SilhouetteZoo

/// `silhouette models`: which networks there are, and those that are here.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List, fetch and check networks.",
    discussion: """
      Examples:
        silhouette models list
        silhouette models pull human-v2-lite
        silhouette cutout --model human-v2-lite photo.jpg

      Nothing is fetched but by pull. Models stay in $SILHOUETTE_MODELS, else
      $XDG_DATA_HOME/silhouette/models, else ~/.local/share/silhouette/models.

      \(ExitStatus.summary)
      """,
    subcommands: [
      ModelsListCommand.self, ModelsPullCommand.self, ModelsAddCommand.self,
      ModelsPathCommand.self, ModelsRemoveCommand.self, ModelsVerifyCommand.self,
    ])
}

/// `silhouette models path`
struct ModelsPathCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "path", abstract: "Print where an installed model is.")

  @Argument(help: "An installed model.")
  var name: String

  func run() throws {
    guard let path = try InstalledModels.standard().path(of: name) else {
      throw CommandFailure.notInstalled(name)
    }
    try StandardOutput.print(path.bytes + [UInt8(ascii: "\n")])
  }
}

/// `silhouette models remove`
struct ModelsRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove an installed model.")

  @Argument(help: "An installed model.")
  var name: String

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    guard let place = try InstalledModels.standard().place(of: name),
      let manifest = try? ModelManifest(inFolder: place)
    else { throw CommandFailure.notInstalled(name) }
    try explained { () throws(MediaError) in
      for file in manifest.files { try FileSystem.removeFile(place.appending(FilePath(file.name))) }
      try FileSystem.removeFile(place.appending(ModelManifest.fileName))
    }
    // What somebody else put there stays.
    do throws(MediaError) { try FileSystem.removeEmptyFolder(place) } catch {
      consoleOptions.console().warning("\(place): kept, it holds other files")
    }
  }
}

/// `silhouette models verify`
struct ModelsVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check that installed models are as they were installed.")

  @Argument(help: "An installed model; without, all.")
  var name: String?

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    let models = try InstalledModels.standard()
    let console = consoleOptions.console()
    var areSound = true
    let names = name.map { [$0] } ?? models.names()
    for name in names {
      guard let place = models.place(of: name), let manifest = try? ModelManifest(inFolder: place)
      else { throw CommandFailure.notInstalled(name) }
      for problem in try ModelsVerifyCommand.problems(of: manifest, in: place) {
        areSound = false
        console.error(problem, hint: InstalledModels.cure(name))
      }
    }
    guard areSound else { throw EarlyExit(status: .someFailed) }
    console.note(
      names.isEmpty
        ? "no models are installed" : "as installed: " + names.joined(separator: ", "))
  }

  private static func problems(
    of manifest: ModelManifest, in place: FilePath
  ) throws(CommandFailure) -> [String] {
    var problems: [String] = []
    for file in manifest.files {
      let path = place.appending(FilePath(file.name))
      guard FileStatus(of: path) != nil else {
        problems.append("\(path): missing")
        continue
      }
      let found = try Fingerprint(of: path)
      if found.byteCount != file.byteCount || found.sha256 != file.sha256 {
        problems.append("\(path): changed since it was installed")
      }
    }
    return problems
  }
}

extension CommandFailure {
  static func notInstalled(_ name: String) -> CommandFailure {
    if InstalledModels.embedded.contains(name) {
      return CommandFailure("'\(name)' is inside the program, not in a file")
    }
    let isPublished = ModelCatalogue.entry(named: name) != nil
    return CommandFailure(
      "'\(name.escaped)' is not installed",
      hint: isPublished
        ? "'silhouette models pull \(name)' fetches it"
        : "'silhouette models list' shows what is installed")
  }
}
