import SilhouetteEvaluation
import SilhouetteImaging
import SilhouetteMedia

/// Measures a model on one picture after another.
struct EvaluationRun {
  let pairs: [ImageMaskPair]
  let values: MaskValues
  let finder: PersonFinder
  let console: Console
  let measuresAreaUnderCurve: Bool

  func scores() throws(CommandFailure) -> SetScore {
    var set = SetScore()
    var curve = measuresAreaUnderCurve ? ReceiverOperatingCharacteristic() : nil
    try console.showingProgress(through: pairs) { pair throws(CommandFailure) in
      set.add(try score(of: pair, &curve), name: pair.name)
    }
    set.areaUnderCurve = curve?.area
    return set
  }

  /// The worst pictures: photo, where persons are in it, and where they were found.
  func sheet(of set: SetScore, count: Int) throws(CommandFailure) -> [UInt8] {
    var sheet = ContactSheet(columns: 3)
    for (name, _) in set.worst(count) {
      guard let pair = pairs.first(where: { $0.name == name }) else { continue }
      let pixels = try pixels(of: pair)
      let colors = pixels.colorRaster()
      sheet.append(PixelBuffer(colors))
      for labels in [
        try labels(of: pair), try finder.alpha(of: pixels).map { $0 >= 128 ? 1 : 0 },
      ] {
        sheet.append(PixelBuffer(EvaluationRun.colorMap.overlay(labels, on: colors)))
      }
    }
    return try sheet.png()
  }

  /// Background black, persons green.
  private static let colorMap = ColorMap(custom: [0, 0, 0, 0, 255, 0])

  private func score(
    of pair: ImageMaskPair, _ curve: inout ReceiverOperatingCharacteristic?
  ) throws(CommandFailure) -> PictureScore {
    let labels = try labels(of: pair)
    let pixels = try pixels(of: pair)
    let size = RasterSize(width: pixels.width, height: pixels.height)
    guard labels.size == size else {
      let error = EvaluationError.sizesDiffer(
        name: "\(pair.mask)", expected: "\(size) as \(pair.image)", found: "\(labels.size)")
      throw CommandFailure(error.description, hint: "a mask has the size of its picture")
    }
    let alpha: Raster<UInt8>
    if curve != nil {
      let finding = try finder.finding(in: pixels)
      alpha = finding.alpha
      curve?.add(finding.certainty, labels)
    } else {
      alpha = try finder.alpha(of: pixels)
    }
    return PictureScore(alpha: alpha, label: labels, truth: BoundaryTruth(labels))
  }

  private func labels(of pair: ImageMaskPair) throws(CommandFailure) -> LabelMap {
    values.labels(of: try MaskValues.mask(at: pair.mask))
  }

  private func pixels(of pair: ImageMaskPair) throws(CommandFailure) -> PixelBuffer {
    do throws(MediaError) {
      return try PhotoDecoder.decode(InputFile.read(path: pair.image), name: pair.image.text).pixels
    } catch {
      throw CommandFailure(error.description)
    }
  }
}
