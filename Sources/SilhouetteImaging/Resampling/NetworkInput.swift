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
      Scratch.with(scratchCount(for: picture)) { scratch in
        forEachBlock(of: band) { block in
          setRows(
            block, 0..<columns.targetCount, of: picture, transform, scratch: scratch,
            into: target + 3 * block.lowerBound * columns.targetCount)
        }
      }
    }
  }

  /// Calls `use` with some columns of rows, on several threads at a time.
  ///
  /// - Parameter areas: what is wanted of the result.
  /// - Precondition: the picture has the size that the sampler was made for.
  func forEachRow(
    of picture: PixelView, _ color: ColorTransform, in areas: [PixelRect], workers: Workers,
    use: (Int, Range<Int>, UnsafePointer<Float>) -> Void
  ) {
    checkSize(of: picture)
    let transform = color.kernelTransform(for: picture.format)
    workers.forEachBand(of: areas.count, minimum: 1) { indices in
      let room = scratchCount(for: picture)
      Scratch.with(room + Self.blockHeight * 3 * columns.targetCount) {
        (scratch: UnsafeMutablePointer<Float>) in
        for area in areas[indices] {
          forEachBlock(of: area.rows) { block in
            setRows(
              block, area.columns, of: picture, transform, scratch: scratch, into: scratch + room)
            for y in block {
              let row = (y - block.lowerBound) * 3 * area.width
              use(y, area.columns, scratch + room + row)
            }
          }
        }
      }
    }
  }

  private func checkSize(of picture: PixelView) {
    precondition(
      picture.width == columns.sourceCount && picture.height == rows.sourceCount,
      "a sampler is made for one size of picture")
  }

  /// So many rows are sampled at once.
  private static let blockHeight = 4
  /// Numbers behind a row that kernels may read.
  private static let readAhead = 16

  private func forEachBlock(of rows: Range<Int>, _ body: (Range<Int>) -> Void) {
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.blockHeight) {
      body(start..<min(start + Self.blockHeight, rows.upperBound))
    }
  }

  private func blendedCount(for picture: PixelView) -> Int {
    picture.width * picture.format.channelCount + Self.readAhead
  }

  /// Room for the rows of a block, blended, and for these side by side.
  private func scratchCount(for picture: PixelView) -> Int {
    Self.blockHeight * (blendedCount(for: picture) + 4 * (picture.width + Self.blockHeight))
  }

  /// Sets some columns of a block of rows, which follow each other without gaps.
  ///
  /// - Parameter scratch: ``scratchCount(for:)``.
  private func setRows(
    _ block: Range<Int>, _ targets: Range<Int>, of picture: PixelView,
    _ transform: slh_color_transform, scratch: UnsafeMutablePointer<Float>,
    into target: UnsafeMutablePointer<Float>
  ) {
    let channels = picture.format.channelCount
    let stride = blendedCount(for: picture)
    let read = columns.sources(of: targets)
    let part = picture.cropped(
      to: PixelRect(x: read.lowerBound, y: 0, width: read.count, height: picture.height))
    for y in block {
      let row = scratch + (y - block.lowerBound) * stride
      rows.blend(part, at: y, into: row + read.lowerBound * channels)
    }
    if block.count == Self.blockHeight {
      columns.gather(
        fourRows: scratch, stride: stride, channels: channels, targets, into: target, transform,
        scratch: scratch + Self.blockHeight * stride)
    } else {
      for row in 0..<block.count {
        columns.gather(
          scratch + row * stride, channels: channels, targets,
          into: target + row * 3 * targets.count,
          transform)
      }
    }
  }
}
