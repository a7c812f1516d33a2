import CSilhouetteKernels

/// A map of bits, in rows of whole words.
struct BitMap: ~Copyable {
  let width: Int
  private let words: Plane<UInt64>

  /// A map whose bits are not set yet.
  init(width: Int, height: Int) {
    self.width = width
    words = Plane(width: (width + UInt64.bitWidth - 1) / UInt64.bitWidth, height: height)
  }

  func row(_ y: Int) -> UnsafeMutablePointer<UInt64> { words.row(y) }

  /// Sets all bits that are at most `reach` rows and columns from a set one.
  func spread(by reach: Int) {
    slh_spread_bits(words.base, words.width, words.height, reach)
  }

  func formIntersection(_ other: borrowing BitMap) {
    for index in 0..<words.width * words.height { words.base[index] &= other.words.base[index] }
  }

  /// The runs of columns that are set in any of some rows, with what lies between two of them where that
  /// is less than `gap`.
  func runs(of rows: Range<Int>, closing gap: Int) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for index in 0..<words.width {
      var word = rows.reduce(0) { $0 | words.row($1)[index] }
      while word != 0 {
        let first = word.trailingZeroBitCount
        let length = (~(word >> first)).trailingZeroBitCount
        word &= ~Self.mask(first, length)
        // What is spread goes on behind the last column.
        let start = min(index * UInt64.bitWidth + first, width - 1)
        if let last = runs.last, start - last.upperBound < gap {
          runs[runs.count - 1] = last.lowerBound..<min(start + length, width)
        } else {
          runs.append(start..<min(start + length, width))
        }
      }
    }
    return runs
  }

  /// Whether a bit of some columns of a row is set.
  func hasBit(row y: Int, _ columns: Range<Int>) -> Bool {
    var start = columns.lowerBound
    while start < columns.upperBound {
      let (index, first) = start.quotientAndRemainder(dividingBy: UInt64.bitWidth)
      let length = min(columns.upperBound - start, UInt64.bitWidth - first)
      if words.row(y)[index] & Self.mask(first, length) != 0 { return true }
      start += length
    }
    return false
  }

  /// - Parameter length: 1…64.
  private static func mask(_ first: Int, _ length: Int) -> UInt64 {
    (~0 >> (UInt64.bitWidth - length)) << first
  }
}
