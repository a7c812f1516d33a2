import CSilhouetteKernels
import SilhouetteGraph

/// For each output place of a pool along one axis: which input places it covers.
struct WindowTable {
  private var begin: [Int32] = []
  private var end: [Int32] = []
  private var counted: [Int32] = []

  /// - Parameter countsPadding: whether padded places count in the divisor of an average.
  init(
    input: Int, output: Int, window: Int, stride: Int, padding: Int, countsPadding: Bool
  ) {
    for place in 0..<output {
      let first = place * stride - padding
      let last = min(first + window, input)
      begin.append(Int32(clamping: max(first, 0)))
      end.append(Int32(clamping: last))
      counted.append(Int32(clamping: countsPadding ? window : last - max(first, 0)))
    }
  }

  /// Windows `⌊i · input / output⌋ ..< ⌈(i + 1) · input / output⌉`.
  init(input: Int, adaptiveOutput output: Int) {
    for place in 0..<output {
      let first = place * input / output
      let last = ((place + 1) * input + output - 1) / output
      begin.append(Int32(first))
      end.append(Int32(last))
      counted.append(Int32(last - first))
    }
  }

  /// `window` input rows for each output row; past the last one covered, that one again.
  func rows(window: Int) -> [Int32] {
    var rows: [Int32] = []
    for place in begin.indices {
      for i in 0..<window { rows.append(min(begin[place] + Int32(i), max(end[place] - 1, 0))) }
    }
    return rows
  }

  func stored(in memory: ProgramMemory) -> slh_windows {
    slh_windows(
      begin: memory.store(begin), end: memory.store(end), counted: memory.store(counted))
  }
}

/// For each output place of a resize along one axis: the two input places it lies between.
struct InterpolationTable {
  private(set) var low: [Int32] = []
  private(set) var high: [Int32] = []
  /// How far towards `high`, 0…1.
  private(set) var weight: [Float] = []

  init(_ operation: Resize, input: Int, output: Int) {
    let coordinates = ResizeCoordinates(input: input, output: output, operation.coordinates)
    for place in 0..<output {
      switch operation.filter {
      case .bilinear:
        let (lower, upper, weight) = coordinates.bilinear(place)
        append(lower, upper, weight)
      case .nearest(let rounding):
        let nearest = coordinates.nearest(place, rounding)
        append(nearest, nearest, 0)
      }
    }
  }

  /// Whether outputs lie a quarter of a pixel on both sides of each of the inputs, as kernels make
  /// them without looking here; at the ends the outermost input stands for what would lie beyond.
  func doubles(_ input: Int) -> Bool {
    guard low.count == 2 * input else { return false }
    return low.indices.allSatisfy { place in
      let first = (place + 1) / 2 - 1
      if first < 0 || first + 1 == input {
        return Int(low[place]) == max(first, 0) && (low[place] == high[place] || weight[place] == 0)
      }
      return Int(low[place]) == first && Int(high[place]) == first + 1
        && weight[place] == (place % 2 == 0 ? 0.75 : 0.25)
    }
  }

  private mutating func append(_ low: Int, _ high: Int, _ weight: Float) {
    self.low.append(Int32(low))
    self.high.append(Int32(high))
    self.weight.append(weight)
  }

  /// Both input places of each output place, one after the other.
  var pairs: [Int32] { low.indices.flatMap { [low[$0], high[$0]] } }

  /// For each output place and each of the `count` places of a window over it, the two input places
  /// and how far to go between them; −1 or `input` for both where the window's place is outside.
  func window(_ count: Int, before: Int, input: Int) -> (rows: [Int32], weights: [Float]) {
    var result: (rows: [Int32], weights: [Float]) = ([], [])
    for place in low.indices {
      for other in place - before..<place - before + count {
        let isInside = low.indices.contains(other)
        let outside = other < 0 ? -1 : Int32(input)
        result.rows += isInside ? [low[other], high[other]] : [outside, outside]
        result.weights.append(isInside ? weight[other] : 0)
      }
    }
    return result
  }

  /// Rounding of weights, which are below 1.
  private static let stepTolerance: Float = 0x1p-20

  /// For each output place the first one after it that lies between others, or a different step away.
  private var ends: [Int32] {
    var ends: [Int32] = []
    while ends.count < low.count {
      let begin = ends.count
      var end = begin + 1
      while end < low.count, continues(begin, end) { end += 1 }
      ends += [Int32](repeating: Int32(end), count: end - begin)
    }
    return ends
  }

  private func continues(_ begin: Int, _ place: Int) -> Bool {
    let step = weight[begin + 1] - weight[begin]
    return low[place] == low[begin] && high[place] == high[begin]
      && abs(weight[place] - weight[place - 1] - step) <= InterpolationTable.stepTolerance
  }

  func stored(in memory: ProgramMemory) -> slh_interpolation {
    slh_interpolation(
      low: memory.store(low), high: memory.store(high), weight: memory.store(weight),
      end: memory.store(ends))
  }
}
