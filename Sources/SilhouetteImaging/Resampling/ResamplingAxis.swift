import CSilhouetteKernels

/// For each target position along one axis the source positions it reads, and how much of each.
///
/// * Shrinking averages the area that the target covers: target `k` of `m` covers
///   `[k·n/m, (k+1)·n/m)` of `n` source pixels, and each of them weighs the part of it that is
///   covered, divided by `n/m`. So every source pixel counts equally (antialiased), as OpenCV's
///   `INTER_AREA` does.
/// * Enlarging interpolates between the two nearest pixel centres (half-pixel convention): target
///   `k` lies at `(k + ½)·n/m − ½`; beyond the first and last centre the edge repeats.
///
/// Overlaps are counted in whole numbers of `1/m` source pixels, so that they are exact before they
/// are rounded to a float.
package struct ResamplingAxis: Sendable {
  package let sourceCount: Int
  package let targetCount: Int
  /// Positions that each target reads; those it does not need weigh 0.
  package let tapCount: Int
  package private(set) var firsts: [Int32]
  package private(set) var weights: [Float]

  /// - Precondition: both counts are 1…``PixelBuffer/maximumSide``.
  package init(from sourceCount: Int, to targetCount: Int) {
    precondition(sourceCount >= 1 && targetCount >= 1)
    self.sourceCount = sourceCount
    self.targetCount = targetCount
    let taps =
      if targetCount < sourceCount {
        Self.mostOverlaps(sourceCount, targetCount)
      } else {
        targetCount == sourceCount ? 1 : min(2, sourceCount)
      }
    tapCount = taps
    firsts = [Int32](repeating: 0, count: targetCount)
    weights = [Float](repeating: 0, count: targetCount * taps)
    if targetCount < sourceCount { setAreas() } else { setInterpolation() }
  }

  /// How many of `n` source pixels a target of `m` covers at most, wholly or in part. Areas are `n/m` long
  /// and start up to `1 − g/m` of a pixel behind its beginning, g the greatest common divisor.
  private static func mostOverlaps(_ n: Int, _ m: Int) -> Int {
    var (divisor, rest) = (n, m)
    while rest > 0 { (divisor, rest) = (rest, divisor % rest) }
    return (n + m - divisor + m - 1) / m
  }

  private mutating func setAreas() {
    for target in 0..<targetCount {
      let start = target * sourceCount
      let end = start + sourceCount
      let first = min(start / targetCount, sourceCount - tapCount)
      firsts[target] = Int32(first)
      for tap in 0..<tapCount {
        let left = max((first + tap) * targetCount, start)
        let right = min((first + tap + 1) * targetCount, end)
        weights[target * tapCount + tap] =
          right > left ? Float(Double(right - left) / Double(sourceCount)) : 0
      }
    }
  }

  private mutating func setInterpolation() {
    guard tapCount == 2 else {
      for target in 0..<targetCount {
        weights[target] = 1
        firsts[target] = Int32(min(target, sourceCount - 1))
      }
      return
    }
    for target in 0..<targetCount {
      // The position in units of 1/(2m), cut to the first and last centre.
      let doubled = (2 * target + 1) * sourceCount - targetCount
      let position = min(max(doubled, 0), 2 * targetCount * (sourceCount - 1))
      let first = min(position / (2 * targetCount), sourceCount - 2)
      let share = Double(position - first * 2 * targetCount) / Double(2 * targetCount)
      firsts[target] = Int32(first)
      weights[target * 2] = Float(1 - share)
      weights[target * 2 + 1] = Float(share)
    }
  }
}

extension ResamplingAxis {
  /// First to the whole length of something that lies at `offset` on a longer axis, then with that
  /// axis to its targets: as if the longer one were made and read again, but exact and without it.
  /// What of a target lies outside counts as 0.
  package init(from sourceCount: Int, to length: Int, at offset: Int, of whole: ResamplingAxis) {
    let part = ResamplingAxis(from: sourceCount, to: length)
    let targetCount = whole.targetCount
    self = part.withKernelAxis(from: 0) { part in
      whole.withKernelAxis(from: 0) { whole in
        Steps(part: part, length: length, offset: offset, whole: whole)
          .composed(targetCount: targetCount, sourceCount: sourceCount)
      }
    }
  }

  private init(
    sourceCount: Int, targetCount: Int, tapCount: Int, firsts: [Int32], weights: [Float]
  ) {
    self.sourceCount = sourceCount
    self.targetCount = targetCount
    self.tapCount = tapCount
    self.firsts = firsts
    self.weights = weights
  }

  /// Two steps that become one.
  private struct Steps {
    let part: slh_axis
    let length: Int
    let offset: Int
    let whole: slh_axis

    /// Calls `body` with each source of a target and what it weighs there, one step of two at a time.
    @inline(__always)
    private func forEach(of target: Int, _ body: (Int, Double) -> Void) {
      whole.forEachTap(of: target) { position, weight in
        guard position >= offset, position < offset + length else { return }
        part.forEachTap(of: position - offset) { body($0, Double(weight) * Double($1)) }
      }
    }

    func composed(targetCount: Int, sourceCount: Int) -> ResamplingAxis {
      var firsts = [Int32](repeating: 0, count: targetCount)
      var taps = 1
      for target in 0..<targetCount {
        var (first, end) = (sourceCount, 0)
        forEach(of: target) { source, _ in
          (first, end) = (min(first, source), max(end, source + 1))
        }
        firsts[target] = Int32(first)
        taps = max(taps, end - first)
      }
      var weights = [Float](repeating: 0, count: targetCount * taps)
      Scratch.with(taps) { (sums: UnsafeMutablePointer<Double>) in
        for target in 0..<targetCount {
          let first = min(Int(firsts[target]), sourceCount - taps)
          sums.update(repeating: 0, count: taps)
          forEach(of: target) { source, weight in sums[source - first] += weight }
          for tap in 0..<taps { weights[target * taps + tap] = Float(sums[tap]) }
          firsts[target] = Int32(first)
        }
      }
      return ResamplingAxis(
        sourceCount: sourceCount, targetCount: targetCount, tapCount: taps, firsts: firsts,
        weights: weights)
    }
  }

