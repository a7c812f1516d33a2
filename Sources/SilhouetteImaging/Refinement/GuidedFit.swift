import CSilhouetteKernels

/// Fits a mask by lines over a picture's colours, `p = a·I + b`, one for every window of the picture
/// (He, Sun, Tang: Guided Image Filtering, 2013), as often as is asked for.
///
/// With means over a window, `a = (cov(I, I) + ε)⁻¹ cov(I, p)` and `b = mean(p) − a·mean(I)`. The
/// inverse depends on the colours alone and is kept from round to round. Where a mask is all 0 or all
/// 1 as far as windows reach, `a` is 0 and the next mask is this one: nothing is computed there.
struct GuidedFit: ~Copyable {
  private let colors: Plane<Float>
  /// Means of the colours and the inverse of their covariance in each window.
  private let statistics: Plane<Double>
  private let radius: Int

  /// - Parameters:
  ///   - colors: three channels of −½…½.
  ///   - areas: where lines will be fitted.
  init(
    colors: consuming Plane<Float>, radius: Int, epsilon: Double, areas: [PixelRect],
    workers: Workers
  ) {
    let size = Int(SLH_COLOR_PRODUCTS)
    self.radius = radius
    let statistics = Plane<Double>(width: colors.width, height: colors.height, channels: size)
    let box = BoxFilter(
      width: colors.width, height: colors.height, channels: size, radius: radius)
    let counts = box.columnCounts
    let guide = colors.base
    let width = colors.width
    counts.withUnsafeBufferPointer { counts in
      guard let counts = counts.baseAddress else { return }
      box.forEachRow(in: areas, workers: workers) { y, columns, row in
        slh_guided_color_products(
          row, guide + 3 * (y * width + columns.lowerBound), columns.count)
      } use: { y, columns, sums in
        slh_guided_statistics(
          statistics.row(y) + columns.lowerBound * size, sums, counts + columns.lowerBound,
          Double(box.rowCount(at: y)), epsilon, columns.count)
      }
    }
    self.colors = colors
    self.statistics = statistics
  }

  /// The lines of all windows that hold a pixel, averaged, for the mask.
  ///
  /// - Parameter cut: what alpha loses at both ends.
  func lines(of mask: borrowing Plane<Float>, cut: Float, workers: Workers) -> GuidedLines {
    let kinds = Plane<UInt8>(width: mask.width, height: mask.height)
    slh_guided_constant_kinds(kinds.base, mask.base, cut, mask.width * mask.height)
    let areas = mask.unsettledAreas(reach: 2 * radius)
    // Whoever interpolates between what is settled and what is not reads a point beyond the areas.
    let lines = constantLines(
      of: mask, in: areas.widened(by: 1, width: mask.width, height: mask.height))
    smooth(fitted(mask, around: areas, workers), in: areas, workers) { y, columns, means in
      (lines.row(y) + 4 * columns.lowerBound).update(from: means, count: 4 * columns.count)
      slh_guided_kinds(kinds.row(y) + columns.lowerBound, means, cut, columns.count)
    }
    return GuidedLines(lines: lines, kinds: kinds, cut: cut)
  }

  /// Replaces the mask by what its lines make of the colours, cut off at both ends.
  func sharpen(_ mask: borrowing Plane<Float>, cut: Float, workers: Workers) {
    let areas = mask.unsettledAreas(reach: 2 * radius)
    smooth(fitted(mask, around: areas, workers), in: areas, workers) { y, columns, lines in
      slh_guided_apply(
        mask.row(y) + columns.lowerBound, lines, colors.row(y) + 3 * columns.lowerBound, cut,
        columns.count)
    }
  }

  /// Set in some areas alone.
  private func constantLines(
    of mask: borrowing Plane<Float>, in areas: [PixelRect]
  ) -> Plane<Float> {
    let lines = Plane<Float>(width: mask.width, height: mask.height, channels: 4)
    for area in areas {
      for y in area.rows {
        slh_guided_constant_lines(lines.row(y) + 4 * area.x, mask.row(y) + area.x, area.width)
      }
    }
    return lines
  }

  /// The line of each window that holds a point of some areas.
  private func fitted(
    _ mask: borrowing Plane<Float>, around areas: [PixelRect], _ workers: Workers
  ) -> Plane<Float> {
    let lines = constantLines(
      of: mask, in: areas.widened(by: radius, width: mask.width, height: mask.height))
    let box = BoxFilter(
      width: mask.width, height: mask.height, channels: Int(SLH_MASK_PRODUCTS), radius: radius)
    box.columnCounts.withUnsafeBufferPointer { counts in
      guard let counts = counts.baseAddress else { return }
      box.forEachRow(in: mask.unsettledAreas(reach: radius), workers: workers) { y, columns, row in
        slh_guided_mask_products(
          row, colors.row(y) + 3 * columns.lowerBound, mask.row(y) + columns.lowerBound,
          columns.count)
      } use: { y, columns, sums in
        slh_guided_lines(
          lines.row(y) + 4 * columns.lowerBound, sums,
          statistics.row(y) + Int(SLH_COLOR_PRODUCTS) * columns.lowerBound,
          counts + columns.lowerBound, Double(box.rowCount(at: y)), columns.count)
      }
    }
    return lines
  }

  /// Calls `use` with the mean of all lines whose windows hold a pixel, for rows of some areas.
  private func smooth(
    _ lines: consuming Plane<Float>, in areas: [PixelRect], _ workers: Workers,
    use: (Int, Range<Int>, UnsafePointer<Float>) -> Void
  ) {
    let lines = lines
    let box = BoxFilter(width: lines.width, height: lines.height, channels: 4, radius: radius)
    box.columnCounts.withUnsafeBufferPointer { counts in
      guard let counts = counts.baseAddress else { return }
      box.forEachRow(in: areas, workers: workers) { y, columns, row in
        slh_widen(row, lines.row(y) + 4 * columns.lowerBound, 4 * columns.count)
      } use: { y, columns, sums in
        Scratch.with(4 * columns.count) { (means: UnsafeMutablePointer<Float>) in
          slh_box_means(
            means, sums, counts + columns.lowerBound, Double(box.rowCount(at: y)), 4,
            columns.count)
          use(y, columns, means)
        }
      }
    }
  }
}
