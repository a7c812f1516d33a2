import SilhouetteMedia

/// The pictures to predict: pictures, folders with all below them, or text lists of pictures.
struct PredictionInputs {
  private(set) var pictures: [InputPicture] = []

  init(_ paths: [FilePath], excluding excluded: FileIdentity?) throws(CommandFailure) {
    for path in paths {
      if path.fileExtension == "txt", FileStatus(of: path)?.kind == .regular {
        try addList(path)
        continue
      }
      for entry in InputPictures(at: [path], excluding: excluded).entries {
        switch entry {
        case .picture(let picture): pictures.append(picture)
        case .failure(let failure): throw CommandFailure(failure.message)
        }
      }
    }
  }

  /// The first word of each line, relative to the list's folder.
  private mutating func addList(_ list: FilePath) throws(CommandFailure) {
    let bytes: [UInt8]
    do throws(MediaError) { bytes = try FileSystem.contents(of: list) } catch {
      throw CommandFailure(error.description)
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let words = line.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      guard let word = words.first else { continue }
      let name = FilePath(bytes: Array(word))
      let isAbsolute = name.bytes.first == UInt8(ascii: "/")
      let path = isAbsolute ? name : list.parent.appending(name)
      guard FileStatus(of: path)?.kind == .regular else {
        throw CommandFailure("\(list), line \(index + 1): \(path): no such file")
      }
      // A name that leads elsewhere keeps its last part alone, so that results stay in their folder.
      let leaves = isAbsolute || name.bytes.split(separator: UInt8(ascii: "/")).contains([46, 46])
      pictures.append(InputPicture(path: path, relative: leaves ? name.name : name))
    }
  }
}
