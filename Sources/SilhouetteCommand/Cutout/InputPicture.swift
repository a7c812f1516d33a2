import SilhouetteMedia

/// A picture to work on.
struct InputPicture: Hashable, Sendable {
  let path: FilePath
  /// Its path below the folder that was given, or just its name: what is kept below `-o FOLDER/`.
  let relative: FilePath
}

/// An input that has no picture to work on.
struct InputFailure: Hashable, Sendable {
  let path: FilePath
  /// Names the path.
  let message: String
}

/// The pictures that the arguments stand for, in their order, and what is wrong with the others.
struct InputPictures {
  enum Entry: Hashable {
    case picture(InputPicture)
    case failure(InputFailure)
  }

  private(set) var entries: [Entry] = []

  /// - Parameter excluded: a folder that is not entered, the one that the results go to.
  init(at paths: [FilePath], excluding excluded: FileIdentity?) {
    for path in paths {
      switch path.isStandardStream ? .stream : FileStatus(of: path)?.kind {
      case .folder:
        addPictures(in: path, excluding: excluded)
      case .regular, .stream:
        entries.append(.picture(InputPicture(path: path, relative: InputPictures.name(of: path))))
      case .brokenLink, nil:
        let message = MediaError.lastFailure(of: "open", path).description
        entries.append(.failure(InputFailure(path: path, message: message)))
      }
    }
  }

  private mutating func addPictures(in folder: FilePath, excluding excluded: FileIdentity?) {
    let scan = FolderScan(of: folder, excluding: excluded)
    entries += scan.failures.map(Entry.failure)
    if scan.pictures.isEmpty, scan.failures.isEmpty {
      entries.append(
        .failure(InputFailure(path: folder, message: "\(folder): no pictures in this folder")))
    }
    for relative in scan.pictures {
      entries.append(
        .picture(InputPicture(path: folder.appending(relative), relative: relative)))
    }
  }

  private static func name(of path: FilePath) -> FilePath {
    path.isStandardStream ? FilePath("stdin") : path.name
  }
}
