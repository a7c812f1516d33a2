import SilhouetteMedia

/// A picture and the mask that says where its persons are.
struct ImageMaskPair: Hashable {
  let image: FilePath
  let mask: FilePath
  /// What reports call it.
  let name: String
}

extension ImageMaskPair {
  /// The pictures below `images`, each with the mask below `masks` whose name differs in its ending
  /// alone.
  static func pairs(images: FilePath, masks: FilePath) throws(CommandFailure) -> [ImageMaskPair] {
    let pictures = try scan(images)
    var byName: [FilePath: FilePath] = [:]
    for mask in try scan(masks) {
      if let other = byName.updateValue(mask, forKey: key(mask)) {
        throw CommandFailure(
          "\(masks.appending(other)) and \(masks.appending(mask)): two masks for one picture")
      }
    }
    var pairs: [ImageMaskPair] = []
    for picture in pictures {
      guard let mask = byName[key(picture)] else {
        throw CommandFailure(
          "\(images.appending(picture)): no mask of this name in \(masks)",
          hint: "a mask is called as its picture, with any ending: \(key(picture)).png")
      }
      pairs.append(
        ImageMaskPair(
          image: images.appending(picture), mask: masks.appending(mask),
          name: key(picture).repairedText))
    }
    return pairs
  }

  private static func key(_ path: FilePath) -> FilePath { path.parent.appending(path.stem) }

  private static func scan(_ folder: FilePath) throws(CommandFailure) -> [FilePath] {
    guard FileStatus(of: folder)?.kind == .folder else {
      throw CommandFailure("\(folder): no such folder")
    }
    let scan = FolderScan(of: folder)
    if let failure = scan.failures.first { throw CommandFailure(failure.message) }
    guard !scan.pictures.isEmpty else {
      throw CommandFailure("\(folder): no pictures in this folder")
    }
    return scan.pictures
  }
}

extension ImageMaskPair {
  /// The lines `image mask` of a list file as PaddleSeg has them. Names are relative to `root`, else to
  /// the list's folder; empty lines are left out.
  static func pairs(
    list: FilePath, root: FilePath? = nil, separator: String = " "
  ) throws(CommandFailure) -> [ImageMaskPair] {
    let bytes: [UInt8]
    do throws(MediaError) { bytes = try FileSystem.contents(of: list) } catch {
      throw CommandFailure(error.description)
    }
    let folder = root ?? list.parent
    var pairs: [ImageMaskPair] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let text = LosslessText.text(of: line.last == 0x0D ? line.dropLast() : line)
      let parts = text.split(separator: separator).map { FilePath(String($0)) }
      guard !parts.isEmpty else { continue }
      let place = "\(list), line \(index + 1)"
      guard parts.count == 2 else {
        throw CommandFailure(
          "\(place): \(parts.count) names where a picture and a mask should stand",
          hint: "names with blanks need another --separator")
      }
      let pair = ImageMaskPair(
        image: absolute(parts[0], in: folder), mask: absolute(parts[1], in: folder),
        name: parts[0].repairedText)
      for file in [pair.image, pair.mask] where FileStatus(of: file)?.kind != .regular {
        throw CommandFailure("\(place): \(file): no such file")
      }
      pairs.append(pair)
    }
    guard !pairs.isEmpty else { throw CommandFailure("\(list): names no picture") }
    return pairs
  }

  private static func absolute(_ path: FilePath, in folder: FilePath) -> FilePath {
    path.bytes.first == UInt8(ascii: "/") ? path : folder.appending(path)
  }
}
