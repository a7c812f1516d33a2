import SilhouetteEvaluation
import SilhouetteMedia

/// A PNG of the pictures that agree least: photo, first mask, second mask.
struct ComparisonSheet {
  private let path: FilePath
  private let count: Int
  private let replaces: Bool

  /// Refuses a sheet that would destroy an input or, unless told, a file.
  init(
    at path: FilePath, count: Int, replaces: Bool, inputs: InputPictures
  ) throws(CommandFailure) {
    (self.path, self.count, self.replaces) = (path, count, replaces)
    let pictures = inputs.entries.compactMap { entry in
      if case .picture(let picture) = entry { picture.path } else { nil }
    }
    try OutputCheck { FileStatus(of: $0) }.refuseInputs(pictures, amongOutputs: [path])
    guard replaces || path.isStandardStream || FileStatus(of: path)?.kind != .regular else {
      throw CommandFailure("\(path): is there already", hint: "--force replaces it")
    }
  }

  func write(_ report: MaskReport, _ run: MaskComparisonRun) throws {
    var sheet = ContactSheet(columns: 3)
    for (picture, _) in report.worst(count) {
      let pixels = try PhotoDecoder.read(path: picture.text).pixels
      sheet.append(pixels)
      for segmenter in [run.first, run.second] {
        let mask = try segmenter.mask(of: pixels).resampled(
          width: pixels.width, height: pixels.height)
        sheet.append(mask: mask, width: pixels.width, height: pixels.height)
      }
    }
    guard let picture = sheet.picture() else { return }
    let file = try PhotoEncoder(format: .png).encode(picture)
    if path.isStandardStream { return try StandardOutput.stream.write(file) }
    var output = try OutputFile(path: path, replaces: replaces)
    try output.write(file)
    try output.commit()
  }
}
