import ArgumentParser
import SilhouetteMedia
import SilhouetteZoo

/// `silhouette models add`
struct ModelsAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Install a model that is here already, under a name.",
    usage: "silhouette models add <path> [--name <name>] [<options>]",
    discussion: """
      Examples:
        silhouette models add human_pp_humansegv2_lite_192x192_inference_model.zip
        silhouette models add export/ --name mine
        silhouette models add person.onnx

      Takes a folder or archive (zip, tar.gz) of a Paddle model, or a model in one
      file. Published files are recognised and named; others are called as the file
      is, and taken for a network of the list whose name that begins with.
      """)

  @Argument(help: "A model file, an archive, or a folder.")
  var path: FilePath

  @Option(help: "What to call it.")
  var name: String?

  @Flag(help: "Replace what is installed.")
  var force = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    guard let status = FileStatus(of: path) else {
      throw CommandFailure("\(path): no such file or folder")
    }
    let known = status.kind == .folder ? nil : try recognised()
    let name = self.name ?? known ?? path.stem.text
    let models = try InstalledModels.standard()
    let installation = try Installation(of: name, in: models, replaces: force)
    let model = known ?? network(called: name)
    try installation.install(model: model, origin: path.text) { (folder) throws(CommandFailure) in
      try fill(folder, kind: status.kind)
    }
    let console = consoleOptions.console()
    console.note("installed \(name) in \(models.place(of: name) ?? models.folder)")
    if known == nil, let model, model != name {
      console.note("it is taken for \(model), by the name of the file")
    }
  }

  /// The catalogue's name of what is called or named so; a file is mostly called after its network.
  private func network(called name: String) -> String? {
    (ModelCatalogue.entry(named: name) ?? ModelCatalogue.entry(leading: path.stem.text))?.name
  }

  /// The catalogue's name of the file, by its contents or by the name of a published archive.
  private func recognised() throws(CommandFailure) -> String? {
    let fileName = path.name.text
    let published = ModelCatalogue.entries.first { entry in
      entry.sources.contains { source in
        ([source.address] + source.alternatives).contains { $0.hasSuffix("/" + fileName) }
      }
    }
    if let published { return published.name }
    return KnownFile.file(sha256: try Fingerprint(of: path).sha256)?.model
  }

  private func fill(_ folder: FilePath, kind: FileStatus.Kind) throws(CommandFailure) {
    let isArchive = ["zip", "gz", "tgz", "tar"].contains(path.fileExtension)
    var files: [FilePath] = []
    if kind == .folder {
      files = try explained { () throws(MediaError) in
        let files = try FileSystem.names(inFolder: path).compactMap { ModelParts.target([$0.text]) }
        for file in files {
          try FileSystem.copy(path.appending(file), to: folder.appending(file))
        }
        return files
      }
    } else if isArchive {
      files = try Unpacking().unpack(
        path, name: path.text, into: folder, target: ModelParts.target)
    } else if let file = ModelParts.target([path.name.text])
      ?? ModelParts.target(["model." + path.fileExtension])
    {
      try explained { () throws(MediaError) in
        try FileSystem.copy(path, to: folder.appending(file))
      }
      files = [file]
    }
    try ModelParts.check(files, of: path.text)
  }
}
