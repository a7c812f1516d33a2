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

  /// The alpha of row `y`, 0…1, or of some columns of it; `scratch` has room for as many.
  func alpha(
    at y: Int, _ columns: Range<Int>? = nil, into target: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    alpha.lastChannel(at: y, columns, into: target)
    guard picture.format.hasAlpha else { return }
    picture.lastChannel(at: y, columns, into: scratch)
    slh_multiply(target, scratch, columns?.count ?? width)
  }

  /// The weighted sum of the alpha of rows; `scratch` has room for two numbers a pixel.
  func blendAlpha(
    _ rows: ResamplingAxis, at y: Int, into target: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    if picture.format.hasAlpha {
      target.update(repeating: 0, count: width)
      rows.forEachTap(of: y) { position, weight in
        alpha(at: position, into: scratch, scratch: scratch + width)
        slh_add_scaled(target, scratch, weight, width)
      }
    } else {
      rows.blend(alpha, at: y, into: target)
      slh_scale(target, 1 / alpha.format.maximumChannelValue, width)
    }
  }

  /// Red, green, blue and alpha, 0…1, of some columns of row `y`; `scratch` has room for five numbers
  /// each.
  func mixture(
    at y: Int, _ columns: Range<Int>, into target: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let shares = scratch + 3 * columns.count
    alpha(at: y, columns, into: shares, scratch: scratch)
    picture.colors(at: y, columns, into: scratch)
    slh_add_alpha(target, scratch, shares, columns.count)
  }

  /// Calls `body` with the runs of row `y` from left to right; `scratch` has room for two numbers a
  /// pixel.
  func forEachRun(
    at y: Int, scratch: UnsafeMutablePointer<Float>, _ body: (Run, Range<Int>) -> Void
  ) {
    if picture.format.hasAlpha {
      alpha(at: y, into: scratch, scratch: scratch + width)
      forEachRun(of: scratch, body)
    } else if alpha.format.bytesPerChannel == 1 {
      forEachRun(ofLevels: alpha.row(y).bindMemory(to: UInt8.self), slh_kind_run_u8, body)
    } else {
      forEachRun(ofLevels: alpha.row(y).bindMemory(to: UInt16.self), slh_kind_run_u16, body)
    }
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

  @inline(__always)
  private func forEachRun<Level: FixedWidthInteger>(
    ofLevels row: UnsafeBufferPointer<Level>,
    _ runEnd: (UnsafePointer<Level>?, Int, Int) -> Int, _ body: (Run, Range<Int>) -> Void
  ) {
    var start = 0
    while start < width {
      let end = runEnd(row.baseAddress, start, width)
      body(row[start] == 0 ? .background : row[start] == .max ? .person : .soft, start..<end)
      start = end
    }
  }
}
