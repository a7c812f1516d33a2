import SilhouetteMedia

/// Where results go and what they are called.
struct OutputNaming {
  enum Place: Hashable {
    /// `photo-cutout.png` in the photo's folder.
    case besideInput
    /// `photo.png`, in the folders the photo had below the input folder.
    case folder(FilePath)
    case file(FilePath)
    case standardOutput
  }

  /// What tells a result from its photo where both are in one folder.
  static let suffix = "-cutout"

  let place: Place
  let format: PhotoFormat

  func output(for picture: InputPicture) -> FilePath {
    switch place {
    case .besideInput:
      picture.path.parent.appending(
        picture.path.stem.suffixed(OutputNaming.suffix + "." + format.fileExtension))
    case .folder(let folder):
      folder.appending(
        picture.relative.parent.appending(
          picture.relative.stem.suffixed("." + format.fileExtension)))
    case .file(let path): path
    case .standardOutput: .standardStream
    }
  }
}

extension OutputNaming.Place {
  /// - Parameters:
  ///   - output: the value of `-o`.
  ///   - inputs: the arguments as they were given, folders not yet opened.
  ///   - status: looks at a path.
  init(
    output: FilePath?, inputs: [FilePath], status: (FilePath) -> FileStatus?
  ) throws(CommandFailure) {
    let isBatch = inputs.count > 1 || inputs.contains { status($0)?.kind == .folder }
    guard let output else {
      if inputs.contains(where: \.isStandardStream), isBatch {
        throw CommandFailure(
          "standard input has no name to call its result by", hint: "give a folder: -o results/")
      }
      self = inputs.first?.isStandardStream == true ? .standardOutput : .besideInput
      return
    }
    let existing = output.isStandardStream ? nil : status(output)?.kind
    if output.isStandardStream {
      guard !isBatch else { throw CommandFailure("standard output takes one picture, not several") }
      self = .standardOutput
    } else if existing == .folder || output.endsWithSlash || isBatch {
      guard existing == .folder || existing == nil else {
        throw CommandFailure("\(output): is no folder, but several pictures go there")
      }
      self = .folder(output)
    } else {
      self = .file(output)
    }
  }
}

extension OutputNaming.Place {
  /// `--format`, else what the name's ending asks for, else PNG.
  func format(asked: PhotoFormat?) throws(CommandFailure) -> PhotoFormat {
    if let asked { return asked }
    guard case .file(let path) = self, !path.fileExtension.isEmpty,
      FileStatus(of: path)?.kind != .stream
    else { return .png }
    guard let format = PhotoFormat(fileExtension: path.fileExtension) else {
      let names = PhotoFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw CommandFailure(
        "\(path): results are not written as .\(path.fileExtension)",
        hint: "end the name in .png, .jpg or .webp, or choose with --format: \(names)")
    }
    return format
  }
}

extension OutputNaming {
  /// The folder that results go to, if it is there already.
  var folderIdentity: FileIdentity? {
    guard case .folder(let path) = place else { return nil }
    return FileStatus(of: path)?.identity
  }
}

extension PhotoFormat {
  /// The format that a name asks for.
  init?(fileExtension: String) {
    switch fileExtension {
    case "png": self = .png
    case "jpg", "jpeg", "jpe", "jfif": self = .jpeg
    case "webp": self = .webp
    default: return nil
    }
  }
}
