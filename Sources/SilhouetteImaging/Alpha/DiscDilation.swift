import CSilhouetteKernels

extension PixelBuffer {
  /// Moves the edges of a grey picture outwards by `length` pixels, inwards if it is negative; soft
  /// edges stay as soft as they were.
  ///
  /// Outwards: every pixel becomes the largest value within `length` of it, in Euclidean distance, where
  /// values between pixels are interpolated. Inwards is the same for the background. The picture's
  /// border is no edge.
  ///
  /// - Complexity: a few operations a pixel, and some `2 · length` for pixels of the moved edge alone,
  ///   eight pixels at a time; lengths above 126 are worked off in such steps.
  /// - Throws: ``ImagingError/invalidAmount(name:range:)`` unless `length` is finite and no longer
  ///   than the picture's longer side.
  package mutating func grow(by length: Double, workers: Workers) throws(ImagingError) {
    guard abs(length) <= Double(max(width, height)) else {
      throw .invalidAmount(
        name: "the length to grow by", range: "at most the picture's longer side")
    }
    guard length != 0 else { return }
    if length < 0 { invert(workers: workers) }
    // Discs add up: growing by r and then by s is growing by r + s.
    var rest = abs(length)
    while rest > 0 {
      let step = min(rest, DiscDilation.largestRadius)
      self = DiscDilation(radius: step).dilated(self, workers: workers)
      rest -= step
    }
    if length < 0 { invert(workers: workers) }
  }
}

/// The largest value in a disc around each pixel, of the surface that interpolates between pixels.
///
/// Pixels alone are too few for small discs: those within 2 of a pixel reach 2 along rows, but 1.4
/// along diagonals. So there are two kinds of places: the pixels of the disc, and points of its circle.
/// Pixels come as chords: maxima over runs of 1, 2, 4, 8 … pixels are kept for each row, and two of them
/// that overlap cover a chord of any length.
struct DiscDilation {
  /// The rows that an area needs stay in cache.
  fileprivate static let largestRadius = 126.0

  private let radius: Double
  private let chords: [Chord]
  private let points: [CirclePoint]
  /// Rows and columns around an area that its pixels depend on.
  private let margin: Int
  private let levels: Int

  /// The part of a disc on the row `offset` below its centre.
  private struct Chord {
    let offset: Int
    let half: Int
    /// The longest run of `2^level` pixels that fits.
    let level: Int

    init(offset: Int, radius: Double) {
      self.offset = offset
      half = Int((radius * radius - Double(offset * offset)).squareRoot())
      level = (2 * half + 1).bitWidth - 1 - (2 * half + 1).leadingZeroBitCount
    }
  }

  /// A disc of the surface between pixels.
  fileprivate init(radius: Double) {
    self.init(radius: radius, points: CirclePoint.points(radius: radius))
  }

  /// The pixels within the radius alone.
  init(pixelsWithin radius: Double) {
    self.init(radius: radius, points: [])
  }

  private init(radius: Double, points: [CirclePoint]) {
    let whole = Int(radius.rounded(.down))
    self.radius = radius
    self.points = points
    chords = (-whole...whole).map { Chord(offset: $0, radius: radius) }
    margin = whole + 1
    levels = (2 * whole + 1).bitWidth - (2 * whole + 1).leadingZeroBitCount
  }

  /// The dilated picture, by all that an edge may reach.
  func dilatedNearEdges(_ picture: PixelBuffer, workers: Workers) -> PixelBuffer {
    let areas = picture.edgeAreas(reach: margin, workers: workers)
    return dilated(picture, in: areas, workers: workers) { source, area, target in
      let rows = RunMaxima(of: source, area, margin: margin, levels: levels)
      Scratch.with(area.width) { work in
        for y in area.y..<area.y + area.height {
          dilate(rows, area, y, area.columns, into: target, work)
        }
      }
    }
  }

  /// The dilated picture, by the soft pixels of the moved edge; what is plainly inside or outside of it
  /// is known by cells.
  fileprivate func dilated(_ picture: PixelBuffer, workers: Workers) -> PixelBuffer {
    let cells = GrowthCells(of: picture, radius: radius, workers: workers)
    let areas = picture.edgeAreas(reach: margin, workers: workers)
    return dilated(picture, in: areas, workers: workers) { source, area, target in
      let mixed = cells.setPlain(in: area, of: target)
      guard mixed.width > 0 else { return }
      let rows = RunMaxima(of: source, mixed, margin: margin, levels: levels)
      Scratch.with(mixed.width) { work in
        for y in mixed.y..<mixed.y + mixed.height {
          cells.forEachMixedRun(in: mixed, y) { dilate(rows, mixed, y, $0, into: target, work) }
        }
      }
    }
  }

  private func dilated(
    _ picture: PixelBuffer, in areas: [PixelRect], workers: Workers,
    _ work: (PixelView, PixelRect, MutablePixelView) -> Void
  ) -> PixelBuffer {
    var result = picture
    picture.withView { source in
      result.withMutableView { target in
        workers.forEachBand(of: areas.count, minimum: 1) { indices in
          for index in indices { work(source, areas[index], target) }
        }
      }
    }
    return result
  }

