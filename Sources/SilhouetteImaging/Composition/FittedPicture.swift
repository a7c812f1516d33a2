import CSilhouetteKernels

/// A picture scaled to fill a frame (``Fit``); area average where it shrinks, bilinear where it grows.
///
/// Alpha of the picture is not looked at.
package struct FittedPicture {
  /// The part of the picture that is shown.
  private let source: PixelView
  /// Where it is shown. The rest of the frame is black.
  private let frame: PixelRect
  private let columns: ResamplingAxis
  private let rows: ResamplingAxis

  /// - Parameter picture: borrowed for as long as this value is used.
  /// - Throws: ``ImagingError/invalidPicture(reason:)``.
  package init(
    _ picture: PixelView, fit: Fit, width: Int, height: Int
  ) throws(ImagingError) {
    try picture.validate()
    var shown = PixelRect(x: 0, y: 0, width: picture.width, height: picture.height)
    var frame = PixelRect(x: 0, y: 0, width: width, height: height)
    switch fit {
    case .stretch: break
    case .cover: shown = shown.centred(proportions: frame)
    case .contain: frame = frame.centred(proportions: shown)
    }
    source = PixelView(
      base: picture.base + shown.y * picture.stride + shown.x * picture.format.bytesPerPixel,
      width: shown.width, height: shown.height, stride: picture.stride, format: picture.format)
    self.frame = frame
    columns = ResamplingAxis(from: shown.width, to: frame.width)
    rows = ResamplingAxis(from: shown.height, to: frame.height)
  }

  var scratchCount: Int { 6 * source.width + Scratch.padding }

  func prepare(row y: Int, scratch: UnsafeMutablePointer<Float>) {
    guard frame.rows.contains(y) else { return }
    let count = 3 * source.width
    let colors = scratch + count + Scratch.padding
    scratch.update(repeating: 0, count: count)
    rows.forEachTap(of: y - frame.y) { position, weight in
      source.colors(at: position, into: colors)
      slh_add_scaled(scratch, colors, weight, count)
    }
  }

  func colors(
    _ columns: Range<Int>, row y: Int, into target: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    target.update(repeating: 0, count: 3 * columns.count)
    let shown = columns.clamped(to: frame.columns)
    guard frame.rows.contains(y), !shown.isEmpty else { return }
    self.columns.gather(
      scratch, channels: 3, shown.lowerBound - frame.x..<shown.upperBound - frame.x,
      into: target + 3 * (shown.lowerBound - columns.lowerBound))
  }
}

extension PixelRect {
  /// The largest rectangle inside this one, in its middle, with the proportions of another; sides are
  /// rounded to whole pixels, at least one.
  fileprivate func centred(proportions other: PixelRect) -> PixelRect {
    var result = self
    if width * other.height > height * other.width {
      result.width = max((height * other.width + other.height / 2) / other.height, 1)
    } else {
      result.height = max((width * other.height + other.width / 2) / other.width, 1)
    }
    result.x += (width - result.width) / 2
    result.y += (height - result.height) / 2
    return result
  }
}
