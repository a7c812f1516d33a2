import ArgumentParser
import SilhouetteMedia
import SilhouetteZoo

extension ModelSource.Kind: ExpressibleByArgument {}

/// `silhouette models pull`
struct ModelsPullCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull", abstract: "Fetch a model from where it is published.",
    usage: "silhouette models pull <name> [--kind <kind>] [<options>]",
    discussion: """
      Examples:
        silhouette models pull human-v2-lite
        silhouette models pull human-v1-mobile --kind onnx

      A transfer that broke off or was interrupted goes on where it stopped. Proxies
      are taken from https_proxy, http_proxy and no_proxy in the environment.
      """)

  @Argument(help: "A name of 'silhouette models list'.")
  var name: String

  @Option(help: "Which of the published forms.")
  var kind: ModelSource.Kind?

  @OptionGroup var fetching: FetchOptions

  @Flag(help: "Replace what is installed.")
  var force = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    guard !InstalledModels.embedded.contains(name) else {
      throw CommandFailure("'\(name)' is inside the program already")
    }
    guard let entry = ModelCatalogue.entry(named: name) else {
      throw CommandFailure(
        "'\(name.escaped)' is not in the catalogue",
        hint: "one of " + ModelCatalogue.entries.map(\.name).joined(separator: ", "))
    }
    guard let source = entry.source(kind ?? .softmax) else {
      throw CommandFailure(
        "\(name) is not published as \(kind?.rawValue ?? "")",
        hint: "one of " + entry.sources.map(\.kind.rawValue).joined(separator: ", "))
    }
    let console = consoleOptions.console()
    let models = try InstalledModels.standard()
    if !force, isInstalled(source, models) {
      console.note("\(name) is installed already; --force fetches it again")
      return
    }
    let installation = try Installation(of: name, in: models, replaces: force)
    try explained { () throws(MediaError) in try FileSystem.makeFolder(models.folder) }
    try fetching.fetch(
      fetching.addresses([source.address] + source.alternatives),
      to: models.folder.appending(FilePath(".\(name)-\(source.kind.rawValue).part")),
      byteLimit: 1 << 30, console: console, offlineHint: offlineHint(source.address)
    ) { (file, address) throws(CommandFailure) in
      try install(file, from: address, source, installation)
    }
    console.note("installed \(name) in \(models.place(of: name) ?? models.folder)")
  }

  private func isInstalled(_ source: ModelSource, _ models: InstalledModels) -> Bool {
    guard let place = models.place(of: name), let manifest = try? ModelManifest(inFolder: place)
    else { return false }
    let found = manifest.files.map { FilePath($0.name).fileExtension }
    return kind == nil || Set(found) == Set(source.extensions)
  }

  private func install(
    _ file: FilePath, from address: String, _ source: ModelSource, _ installation: Installation
  ) throws(CommandFailure) {
    try installation.install(model: name, origin: address) { (folder) throws(CommandFailure) in
      if source.isArchive {
        let files = try Unpacking().unpack(file, name: address, into: folder) { names in
          ModelParts.target(names).flatMap {
            source.extensions.contains($0.fileExtension) ? $0 : nil
          }
        }
        try ModelParts.check(files, of: address, required: source.extensions)
      } else {
        try explained { () throws(MediaError) in
          try FileSystem.copy(file, to: folder.appending(FilePath("model.onnx")))
        }
      }
      // An older or another publisher's copy is trained differently and has no known sum.
      if address.split(separator: "/").last == source.address.split(separator: "/").last {
        try KnownContents.check(folder, model: name, kind: source.kind, origin: address)
      }
    }
  }

  private func offlineHint(_ address: String) -> String {
    """
    on a machine with a network fetch
      \(address)
    bring the file here, and then
      silhouette models add FILE --name \(name)
    """
  }
}

/// Sums that are known before anything is fetched.
enum KnownContents {
  /// Throws where a file with a known sum has another one.
  static func check(
    _ folder: FilePath, model: String, kind: ModelSource.Kind, origin: String
  ) throws(CommandFailure) {
    let names = try explained { () throws(MediaError) in try FileSystem.names(inFolder: folder) }
    for name in names {
      guard let known = KnownFile.file(model: model, kind: kind, name: name.text) else { continue }
      let found = try Fingerprint(of: folder.appending(name))
      guard found.sha256 == known.sha256 else {
        throw CommandFailure(
          "\(origin.escaped): \(name) is not the published file (SHA-256 \(found.sha256) instead "
            + "of \(known.sha256))",
          hint: "if you trust it: fetch it yourself and use 'silhouette models add'")
      }
    }
  }
}
