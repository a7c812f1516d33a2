import CSilhouetteKernels

extension PixelBuffer {
  /// Moves the edges of a grey picture outwards by `length` pixels, inwards if it is negative; soft
  /// edges stay as soft as they were.
  ///
  /// Outwards: every pixel becomes the largest value within `length` of it, in Euclidean distance. A
  /// length between two whole numbers mixes both results. Inwards is the same for the background. The
  /// picture's border is no edge.
  ///
  /// - Complexity: `length` operations a pixel, sixteen pixels at a time.
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
      self = DiscDilation(radius: step, width: width).dilated(self, workers: workers)
      rest -= step
    }
    if length < 0 { invert(workers: workers) }
  }
}

/// The largest value in a disc around each pixel.
///
/// A disc is a stack of chords. Maxima over runs of 1, 2, 4, 8 … pixels are kept for each row; two of
/// them that overlap cover a chord of any length.
private struct DiscDilation {
  /// Keeps the rows that a band needs in cache.
  static let largestRadius = 32.0

  private let width: Int
  private let smaller: [Chord]
  private let larger: [Chord]
  /// How much of the larger disc counts.
  private let share: Float
  private let reach: Int
  private let levels: Int

  /// The part of a disc on the rows `offset` above and below its centre.
  private struct Chord {
    let offset: Int
    let half: Int
    /// The longest run of `2^level` pixels that fits.
    let level: Int

    init(offset: Int, radius: Int) {
      self.offset = offset
      half = Int(Double(radius * radius - offset * offset).squareRoot())
      level = (2 * half + 1).bitWidth - 1 - (2 * half + 1).leadingZeroBitCount
    }
  }

  init(radius: Double, width: Int) {
    let whole = Int(radius.rounded(.down))
    self.width = width
    share = Float(radius - Double(whole))
    reach = share > 0 ? whole + 1 : whole
    smaller = (-whole...whole).map { Chord(offset: $0, radius: whole) }
    larger = share > 0 ? (-reach...reach).map { [reach] in Chord(offset: $0, radius: reach) } : []
    levels = (2 * reach + 1).bitWidth - (2 * reach + 1).leadingZeroBitCount
  }

  /// Rows have `reach` zeros on both sides.
  private var paddedWidth: Int { width + 2 * reach }

  func dilated(_ picture: PixelBuffer, workers: Workers) -> PixelBuffer {
    var result = PixelBuffer(width: width, height: picture.height, format: picture.format)
    picture.withView { source in
      result.withMutableView { target in
        workers.forEachBand(of: source.height, minimum: 2 * reach + 16) { band in
          dilate(source, band, into: target)
        }
      }
    }
    return result
  }

  private func dilate(_ source: PixelView, _ rows: Range<Int>, into target: MutablePixelView) {
    let ring = Plane<UInt16>(width: paddedWidth, height: (2 * reach + 1) * levels)
    let work = Plane<UInt16>(width: width, height: 2)
    var next = max(rows.lowerBound - reach, 0)
    for y in rows {
      while next <= min(y + reach, source.height - 1) {
        setRuns(of: source, at: next, into: ring)
        next += 1
      }
      join(smaller, around: y, height: source.height, of: ring, into: work.row(0))
      if share > 0 {
        join(larger, around: y, height: source.height, of: ring, into: work.row(1))
        slh_mix_u16(work.row(0), work.row(0), work.row(1), share, width)
      }
      target.setWords(work.row(0), at: y)
    }
  }

  private func runs(_ ring: borrowing Plane<UInt16>, _ y: Int, _ level: Int)
    -> UnsafeMutablePointer<UInt16>
  {
    ring.row(y % (2 * reach + 1) * levels + level)
  }

  /// Maxima over runs of row `y`: `runs[level][x]` is that of `2^level` pixels from `x` on.
  private func setRuns(of source: PixelView, at y: Int, into ring: borrowing Plane<UInt16>) {
    let pixels = runs(ring, y, 0)
    pixels.update(repeating: 0, count: paddedWidth)
    source.words(at: y, into: pixels + reach)
    for level in 1..<max(levels, 1) {
      let half = 1 << (level - 1)
      let shorter = runs(ring, y, level - 1)
      let count = paddedWidth - 2 * half + 1
      guard count > 0 else { break }
      slh_max_u16(runs(ring, y, level), shorter, shorter + half, count)
    }
  }

  private func join(
    _ chords: [Chord], around y: Int, height: Int, of ring: borrowing Plane<UInt16>,
    into target: UnsafeMutablePointer<UInt16>
  ) {
    target.update(repeating: 0, count: width)
    for chord in chords where y + chord.offset >= 0 && y + chord.offset < height {
      let runs = runs(ring, y + chord.offset, chord.level)
      let left = runs + (reach - chord.half)
      let right = runs + (reach + chord.half + 1 - 1 << chord.level)
      slh_max_into_u16(target, left, right, width)
    }
  }
}