  /// Some columns of row `y` of an area, in room for as many.
  private func dilate(
    _ rows: borrowing RunMaxima, _ area: PixelRect, _ y: Int, _ columns: Range<Int>,
    into target: MutablePixelView, _ work: UnsafeMutablePointer<UInt16>
  ) {
    let first = margin + columns.lowerBound - area.x
    let center = margin + y - area.y
    work.update(repeating: 0, count: columns.count)
    for chord in chords where rows.hasValues(center + chord.offset) {
      let run = rows.row(center + chord.offset, level: chord.level) + first
      slh_max_into_u16(
        work, run - chord.half, run + (chord.half + 1 - 1 << chord.level), columns.count)
    }
    for point in points {
      let above = center + point.row
      guard rows.hasValues(above) || rows.hasValues(above + 1) else { continue }
      let place = first + point.column
      slh_max_between_u16(
        work, rows.row(above, level: 0) + place, rows.row(above + 1, level: 0) + place,
        point.weights, columns.count)
    }
    target.setWords(work, columns: columns, at: y)
  }
}

/// A point of a circle around a pixel, between four pixels.
private struct CirclePoint {
  /// The upper left one of the four, from the centre on.
  let row: Int
  let column: Int
  let weights: slh_corner_weights

  /// Points of the whole circle, symmetric in all eight octants.
  ///
  /// Between two of them the circle bulges out by radius · (1 − cos(angle / 2)), at most a fortieth of a
  /// pixel. Directions are ((1 − t²) / (1 + t²), 2t / (1 + t²)) with t = tan(angle / 2).
  static func points(radius: Double) -> [CirclePoint] {
    let count = Int((1.76 * radius.squareRoot()).rounded(.up))
    let eighth = 0.414_213_562_373_095_1  // tan(π / 8)
    var points: [CirclePoint] = []
    for index in 0...count {
      let t = eighth * Double(index) / Double(count)
      let x = exact(radius * (1 - t * t) / (1 + t * t))
      let y = index == count ? x : exact(radius * 2 * t / (1 + t * t))
      for (u, v) in index == count ? [(x, y)] : index == 0 ? [(x, 0), (0, x)] : [(x, y), (y, x)] {
        for (u, v) in [(u, v), (-u, v), (u, -v), (-u, -v)]
        where (u != 0 || u.sign == .plus) && (v != 0 || v.sign == .plus) {
          points.append(CirclePoint(x: u, y: v))
        }
      }
    }
    return points
  }

  private init(x: Double, y: Double) {
    let (left, top) = (x.rounded(.down), y.rounded(.down))
    (column, row) = (Int(left), Int(top))
    let (right, bottom) = (x - left, y - top)
    weights = slh_corner_weights(
      top_left: CirclePoint.weight((1 - right) * (1 - bottom)),
      top_right: CirclePoint.weight(right * (1 - bottom)),
      bottom_left: CirclePoint.weight((1 - right) * bottom),
      bottom_right: CirclePoint.weight(right * bottom))
  }

  /// A whole number of 256ths, so that mirrored points have the same bits of weights.
  private static func exact(_ length: Double) -> Double { (length * 256).rounded() / 256 }

  /// Cut, so that four of them never exceed the whole.
  private static func weight(_ share: Double) -> UInt16 { UInt16(share * 65_535) }
}

/// Rows of an area with `margin` more rows and columns on every side, 0 outside the picture, and the
/// maxima over runs of `2^level` pixels from each pixel on.
private struct RunMaxima: ~Copyable {
  private let runs: Plane<UInt16>
  private let levels: Int
  private var isEmpty: [Bool]

  init(of source: PixelView, _ area: PixelRect, margin: Int, levels: Int) {
    let width = area.width + 2 * margin
    let height = area.height + 2 * margin
    runs = Plane<UInt16>(width: width, height: height * levels)
    self.levels = levels
    isEmpty = [Bool](repeating: true, count: height)
    let left = max(margin - area.x, 0)
    let columns = max(area.x - margin, 0)..<min(area.x + area.width + margin, source.width)
    for y in 0..<height {
      let pixels = row(y, level: 0)
      pixels.update(repeating: 0, count: width)
      let sourceRow = area.y - margin + y
      guard sourceRow >= 0, sourceRow < source.height else { continue }
      source.words(at: sourceRow, columns: columns, into: pixels + left)
      isEmpty[y] = slh_is_zero_u16(pixels, width)
      guard !isEmpty[y] else { continue }
      setLonger(y, width)
    }
  }

  private func setLonger(_ y: Int, _ width: Int) {
    for level in 1..<max(levels, 1) {
      let half = 1 << (level - 1)
      let shorter = row(y, level: level - 1)
      let count = width - 2 * half + 1
      guard count > 0 else { break }
      slh_max_u16(row(y, level: level), shorter, shorter + half, count)
    }
  }

  /// Whether any value of a row is above 0; the maxima of others are not set.
  func hasValues(_ y: Int) -> Bool { !isEmpty[y] }

  func row(_ y: Int, level: Int) -> UnsafeMutablePointer<UInt16> { runs.row(y * levels + level) }
}
