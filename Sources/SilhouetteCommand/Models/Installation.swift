import SilhouetteMedia
import SilhouetteZoo

/// A model on its way into the models folder.
struct Installation {
  let models: InstalledModels
  let name: String
  private let place: FilePath

  /// - Parameter replaces: whether what is installed under `name` may go.
  init(of name: String, in models: InstalledModels, replaces: Bool) throws(CommandFailure) {
    guard let place = models.place(of: name), !InstalledModels.embedded.contains(name) else {
      throw CommandFailure(
        "'\(name.escaped)' cannot be a model's name",
        hint: "letters, digits, '-', '_' and '.'; not general or landscape")
    }
    guard replaces || FileStatus(of: place) == nil else {
      throw CommandFailure("\(place): exists already", hint: "--force replaces it")
    }
    self.models = models
    self.name = name
    self.place = place
  }

  /// Calls `fill` with an empty folder that becomes the model's.
  func install(
    model: String?, origin: String, _ fill: (FilePath) throws(CommandFailure) -> Void
  ) throws(CommandFailure) {
    try StagedFolder(place: place).make { (folder) throws(CommandFailure) in
      try fill(folder)
      try writeManifest(of: folder, model: model, origin: origin)
    }
  }

  private func writeManifest(
    of folder: FilePath, model: String?, origin: String
  ) throws(CommandFailure) {
    let names = try explained { () throws(MediaError) in try FileSystem.names(inFolder: folder) }
    var files: [ModelManifest.File] = []
    for name in names {
      let print = try Fingerprint(of: folder.appending(name))
      files.append(
        ModelManifest.File(name: name.text, byteCount: print.byteCount, sha256: print.sha256))
    }
    let manifest = ModelManifest(model: model, origin: origin, files: files)
    try explained { () throws(MediaError) in
      let path = folder.appending(ModelManifest.fileName)
      try FileSystem.write(Array(manifest.text.utf8), to: path, replaces: false)
    }
  }
}
