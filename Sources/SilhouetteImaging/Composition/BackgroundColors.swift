import CSilhouetteKernels

/// The colours that a picture's background has without the person: the picture's own where alpha is 0,
/// and where the person mixes in or hides it, an estimate (``ForegroundEstimate``, which finds the
/// colours of both sides) at the size of its largest reduced copy.
struct BackgroundColors: ~Copyable {
  private let source: AlphaRows
  private let reduced: ColorLayers
  private let columns: ResamplingAxis
  private let rows: ResamplingAxis

  init(_ source: AlphaRows, workers: Workers) {
    let size = ForegroundEstimate.reducedSize(of: source)
    self.source = source
    reduced = ForegroundEstimate.solved(
      ForegroundEstimate.sampled(
        source,
        alpha: ForegroundEstimate.sampledAlpha(
          of: source, width: size.width, height: size.height, workers), workers), workers)
    columns = ResamplingAxis(from: size.width, to: source.width)
    rows = ResamplingAxis(from: size.height, to: source.height)
  }

  /// Scratch floats that a row needs.
  var scratchCount: Int { 4 * (reduced.width + source.width) + Scratch.padding }

  /// Alpha and colours of row `y`.
  func row(
    _ y: Int, alpha: UnsafeMutablePointer<Float>, colors: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    source.alpha(at: y, into: alpha, scratch: scratch)
    source.picture.colors(at: y, into: colors)
    let estimated = scratch + 4 * reduced.width + Scratch.padding
    var isReady = false
    source.forEachRun(of: alpha) { run, columns in
      guard run != .background else { return }
      if !isReady { prepare(row: y, into: scratch) }
      isReady = true
      self.columns.gather(scratch, channels: 4, columns, into: estimated)
      slh_drop_alpha(colors + 3 * columns.lowerBound, estimated, columns.count)
    }
  }

  private func prepare(row y: Int, into scratch: UnsafeMutablePointer<Float>) {
    let map = reduced.background.pixels(0)
    rows.blend(
      map, rowCount: reduced.background.rowCount, count: 4 * reduced.width, at: y, into: scratch)
  }
}
