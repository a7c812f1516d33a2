import SilhouetteEvaluation
import SilhouetteImaging
import SilhouetteMedia

/// Where the results of pictures go, checked as a whole before the first byte is written.
struct PredictionPlan {
  let tasks: [PredictionTask]

  init(
    _ pictures: [InputPicture], folder: FilePath, replaces: Bool
  ) throws(CommandFailure) {
    tasks = pictures.map { PredictionTask($0, folder: folder) }
    let check = OutputCheck { FileStatus(of: $0) }
    let outputs = tasks.flatMap { [$0.added, $0.pseudoColor] }
    try check.refuseCollisions(
      among: tasks.map { CutoutTask(input: $0.input, output: $0.added) }, report: nil)
    try check.refuseCollisions(
      among: tasks.map { CutoutTask(input: $0.input, output: $0.pseudoColor) }, report: nil)
    try check.refuseInputs(tasks.map { $0.input }, amongOutputs: outputs)
    guard !replaces, let present = outputs.first(where: { FileStatus(of: $0) != nil }) else {
      return
    }
    throw CommandFailure("\(present): is there already", hint: "--force replaces results")
  }
}

/// One picture and its two results.
struct PredictionTask {
  let input: FilePath
  let added: FilePath
  let pseudoColor: FilePath
  private let format: PhotoFormat

  /// The picture with colours keeps its name where that can be written, else it becomes a PNG.
  init(_ picture: InputPicture, folder: FilePath) {
    input = picture.path
    let name = picture.relative
    let format = PhotoFormat(fileExtension: name.fileExtension)
    self.format = format ?? .png
    let stem = name.parent.appending(name.stem)
    let addedFolder = folder.appending(FilePath("added_prediction"))
    added = addedFolder.appending(format == nil ? stem.suffixed(".png") : name)
    pseudoColor = folder.appending(FilePath("pseudo_color_prediction"))
      .appending(stem.suffixed(".png"))
  }

  func run(
    _ finder: PersonFinder, _ colors: ColorMap, replaces: Bool
  ) throws(CommandFailure) {
    do throws(MediaError) {
      let photo = try PhotoDecoder.decode(FileSystem.contents(of: input), name: input.text)
      let labels = try found(by: finder, photo.pixels)
      let overlay = colors.overlay(labels, on: photo.pixels.colorRaster())
      let encoder = PhotoEncoder(format: format, quality: 95)
      try write(encoder.encode(PixelBuffer(overlay)), to: added, replaces)
      let indexed = try IndexedPNG.encode(PixelBuffer(labels), palette: colors.bytes)
      try write(indexed, to: pseudoColor, replaces)
    } catch {
      throw CommandFailure(error.description)
    }
  }

  private func found(
    by finder: PersonFinder, _ pixels: PixelBuffer
  ) throws(MediaError) -> LabelMap {
    do throws(CommandFailure) {
      return try finder.alpha(of: pixels).map { $0 >= 128 ? 1 : 0 }
    } catch {
      throw .damaged(name: input.text, detail: error.message)
    }
  }

  private func write(
    _ bytes: [UInt8], to path: FilePath, _ replaces: Bool
  ) throws(MediaError) {
    try FileSystem.makeFolder(path.parent)
    try FileSystem.write(bytes, to: path, replaces: replaces)
  }
}
