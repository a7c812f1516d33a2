import CSilhouetteKernels

/// A map of bits, in rows of whole words.
struct BitMap: ~Copyable {
  let width: Int
  let height: Int
  /// Rows as kernels want them: whole vectors, at least one word of which is behind the last column.
  private let words: Plane<UInt64>

  /// A map without a bit that is set.
  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    let count = Self.wordCount(width)
    words = Plane(width: (count / 8 + 1) * 8, height: height)
    words.base.initialize(repeating: 0, count: words.width * height)
  }

  /// A map of what is at most `reach` rows and columns from some areas, which lie within it.
  init(around areas: [PixelRect], reach: Int, width: Int, height: Int) {
    self.init(width: width, height: height)
    for area in areas { insert(area) }
    spread(by: reach)
  }

  private static func wordCount(_ width: Int) -> Int {
    (width + UInt64.bitWidth - 1) / UInt64.bitWidth
  }

  func row(_ y: Int) -> UnsafeMutablePointer<UInt64> { words.row(y) }

  var isEmpty: Bool {
    (0..<words.width * height).allSatisfy { words.base[$0] == 0 }
  }

  private func insert(_ part: PixelRect) {
    for y in part.rows {
      forEachWord(of: part.columns) { index, mask in row(y)[index] |= mask }
    }
  }

  /// Sets all bits that are at most `reach` rows and columns from a set one.
  func spread(by reach: Int) {
    slh_spread_bits(words.base, Self.wordCount(width), words.width, words.height, reach)
  }

  func formUnion(_ other: borrowing BitMap) { combine(other) { $0 | $1 } }

  func formIntersection(_ other: borrowing BitMap) { combine(other) { $0 & $1 } }

  func subtract(_ other: borrowing BitMap) { combine(other) { $0 & ~$1 } }

  private func combine(_ other: borrowing BitMap, _ operation: (UInt64, UInt64) -> UInt64) {
    for index in 0..<words.width * words.height {
      words.base[index] = operation(words.base[index], other.words.base[index])
    }
  }

  /// Areas that hold every set bit and few others, and do not overlap.
  var areas: [PixelRect] { areas(bandHeight: 4, closing: 8) }

  /// The same, in bands of so many rows runs of
  /// columns, with what lies between two of them where that is less than `gap`.
  func areas(bandHeight: Int, closing gap: Int) -> [PixelRect] {
    var areas: [PixelRect] = []
    for top in stride(from: 0, to: height, by: bandHeight) {
      let rows = top..<min(top + bandHeight, height)
      forEachRun(of: 0..<width, rows: rows, closing: gap) { run in
        let first = rows.first { hasBit(row: $0, run) } ?? top
        let last = rows.last { hasBit(row: $0, run) } ?? top
        areas.append(
          PixelRect(x: run.lowerBound, y: first, width: run.count, height: last - first + 1))
      }
    }
    return areas
  }

  /// Calls `body` with the runs of columns, of those given, that are set in any of some rows, with what
  /// lies between two of them where that is less than `gap`, which is at least 1.
  func forEachRun(
    of columns: Range<Int>, rows: Range<Int>, closing gap: Int, _ body: (Range<Int>) -> Void
  ) {
    var run: Range<Int>?
    forEachWord(of: columns) { index, mask in
      var word: UInt64 = 0
      for y in rows { word |= row(y)[index] }
      word &= mask
      while word != 0 {
        let first = word.trailingZeroBitCount
        let length = (~(word >> first)).trailingZeroBitCount
        word &= ~Self.mask(first, length)
        let start = index * UInt64.bitWidth + first
        if let last = run, start - last.upperBound < gap {
          run = last.lowerBound..<start + length
        } else {
          if let run { body(run) }
          run = start..<start + length
        }
      }
    }
    if let run { body(run) }
  }

  private func hasBit(row y: Int, _ columns: Range<Int>) -> Bool {
    var found: UInt64 = 0
    forEachWord(of: columns) { index, mask in found |= row(y)[index] & mask }
    return found != 0
  }

  /// Calls `body` with the words that hold some columns, and which of their bits these are.
  private func forEachWord(of columns: Range<Int>, _ body: (Int, UInt64) -> Void) {
    var start = columns.lowerBound
    while start < columns.upperBound {
      let (index, first) = start.quotientAndRemainder(dividingBy: UInt64.bitWidth)
      let length = min(columns.upperBound - start, UInt64.bitWidth - first)
      body(index, Self.mask(first, length))
      start += length
    }
  }

  /// - Parameter length: 1…64.
  private static func mask(_ first: Int, _ length: Int) -> UInt64 {
    (~0 >> (UInt64.bitWidth - length)) << first
  }
}

extension [PixelRect] {
  /// Areas of a map that hold these and what lies within `reach` rows and columns, and few others;
  /// they do not overlap.
  func widened(by reach: Int, width: Int, height: Int) -> [PixelRect] {
    BitMap(around: self, reach: reach, width: width, height: height).areas
  }
}