  /// The same targets from last to first.
  package var mirrored: ResamplingAxis {
    var result = self
    for target in 0..<targetCount {
      let opposite = targetCount - 1 - target
      result.firsts[target] = firsts[opposite]
      for tap in 0..<tapCount {
        result.weights[target * tapCount + tap] = weights[opposite * tapCount + tap]
      }
    }
    return result
  }

  /// For each target the sum of what it takes.
  var coverage: [Float] {
    (0..<targetCount).map { target in
      var sum = 0.0
      for tap in 0..<tapCount { sum += Double(weights[target * tapCount + tap]) }
      return Float(sum)
    }
  }

  /// The positions that a range of targets reads, those between them and no others.
  ///
  /// - Precondition: the range is not empty.
  func sources(of targets: Range<Int>) -> Range<Int> {
    let ends = (Int(firsts[targets.lowerBound]), Int(firsts[targets.upperBound - 1]))
    return min(ends.0, ends.1)..<max(ends.0, ends.1) + tapCount
  }

  /// Calls `body` with each position that a target reads and its weight.
  func forEachTap(of target: Int, _ body: (Int, Float) -> Void) {
    for tap in 0..<tapCount where weights[target * tapCount + tap] != 0 {
      body(Int(firsts[target]) + tap, weights[target * tapCount + tap])
    }
  }

  /// Target row `y` of a picture at its own width: the weighted sum of the rows that `y` reads,
  /// channels as numbers 0…``PixelFormat/maximumChannelValue``.
  func blend(_ picture: PixelView, at y: Int, into target: UnsafeMutablePointer<Float>) {
    let count = picture.width * picture.format.channelCount
    let source = picture.base + Int(firsts[y]) * picture.stride
    let rows = source.assumingMemoryBound(to: UInt8.self)
    weights.withUnsafeBufferPointer { weights in
      guard let base = weights.baseAddress else { return }
      let weights = base + y * tapCount
      if picture.format.bytesPerChannel == 1 {
        slh_weighted_rows_u8(target, rows, picture.stride, weights, tapCount, count)
      } else {
        slh_weighted_rows_u16(target, rows, picture.stride, weights, tapCount, count)
      }
    }
  }

  /// Target row `y` of a map at its own width, or the first `count` numbers of it.
  func blend(
    _ map: UnsafePointer<Float>, rowCount: Int, count: Int? = nil, at y: Int,
    into target: UnsafeMutablePointer<Float>
  ) {
    weights.withUnsafeBufferPointer { weights in
      guard let base = weights.baseAddress else { return }
      slh_weighted_rows_f32(
        target, map + Int(firsts[y]) * rowCount, rowCount * MemoryLayout<Float>.stride,
        base + y * tapCount, tapCount, count ?? rowCount)
    }
  }

  /// Targets of one row, or a range of them: for each the weighted sum of the source pixels it reads.
  func gather(
    _ row: UnsafePointer<Float>, channels: Int, _ targets: Range<Int>? = nil,
    into target: UnsafeMutablePointer<Float>
  ) {
    let targets = targets ?? 0..<targetCount
    withKernelAxis(from: targets.lowerBound) { axis in
      withUnsafePointer(to: axis) { slh_weighted_columns(target, row, channels, $0, targets.count) }
    }
  }

  /// The same, then turned into the network's three channels.
  func gather(
    _ row: UnsafePointer<Float>, channels: Int, _ targets: Range<Int>,
    into target: UnsafeMutablePointer<Float>, _ transform: slh_color_transform
  ) {
    withKernelAxis(from: targets.lowerBound) { axis in
      withUnsafePointer(to: axis) { axis in
        withUnsafePointer(to: transform) { transform in
          slh_weighted_columns_transformed(target, row, channels, axis, targets.count, transform)
        }
      }
    }
  }

  /// The same for four rows at once, to rows without gaps.
  ///
  /// - Parameter scratch: room for sixteen floats for each position that is read and three more.
  func gather(
    fourRows rows: UnsafePointer<Float>, stride: Int, channels: Int, _ targets: Range<Int>,
    into target: UnsafeMutablePointer<Float>, _ transform: slh_color_transform,
    scratch: UnsafeMutablePointer<Float>
  ) {
    withKernelAxis(from: targets.lowerBound) { axis in
      withUnsafePointer(to: axis) { axis in
        withUnsafePointer(to: transform) { transform in
          slh_weighted_columns_of_four(
            target, 3 * targets.count, rows, stride, channels, axis, targets.count, transform,
            scratch)
        }
      }
    }
  }

  /// Calls `body` with what kernels read: the targets from one on.
  func withKernelAxis<Result>(from target: Int, _ body: (slh_axis) -> Result) -> Result {
    firsts.withUnsafeBufferPointer { firsts in
      weights.withUnsafeBufferPointer { weights in
        body(
          slh_axis(
            first: firsts.baseAddress.map { $0 + target },
            weights: weights.baseAddress.map { $0 + target * tapCount }, taps: tapCount))
      }
    }
  }
}

extension slh_axis {
  /// Calls `body` with each position that a target reads and its weight.
  @inline(__always)
  fileprivate func forEachTap(of target: Int, _ body: (Int, Float) -> Void) {
    for tap in 0..<taps where weights[target * taps + tap] != 0 {
      body(Int(first[target]) + tap, weights[target * taps + tap])
    }
  }
}
