import CSilhouetteKernels

/// Lets the edges of a small mask follow the edges of the picture: the fast guided filter (He, Sun:
/// Fast Guided Filter, 2015) with a colour guide.
///
/// In every window the mask is fitted by a line over the picture's colours, `p = a·I + b`. The fit is
/// made on a picture reduced to about the mask's own size, since the mask knows no more detail than
/// that; the lines are then interpolated and meet the full picture's colours, so the edge is as sharp
/// as the picture's. Where the mask is constant, `a` is 0 and the mask stays as it is.
package struct GuidedRefinement: Sendable {
  /// The longer side of the picture that lines are fitted on.
  package var fittingSide: Int
  /// Half the window's side on that picture.
  package var radius: Int
  /// How much variance of colours (0…1) counts as noise.
  package var epsilon: Double
  /// Alpha below it becomes 0 and alpha above one minus it 1, with what lies between stretched: a
  /// fitted line leaves a haze where the mask is sure.
  package var haze: Float

  /// Chosen on 60 photos with masks and on 20 composites of known alpha.
  package static let standard = GuidedRefinement(
    fittingSide: 256, radius: 5, epsilon: 1e-5, haze: 0.15)

  package init(fittingSide: Int, radius: Int, epsilon: Double, haze: Float) {
    self.fittingSide = fittingSide
    self.radius = radius
    self.epsilon = epsilon
    self.haze = haze
  }

  /// The mask at the picture's size, in the picture's bit depth.
  package func alpha(
    from mask: ProbabilityMap, guide picture: PixelView, format: PixelFormat, workers: Workers
  ) -> PixelBuffer {
    let size = fittingSize(of: picture)
    let lines = smoothed(
      fitted(mask, picture, width: size.width, height: size.height, workers), workers)
    return apply(lines, to: picture, format: format, workers)
  }

  private func fittingSize(of picture: PixelView) -> (width: Int, height: Int) {
    let longer = max(picture.width, picture.height)
    guard longer > fittingSide else { return (picture.width, picture.height) }
    func scaled(_ side: Int) -> Int { max((side * fittingSide + longer / 2) / longer, 1) }
    return (scaled(picture.width), scaled(picture.height))
  }

  /// Subtracted from colours, so that their squares stay small.
  private static let centre: Float = 0.5

  /// The line of each window of the reduced picture, four numbers each.
  private func fitted(
    _ mask: ProbabilityMap, _ picture: PixelView, width: Int, height: Int, _ workers: Workers
  ) -> Plane<Float> {
    let colors = Plane<Float>(width: width, height: height, channels: 3)
    PictureSampler(
      sourceWidth: picture.width, sourceHeight: picture.height, width: width, height: height
    ).sample(picture, .centred(on: Self.centre), into: colors.base, workers: workers)
    let small = mask.resampled(width: width, height: height, workers: workers)
    let lines = Plane<Float>(width: width, height: height, channels: 4)
    let box = BoxFilter(
      width: width, height: height, channels: Int(SLH_GUIDED_PRODUCTS), radius: radius)
    let counts = box.columnCounts
    box.forEachRow(workers: workers) { y, row in
      slh_guided_products(row, colors.row(y), small.row(y), width)
    } use: { y, sums in
      slh_guided_coefficients(
        lines.row(y), sums, counts, Double(box.rowCount(at: y)), epsilon, width)
    }
    return lines
  }

  /// The mean of all lines whose windows hold a pixel.
  private func smoothed(_ lines: consuming Plane<Float>, _ workers: Workers) -> Plane<Float> {
    let result = Plane<Float>(width: lines.width, height: lines.height, channels: 4)
    let box = BoxFilter(width: lines.width, height: lines.height, channels: 4, radius: radius)
    let counts = box.columnCounts
    box.forEachRow(workers: workers) { y, row in
      slh_widen(row, lines.row(y), lines.rowCount)
    } use: { y, sums in
      slh_box_means(result.row(y), sums, counts, Double(box.rowCount(at: y)), 4, result.width)
    }
    return result
  }

  /// Meets the interpolated lines with the picture's own colours.
  private func apply(
    _ lines: consuming Plane<Float>, to picture: PixelView, format: PixelFormat, _ workers: Workers
  ) -> PixelBuffer {
    var alpha = PixelBuffer(width: picture.width, height: picture.height, format: format)
    let columns = ResamplingAxis(from: lines.width, to: picture.width)
    let rows = ResamplingAxis(from: lines.height, to: picture.height)
    let sourceCount = lines.rowCount
    let scratchCount = sourceCount + picture.width * 8
    alpha.withMutableView { target in
      workers.forEachBand(of: picture.height, minimum: 16) { band in
        Scratch.with(scratchCount) { (narrow: UnsafeMutablePointer<Float>) in
          let wide = narrow + sourceCount
          let colors = wide + picture.width * 4
          let result = colors + picture.width * 3
          for y in band {
            rows.blend(lines.base, rowCount: sourceCount, at: y, into: narrow)
            columns.gather(narrow, channels: 4, into: wide)
            picture.colors(at: y, offset: -Self.centre, into: colors)
            slh_guided_apply(result, wide, colors, haze, picture.width)
            target.setAlpha(result, at: y)
          }
        }
      }
    }
    return alpha
  }
}
