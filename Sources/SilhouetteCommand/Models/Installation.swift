import SilhouetteMedia
import SilhouetteZoo

/// A model on its way into the models folder: it is put together beside its place and renamed, so
/// that it is there whole or not at all.
struct Installation {
  let models: InstalledModels
  let name: String
  private let place: FilePath
  private let staging: FilePath

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
    staging = models.folder.appending(FilePath(".\(name).installing"))
  }

  /// Calls `fill` with an empty folder that becomes the model's.
  func install(
    model: String?, origin: String, _ fill: (FilePath) throws(CommandFailure) -> Void
  ) throws(CommandFailure) {
    defer { try? FileSystem.removeTree(staging) }
    try explained { () throws(MediaError) in
      // A run that was ended in the middle leaves one.
      if FileStatus(of: staging) != nil { try FileSystem.removeTree(staging) }
      try FileSystem.makeFolder(staging)
    }
    try fill(staging)
    try writeManifest(model: model, origin: origin)
    try explained { () throws(MediaError) in
      let old = models.folder.appending(FilePath(".\(name).replaced"))
      let isThere = FileStatus(of: place) != nil
      if isThere {
        if FileStatus(of: old) != nil { try FileSystem.removeTree(old) }
        try FileSystem.move(place, to: old)
      }
      try FileSystem.move(staging, to: place)
      if isThere { try FileSystem.removeTree(old) }
    }
  }

  private func writeManifest(model: String?, origin: String) throws(CommandFailure) {
    let names = try explained { () throws(MediaError) in try FileSystem.names(inFolder: staging) }
    var files: [ModelManifest.File] = []
    for name in names {
      let print = try Fingerprint(of: staging.appending(name))
      files.append(
        ModelManifest.File(name: name.text, byteCount: print.byteCount, sha256: print.sha256))
    }
    let manifest = ModelManifest(model: model, origin: origin, files: files)
    try explained { () throws(MediaError) in
      let path = staging.appending(ModelManifest.fileName)
      try FileSystem.write(Array(manifest.text.utf8), to: path, replaces: false)
    }
  }
}
