import CSilhouetteKernels

/// A picture with the alpha that cuts it: rows of both, and runs of pixels of one kind.
///
/// What was transparent in the picture stays so: its own alpha multiplies the matte's.
struct AlphaRows {
  let picture: PixelView
  let alpha: PixelView

  var width: Int { picture.width }
  var height: Int { picture.height }

  enum Run {
    case background
    case person
    case soft
  }

  /// The alpha of row `y`, 0…1; `scratch` has room for a row.
  func alpha(
    at y: Int, into target: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
  ) {
    alpha.lastChannel(at: y, into: target)
    guard picture.format.hasAlpha else { return }
    picture.lastChannel(at: y, into: scratch)
    slh_multiply(target, scratch, width)
  }

  /// Calls `body` with the runs of a row of alpha, from left to right.
  func forEachRun(of alpha: UnsafePointer<Float>, _ body: (Run, Range<Int>) -> Void) {
    var start = 0
    while start < width {
      let end = slh_alpha_run(alpha, start, width)
      body(alpha[start] <= 0 ? .background : alpha[start] >= 1 ? .person : .soft, start..<end)
      start = end
    }
  }
}
