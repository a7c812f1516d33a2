import CSilhouetteKernels

/// How sampled channels become the network's: `channel / maximum · scale + offset`, in its order.
package struct ColorTransform: Sendable {
  /// For each of the network's channels which one of red (0), green (1) and blue (2) it takes.
  package var order: (UInt8, UInt8, UInt8)
  package var mean: (Float, Float, Float)
  package var standardDeviation: (Float, Float, Float)

  package init(
    order: (UInt8, UInt8, UInt8) = (0, 1, 2), mean: (Float, Float, Float) = (0, 0, 0),
    standardDeviation: (Float, Float, Float) = (1, 1, 1)
  ) {
    self.order = order
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// Red, green and blue 0…1 with `centre` subtracted.
  static func centred(on centre: Float) -> ColorTransform {
    ColorTransform(mean: (centre, centre, centre))
  }

  /// For pictures of one format: `(v / maximum − mean) / deviation = v · scale + offset`.
  func kernelTransform(for format: PixelFormat) -> slh_color_transform {
    let maximum = format.maximumChannelValue
    return slh_color_transform(
      order: (
        format.position(ofColor: order.0), format.position(ofColor: order.1),
        format.position(ofColor: order.2)
      ),
      scale: (
        1 / (maximum * standardDeviation.0), 1 / (maximum * standardDeviation.1),
        1 / (maximum * standardDeviation.2)
      ),
      offset: (
        -mean.0 / standardDeviation.0, -mean.1 / standardDeviation.1,
        -mean.2 / standardDeviation.2
      ))
  }
}

extension PixelFormat {
  /// What full intensity is: 255 or 65535.
  package var maximumChannelValue: Float { bytesPerChannel == 1 ? 255 : 65_535 }

  /// Where red (0), green (1) or blue (2) lies in a pixel; grey stands for all three.
  func position(ofColor color: UInt8) -> UInt8 {
    switch self {
    case .gray8, .gray16: 0
    case .bgra8: 2 - color
    case .rgb8, .rgba8, .rgb16, .rgba16: color
    }
  }
}

/// Stretches a picture to the network's input `[height, width, 3]` in one pass over its pixels: area
/// average where it shrinks, bilinear where it grows, each axis by itself (``ResamplingAxis``).
///
/// Alpha is not looked at: a transparent pixel counts with the colour it carries.
package struct PictureSampler: Sendable {
  private let columns: ResamplingAxis
  private let rows: ResamplingAxis

  /// - Parameter isMirrored: whether left and right are exchanged.
  package init(
    sourceWidth: Int, sourceHeight: Int, width: Int, height: Int, isMirrored: Bool = false
  ) {
    let columns = ResamplingAxis(from: sourceWidth, to: width)
    self.columns = isMirrored ? columns.mirrored : columns
    rows = ResamplingAxis(from: sourceHeight, to: height)
  }

  /// Fills `target`, `height · width · 3` floats.
  ///
  /// - Precondition: the picture has the size that the sampler was made for.
  package func sample(
    _ picture: PixelView, _ color: ColorTransform, into target: UnsafeMutablePointer<Float>,
    workers: Workers
  ) {
    checkSize(of: picture)
    let transform = color.kernelTransform(for: picture.format)
    workers.forEachBand(of: rows.targetCount, minimum: 8) { band in
      let whole = PixelRect(
        x: 0, y: band.lowerBound, width: columns.targetCount, height: band.count)
      sample(picture, transform, whole, into: target)
    }
  }

  /// Fills some areas of `target`, which do not overlap, and leaves the others as they are.
  ///
  /// - Precondition: the picture has the size that the sampler was made for.
  func sample(
    _ picture: PixelView, _ color: ColorTransform, in areas: [PixelRect],
    into target: UnsafeMutablePointer<Float>, workers: Workers
  ) {
    checkSize(of: picture)
    let transform = color.kernelTransform(for: picture.format)
    workers.forEachBand(of: areas.count, minimum: 1) { indices in
      for index in indices { sample(picture, transform, areas[index], into: target) }
    }
  }

  private func checkSize(of picture: PixelView) {
    precondition(
      picture.width == columns.sourceCount && picture.height == rows.sourceCount,
      "a sampler is made for one size of picture")
  }

  private func sample(
    _ picture: PixelView, _ transform: slh_color_transform, _ area: PixelRect,
    into target: UnsafeMutablePointer<Float>
  ) {
    let channels = picture.format.channelCount
    let targets = area.columns
    let read = columns.sources(of: targets)
    let part = picture.cropped(
      to: PixelRect(x: read.lowerBound, y: 0, width: read.count, height: picture.height))
    Scratch.with(picture.width * channels) { (row: UnsafeMutablePointer<Float>) in
      for y in area.y..<area.y + area.height {
        rows.blend(part, at: y, into: row + read.lowerBound * channels)
        columns.gather(
          row, channels: channels, targets,
          into: target + 3 * (y * columns.targetCount + area.x), transform)
      }
    }
  }
}
