import CSilhouetteKernels

/// Fits a mask by lines over a picture's colours, `p = a·I + b`, one for every window of the picture
/// (He, Sun, Tang: Guided Image Filtering, 2013), as often as is asked for.
///
/// With means over a window, `a = (cov(I, I) + ε)⁻¹ cov(I, p)` and `b = mean(p) − a·mean(I)`. Where a
/// mask is all 0 or all 1 as far as windows reach, `a` is 0 and the next mask is this one: nothing is
/// computed there. The inverse depends on the colours alone, yet to keep it from round to round would
/// take more time than to compute it again, where the mask is not settled, from sums that are in cache.
struct GuidedFit: ~Copyable {
  private let colors: GuideColors
  /// For each column how many columns its window holds.
  private let counts: Plane<Float>
  private let radius: Int
  private let epsilon: Double
  /// In how many units of a whole number 1 of the mask is summed, so that sums that slide are exact in half
  /// the memory that doubles would take.
  private let scale: Float

  init(colors: consuming GuideColors, radius: Int, epsilon: Double) {
    let (width, height) = (colors.plane.width, colors.plane.height)
    let box = BoxFilter<Int32>(width: width, height: height, radius: radius)
    counts = Plane(width: width, height: 1)
    for (column, count) in box.columnCounts.enumerated() { counts.base[column] = count }
    let window = min(2 * radius + 1, width) * min(2 * radius + 1, height)
    // The largest sum is that of a window which is all 1.
    scale = Float((Double(Int32.max) / Double(window)).binade)
    self.colors = colors
    self.radius = radius
    self.epsilon = epsilon
  }

  /// The lines of all windows that hold a pixel, averaged, for the mask.
  ///
  /// - Parameter cut: what alpha loses at both ends.
  func lines(of mask: borrowing Plane<Float>, cut: Float, workers: Workers) -> GuidedLines {
    let kinds = Plane<UInt8>(width: mask.width, height: mask.height)
    slh_guided_constant_kinds(kinds.base, mask.base, cut, mask.width * mask.height)
    let (windows, areas) = areas(of: mask)
    let lines = Plane<Float>(width: mask.width, height: mask.height, channels: 4)
    // Whoever interpolates between what is settled and what is not reads a point beyond the areas.
    for area in areas.widened(by: 1, width: mask.width, height: mask.height) {
      for y in area.rows {
        slh_guided_constant_lines(lines.row(y) + 4 * area.x, mask.row(y) + area.x, area.width)
      }
    }
    smooth(fitted(mask, in: windows, around: areas, workers), in: areas, workers) { sums, rows in
      let (first, count) = (sums.columns.lowerBound, sums.columns.count)
      let line = lines.row(sums.y) + 4 * first
      slh_guided_means(line, sums.values, sums.step, counts.base + first, rows, count)
      slh_guided_kinds(kinds.row(sums.y) + first, line, cut, count)
    }
    return GuidedLines(lines: lines, kinds: kinds, cut: cut)
  }

  /// Replaces the mask by what its lines make of the colours, cut off at both ends.
  func sharpen(_ mask: borrowing Plane<Float>, cut: Float, workers: Workers) {
    let (windows, areas) = areas(of: mask)
    let fitted = fitted(mask, in: windows, around: areas, workers)
    colors.read(areas, reach: 0, workers: workers)
    smooth(fitted, in: areas, workers) { sums, rows in
      let first = sums.columns.lowerBound
      slh_guided_sharpen(
        mask.row(sums.y) + first, sums.values, sums.step, counts.base + first, rows,
        colors.plane.row(sums.y) + first, colors.plane.width, cut, sums.columns.count)
    }
  }

  /// Where windows are fitted, since they hold what is not settled, and where a point lies in one of them.
  private func areas(
    of mask: borrowing Plane<Float>
  ) -> (windows: [PixelRect], points: [PixelRect]) {
    let unsettled = UnsettledPoints(of: mask, reach: radius)
    let windows = unsettled.areas
    unsettled.widen(by: radius)
    return (windows, unsettled.areas)
  }

  /// The line of each window that holds a point of some areas.
  private func fitted(
    _ mask: borrowing Plane<Float>, in windows: [PixelRect], around areas: [PixelRect],
    _ workers: Workers
  ) -> Plane<Float> {
    let (width, height) = (mask.width, mask.height)
    colors.read(windows, reach: radius, workers: workers)
    let lines = constantLines(
      of: mask, in: areas.widened(by: radius, width: width, height: height))
    let box = BoxFilter<Int32>(
      width: width, height: height, planes: Int(SLH_GUIDED_PRODUCTS), radius: radius)
    box.forEachRow(in: windows, workers: workers) { row in
      let first = row.columns.lowerBound
      slh_guided_products(
        row.values, row.step, colors.plane.row(row.y) + first, width, mask.row(row.y) + first,
        scale, row.columns.count)
    } use: { sums in
      let first = sums.columns.lowerBound
      slh_guided_lines(
        lines.row(sums.y) + first, width, sums.values, sums.step, scale, counts.base + first,
        Double(box.rowCount(at: sums.y)), epsilon, sums.columns.count)
    }
    return lines
  }

  /// Lines that give the mask's own value whatever the colour, set in some areas alone.
  private func constantLines(
    of mask: borrowing Plane<Float>, in areas: [PixelRect]
  ) -> Plane<Float> {
    let width = mask.width
    let lines = Plane<Float>(width: width, height: mask.height, channels: Int(SLH_LINE_NUMBERS))
    for area in areas {
      for y in area.rows {
        let line = lines.row(y) + area.x
        for plane in 0..<3 { (line + plane * width).update(repeating: 0, count: area.width) }
        (line + 3 * width).update(from: mask.row(y) + area.x, count: area.width)
      }
    }
    return lines
  }

  /// Calls `use` with the sums of all lines whose windows hold a pixel, for rows of some areas, and how
  /// many rows these windows have.
  private func smooth(
    _ lines: consuming Plane<Float>, in areas: [PixelRect], _ workers: Workers,
    use: (BoxFilter<Float>.Row, Float) -> Void
  ) {
    let lines = lines
    let box = BoxFilter<Float>(
      width: lines.width, height: lines.height, planes: lines.channels, radius: radius)
    box.forEachRow(in: areas, workers: workers) { row in
      for plane in 0..<lines.channels {
        (row.values + plane * row.step).update(
          from: lines.row(row.y) + plane * lines.width + row.columns.lowerBound,
          count: row.columns.count)
      }
    } use: { sums in
      use(sums, Float(box.rowCount(at: sums.y)))
    }
  }
}
