import Silhouette
import SilhouetteEvaluation
import SilhouetteImaging
import SilhouetteMedia

/// The masks of two networks on one picture after another.
struct MaskComparisonRun {
  struct Results {
    var agreements: [(path: FilePath, agreement: MaskAgreement)] = []
    var failed = 0
  }

  let first: Segmenter
  let second: Segmenter
  private let threshold: Float
  private let console: Console

  init(_ first: Segmenter, _ second: Segmenter, threshold: Float, console: Console) {
    self.first = first
    self.second = second
    self.threshold = threshold
    self.console = console
  }

  /// Pictures that cannot be read are said and counted; the others go on.
  func results(on pictures: InputPictures) -> Results {
    var results = Results()
    results.failed = console.countingFailures(through: pictures.entries) {
      entry throws(CommandFailure) in
      let path = try InputPictures.path(of: entry)
      let masks = try masks(of: InputPictures.pixels(of: path))
      results.agreements.append(
        (path, MaskAgreement(masks.first, masks.second, threshold: threshold)))
    }
    return results
  }

  /// The pictures that agree least: photo, first mask, second mask.
  func sheet(of report: MaskReport, count: Int) throws(CommandFailure) -> [UInt8] {
    var sheet = ContactSheet(columns: 3)
    for (path, _) in report.worst(count) {
      let pixels = try InputPictures.pixels(of: path)
      sheet.append(pixels)
      for segmenter in [first, second] {
        let mask = try MaskComparisonRun.mask(of: pixels, segmenter)
          .resampled(width: pixels.width, height: pixels.height)
        sheet.append(mask: mask, width: pixels.width, height: pixels.height)
      }
    }
    return try sheet.png()
  }

  private static func mask(
    of pixels: PixelBuffer, _ segmenter: Segmenter
  ) throws(CommandFailure) -> Mask {
    do throws(SilhouetteError) { return try segmenter.mask(of: pixels) } catch {
      throw CommandFailure(error.description)
    }
  }

  /// As the networks give them where their sizes are equal, else at the picture's size.
  private func masks(
    of pixels: PixelBuffer
  ) throws(CommandFailure) -> (first: [Float], second: [Float]) {
    let a = try MaskComparisonRun.mask(of: pixels, first)
    let b = try MaskComparisonRun.mask(of: pixels, second)
    if a.width == b.width, a.height == b.height { return (a.values, b.values) }
    let (width, height) = (pixels.width, pixels.height)
    return (
      a.resampled(width: width, height: height), b.resampled(width: width, height: height)
    )
  }
}

extension InputPictures {
  static func pixels(of path: FilePath) throws(CommandFailure) -> PixelBuffer {
    try explained { () throws(MediaError) in try PhotoDecoder.read(path: path.text).pixels }
  }

  /// Of those that are there.
  var paths: [FilePath] {
    entries.compactMap { if case .picture(let picture) = $0 { picture.path } else { nil } }
  }

  /// The picture's path, or what is wrong with the input as an error.
  static func path(of entry: Entry) throws(CommandFailure) -> FilePath {
    switch entry {
    case .picture(let picture): return picture.path
    case .failure(let failure): throw CommandFailure(failure.message)
    }
  }
}
