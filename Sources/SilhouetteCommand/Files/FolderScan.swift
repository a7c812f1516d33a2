import SilhouetteMedia

/// The pictures in a folder and the folders below it, in the order of their names.
///
/// Taken are names with a picture's extension. Left out are hidden names (which also covers the
/// `._photo.jpg` companions of macOS), results of earlier runs (`photo-cutout.png`), and the folder
/// that the results go to. Symbolic links are followed, but into no folder twice on one way down.
struct FolderScan {
  static let pictureExtensions: Set<String> = [
    "jpg", "jpeg", "jpe", "jfif", "png", "webp", "tif", "tiff", "bmp", "gif", "heic", "heif",
    "avif",
  ]

  private(set) var pictures: [FilePath] = []
  /// Folders that cannot be read.
  private(set) var failures: [InputFailure] = []
  private let root: FilePath
  private let excluded: FileIdentity?

  /// - Parameter excluded: a folder not to enter.
  init(of folder: FilePath, excluding excluded: FileIdentity? = nil) {
    root = folder
    self.excluded = excluded
    if let status = FileStatus(of: folder) {
      visit(FilePath(bytes: []), inside: [status.identity])
    }
  }

  /// Adds the pictures below `folder`, a path relative to the root.
  private mutating func visit(_ folder: FilePath, inside ancestors: Set<FileIdentity>) {
    let path = folder.bytes.isEmpty ? root : root.appending(folder)
    let names: [FilePath]
    do throws(MediaError) {
      names = try FileSystem.names(inFolder: path)
    } catch {
      failures.append(InputFailure(path: path, message: error.description))
      return
    }
    for name in names where !name.isHidden {
      let child = folder.appending(name)
      guard let status = FileStatus(of: root.appending(child)) else { continue }
      if status.kind == .folder {
        guard status.identity != excluded, !ancestors.contains(status.identity) else { continue }
        visit(child, inside: ancestors.union([status.identity]))
      } else if FolderScan.isPicture(name), status.kind != .stream {
        pictures.append(child)
      }
    }
  }

  private static func isPicture(_ name: FilePath) -> Bool {
    pictureExtensions.contains(name.fileExtension) && !name.stem.hasSuffix(OutputNaming.suffix)
  }
}

extension FilePath {
  var isHidden: Bool { bytes.first == UInt8(ascii: ".") }
}
