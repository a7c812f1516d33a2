import Silhouette
import SilhouetteMedia

/// One photo from file to file.
struct CutoutJob {
  let recipe: CutoutRecipe
  let network: OrientedSegmenter
  let budget: MemoryBudget
  /// Whether an output that is there already is replaced.
  let replaces: Bool
  /// Whether somebody reads which connected parts there are.
  let listsParts: Bool

  /// What went wrong with one picture is a line of the report, so that the others go on.
  func report(on task: CutoutTask) -> PictureReport {
    var report = PictureReport(input: task.input, output: task.output, outcome: .written)
    do {
      let bytes = try report.times.measure(.read) { try FileSystem.contents(of: task.input) }
      let need = try PeakMemory.ofCutout(
        photo: bytes, name: task.input.text, as: recipe.encoder.format,
        isWide: recipe.depth.isWide)
      try budget.withReservation(of: need) { try process(bytes, task, &report) }
    } catch MediaError.brokenPipe {
      report.outcome = .readerGone
    } catch let error as SilhouetteError {
      report.outcome = .failed("\(task.input): \(error)")
    } catch {
      report.outcome = .failed("\(error)")
    }
    return report
  }

  private func process(
    _ bytes: consuming [UInt8], _ task: CutoutTask, _ report: inout PictureReport
  ) throws {
    let photo = try decode(bytes, name: task.input.text, &report)
    let metadata = photo.metadata
    // Large pictures are handed on, never held twice.
    guard let result = try cutOut((consume photo).pixels, &report) else { return }
    try write(consume result, metadata, to: task.output, &report)
  }

  private func decode(
    _ bytes: consuming [UInt8], name: String, _ report: inout PictureReport
  ) throws -> Photo {
    let bytes = bytes
    let photo = try report.times.measure(.decode) {
      try PhotoDecoder.decode(bytes, name: name)
    }
    report.size = (photo.pixels.width, photo.pixels.height)
    return photo
  }

  /// The result's pixels, or nil where nobody is and such pictures are left out.
  private func cutOut(
    _ photo: consuming PixelBuffer, _ report: inout PictureReport
  ) throws -> PixelBuffer? {
    let pixels = recipe.depth.working(consume photo)
    let segmenter = network.segmenter(forWidth: pixels.width, height: pixels.height)
    report.networks = segmenter.networks
    var matte = try report.times.measure(.segment) { [pixels] in try segmenter.matte(of: pixels) }
    // Somebody who is not there cannot be kept: such pictures are left out first.
    let isLeftOut = recipe.skipsEmpty && matte.isNobody
    let finding = try report.times.measure(.edit) {
      if let threshold = recipe.threshold { try matte.threshold(at: threshold) }
      if listsParts { report.parts = matte.parts }
      if !isLeftOut { try recipe.edit(&matte) }
      return PictureReport.Finding(matte)
    }
    report.finding = finding
    if isLeftOut {
      report.outcome = .leftOut
      return nil
    }
    let start = Moment.now()
    let composed = try recipe.compose(matte, with: consume pixels)
    let result = recipe.depth.result(recipe.crop(composed, around: finding.boundingBox))
    report.times.add(.compose, since: start)
    return result
  }

  private func write(
    _ pixels: consuming PixelBuffer, _ metadata: PhotoMetadata, to output: FilePath,
    _ report: inout PictureReport
  ) throws {
    guard !output.isStandardStream else {
      // Whole in memory first: what is already in a pipe cannot be taken back.
      let file = try report.times.measure(.encode) { [pixels] in
        try recipe.encoder.encode(pixels, metadata: metadata)
      }
      try report.times.measure(.write) { try StandardOutput.stream.write(file) }
      return
    }
    var file = try OutputFile(path: output, replaces: replaces)
    let start = Moment.now()
    try recipe.encoder.encode(consume pixels, metadata: metadata) { (part) throws(MediaError) in
      try file.write(part)
    }
    report.times.add(.encode, since: start)
    let encoded = Moment.now()
    try file.commit()
    report.times.add(.write, since: encoded)
  }
}
